"""What the letters say that a worker writes: subject, text, HTML, headers, as `Letter.post` takes them."""

from __future__ import annotations

from typing import Any

from flask import render_template, url_for

from letraz import secrets
from letraz.models import User, reminding
from letraz.models.tracking import CLOSES


def reminder(user: User, due: list[reminding.Due]) -> dict[str, Any]:
    """The letter, with what lets a mail reader offer to stop such letters (RFC 8058)."""
    token = secrets.stop_token(user.id, user.created_at)
    stop = url_for("reminders.ask", person_id=user.id, token=token, _external=True)
    first = due[0]
    one = f"{'Closes today' if first.kind == CLOSES else 'Follow up'}: {first.job.name}"
    subject = one if len(due) == 1 else f"{len(due)} of your jobs want a look today"
    given = {"due": due, "stop": stop, "title": subject}
    text, html = (render_template(f"mail/reminder.{kind}", **given) for kind in ("txt", "html"))
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return {"subject": " ".join(subject.split())[:200], "text": text, "html": html, "headers": headers}


def farewell(user: User) -> dict[str, Any]:
    """The last letter: that all of it is gone. It names nothing of what was there."""
    text, html = (render_template(f"mail/left.{kind}") for kind in ("txt", "html"))
    return {"subject": "Your Letraz account is gone", "text": text, "html": html}

"""What the letters say that a worker writes: subject, text, HTML, headers, as `Letter.post` takes them."""

from __future__ import annotations

from typing import Any

from flask import render_template, url_for
from sqlalchemy.orm import Session

from letraz import secrets
from letraz.models import ExportRequest, Letter, Takeout, User, reminding
from letraz.models.leaving import kept_until
from letraz.models.tracking import CLOSES


def export_ready(session: Session, export_id: int) -> None:
    """Write the letter that says an export is ready, once. Commits."""
    export = session.get(ExportRequest, export_id, with_for_update={"of": ExportRequest})
    if export is None or export.letter_id or not export.link_lives:
        return
    link = url_for("links.show", export_id=export.id, token=export.token, _external=True)
    text, html = (render_template(f"mail/export_ready.{kind}", export=export, link=link) for kind in ("txt", "html"))
    person = session.get_one(User, export.user_id)
    export.letter = Letter.post(session, person.email, f"Your file is ready: {export.file_name}", text, html, person.id)
    session.commit()


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


def takeout_ready(session: Session, takeout_id: int) -> None:
    """Write the letter that says a take-out is ready, once. Commits."""
    made = session.get(Takeout, takeout_id, with_for_update=True)
    if made is None or made.letter_id or made.file_key is None:
        return
    link = url_for("takeouts.index", _external=True)
    given = {"takeout": made, "link": link, "day": kept_until(made.expires_at)}
    text, html = (render_template(f"mail/takeout_ready.{kind}", **given) for kind in ("txt", "html"))
    person = session.get_one(User, made.user_id)
    made.letter_id = Letter.post(session, person.email, "All of your data is ready", text, html, person.id).id
    session.commit()

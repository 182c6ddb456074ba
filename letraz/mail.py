"""Letters on their way out: SMTP, or a folder of `.eml` files (`outbox:`, the default).

`send` tells two failures apart, because the answer differs: after `NotSent` the letter can go again, after
`Unclear` the server may have taken it, and sending again by itself could deliver it twice.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterable, Mapping
from contextlib import suppress
from email import policy
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.utils import formatdate, make_msgid, parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import uuid4

from flask import current_app

from letraz.queue import OutOfTime

#: Seconds for each word with the mail server, and for each of its addresses. All of them together end with the task.
TIMEOUT = 10


class NotSent(Exception):
    """The server did not take the letter, for certain."""


class Unclear(Exception):
    """The connection broke when the server may have taken the letter."""


class _Watched(smtplib.SMTP):
    """A talk with a server of which we know whether it came to the letter itself."""

    gave = False

    def connect(self, *args: Any, **more: Any) -> tuple[int, bytes]:
        """Greet. What ends it early leaves no open connection."""
        try:
            return super().connect(*args, **more)
        except (OSError, smtplib.SMTPException, OutOfTime):
            self.close()
            raise

    def data(self, msg: Any) -> tuple[int, bytes]:
        """Give the letter. From here on the server may have it."""
        self.gave = True
        return super().data(msg)


class _Sealed(_Watched, smtplib.SMTP_SSL):
    """The same, with TLS from the first word."""


def compose(to: str, subject: str, text: str, html: str = "", headers: Mapping[str, str] | None = None) -> EmailMessage:
    """A letter with our sender, both parts, the headers that keep automatic answers away, and `headers` of its own."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = current_app.config["MAIL_FROM"], to, subject
    message["Date"], message["Message-ID"] = formatdate(usegmt=True), make_msgid(domain="letraz.invalid")
    message["Auto-Submitted"] = "auto-generated"
    for name, value in (headers or {}).items():
        message[name] = value
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    return message


def send(message: EmailMessage) -> None:
    """Hand a letter over. Raises `NotSent` or `Unclear`."""
    url = current_app.config["MAIL_URL"]
    if url.startswith("outbox:"):
        _to_folder(message, outbox())
    else:
        _to_server(message, url)


def outbox() -> Path:
    """The folder that holds letters when no server is set."""
    named = current_app.config["MAIL_URL"].removeprefix("outbox:")
    return Path(named) if named else Path(current_app.config["HOME"]) / "outbox"


def forget(addresses: Iterable[str]) -> None:
    """Remove the letters to these addresses from the outbox folder. What a mail server took is out of our hands."""
    folder, gone = outbox_shown(), {one.lower() for one in addresses}
    for path in Path(folder).glob("*.eml") if folder else ():
        with suppress(FileNotFoundError):
            to = BytesHeaderParser(policy=policy.default).parsebytes(path.read_bytes())["To"]
            if parseaddr(str(to))[1].lower() in gone:
                path.unlink()


def outbox_shown() -> str:
    """The folder that letters go to when no mail server is set; "" when one is."""
    return str(outbox()) if current_app.config["MAIL_URL"].startswith("outbox:") else ""


def _to_folder(message: EmailMessage, folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f".{uuid4().hex}.part"
        part.write_bytes(message.as_bytes())
        part.rename(
            folder / f"{formatdate(usegmt=True)[5:25].replace(' ', '-').replace(':', '')}-{uuid4().hex[:8]}.eml"
        )
    except OSError as error:
        raise NotSent(str(error)) from error


def _to_server(message: EmailMessage, url: str) -> None:
    try:
        server = _connect(url)
    except (OSError, smtplib.SMTPException, OutOfTime) as error:
        raise NotSent(_why(error)) from error
    try:
        _sign_in(server, url)
        server.send_message(message)
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, smtplib.SMTPNotSupportedError) as error:
        raise NotSent(_why(error)) from error
    except (smtplib.SMTPException, OSError, OutOfTime) as error:
        raise (Unclear if server.gave else NotSent)(_why(error)) from error
    finally:
        _leave(server)


def _why(error: Exception) -> str:
    return "The mail server took too long." if isinstance(error, OutOfTime) else str(error)


def _connect(url: str) -> _Watched:
    parts = urlsplit(url)
    host = parts.hostname or "localhost"
    if parts.scheme == "smtps":
        return _Sealed(host, parts.port or 465, timeout=TIMEOUT, context=ssl.create_default_context())
    return _Watched(host, parts.port or 25, timeout=TIMEOUT)


def _sign_in(server: _Watched, url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme == "smtp+starttls":
        server.starttls(context=ssl.create_default_context())
    if parts.username:
        server.login(unquote(parts.username), unquote(parts.password or ""))


def _leave(server: smtplib.SMTP) -> None:
    try:
        server.quit()
    except (smtplib.SMTPException, OSError, OutOfTime):
        server.close()

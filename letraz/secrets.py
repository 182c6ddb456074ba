"""What is derived from the secret: link tokens, and letters sealed until they are sent.

A link's token is an HMAC over the export's id and its random nonce (DESIGN rule 6): a task can rebuild it,
the database alone gives no link, and a new nonce revokes it. A letter that waits may hold a link, so its
body is sealed (Fernet: AES-128-CBC with HMAC-SHA256) under a key of its own.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64encode
from datetime import datetime
from secrets import token_hex

from cryptography.fernet import Fernet
from flask import current_app


def nonce() -> str:
    """A fresh random value, 32 hex digits."""
    return token_hex(16)


def link_token(export_id: int, nonce: str) -> str:
    """The token in the link of an export: 43 URL-safe characters."""
    digest = hmac.new(_key("link"), f"{export_id}:{nonce}".encode(), hashlib.sha256).digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")


def stop_token(user_id: int, since: datetime) -> str:
    """The token with which a person's reminders are stopped: 43 URL-safe characters. `since`: when the account began.

    It opens nothing else, and does not end: a letter may be years old when somebody has enough.
    """
    digest = hmac.new(_key("reminders"), f"{user_id}:{since.timestamp():.0f}".encode(), hashlib.sha256).digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")


def same(one: str, other: str) -> bool:
    """Whether two tokens are equal, in constant time."""
    return hmac.compare_digest(one.encode(), other.encode())


def seal(text: str) -> bytes:
    """The text, readable only with the secret."""
    return Fernet(urlsafe_b64encode(_key("letter"))).encrypt(text.encode())


def unseal(sealed: bytes) -> str:
    """The text that was sealed. `cryptography.fernet.InvalidToken` when the secret has changed since."""
    return Fernet(urlsafe_b64encode(_key("letter"))).decrypt(sealed).decode()


def _key(purpose: str) -> bytes:
    secret = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(secret, f"letraz {purpose}".encode(), hashlib.sha256).digest()

"""People for browser tests, made straight in the database of the running house."""

from __future__ import annotations

import time
from typing import Any, Self
from uuid import uuid4

from flask import Flask
from flask_security import hash_password

from letraz.database import now
from letraz.document import Document
from letraz.extensions import db
from letraz.models import Resume, User

PASSWORD = "correct horse battery"


class Person:
    """Somebody with an account, and `resume_id`, the base resume."""

    def __init__(self, app: Flask, *, staff: bool = False, **profile: Any) -> None:
        self.app, email = app, f"p{uuid4().hex[:12]}@example.org"
        with app.app_context():
            db.session.add(User(email=email, password=_hash(), is_staff=staff, confirmed_at=now(), **profile))
            db.session.commit()
        self._know(email)

    @classmethod
    def of(cls, app: Flask, email: str) -> Self:
        """Somebody who signed up by themselves."""
        found = cls.__new__(cls)
        found.app = app
        found._know(email)
        return found

    def _know(self, email: str) -> None:
        with self.app.app_context():
            user = db.session.query(User).filter_by(email=email).one()
            self.email, self.id, self.resume_id = email, user.id, user.base_resume().id
            self._mark = user.fs_uniquifier
            db.session.commit()

    def cookie(self) -> str:
        """The cookie of a browser in which this person has just signed in."""
        signer = self.app.session_interface.get_signing_serializer(self.app)  # type: ignore[attr-defined]  # Flask's own
        return str(signer.dumps({"_user_id": self._mark, "_fresh": True, "fs_cc": "set", "fs_paa": time.time()}))

    def fill(self, document: Document) -> dict[str, int]:
        """Write a document into the base resume. The ids of its sections by heading."""
        with self.app.app_context():
            resume = db.session.get_one(Resume, self.resume_id)
            resume.fill(document)
            db.session.commit()
            return {section.heading: section.id for section in resume.sections}

    def stored(self) -> list[tuple[str, list[str]]]:
        """What the base resume holds: its sections in order, each with its items in order."""
        with self.app.app_context():
            sections = db.session.get_one(Resume, self.resume_id).sections
            return [(section.heading, [item.shown_name for item in section.items]) for section in sections]

    def document(self) -> Document:
        """The base resume as a value."""
        with self.app.app_context():
            return db.session.get_one(Resume, self.resume_id).document()


_HASHED: list[str] = []


def _hash() -> str:
    if not _HASHED:
        _HASHED.append(str(hash_password(PASSWORD)))
    return _HASHED[0]

"""A person with an account. Everything a person has hangs from here, and is looked up through here."""

from __future__ import annotations

import json
import zlib
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import uuid4
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flask_security import UserMixin
from sqlalchemy import Boolean, Select, String, func, select
from sqlalchemy.orm import Mapped, mapped_column, object_session, relationship

from letraz import designs, richtext
from letraz.database import flag, line, listing, now, prose
from letraz.document import Block, Document, Entry, Person
from letraz.extensions import Model
from letraz.models.job import Job
from letraz.models.leaving import Leaving
from letraz.models.ordering import Refused
from letraz.models.resume import Resume

#: The columns of the profile.
PROFILE = (
    "title", "first_name", "last_name", "headline", "phone", "address", "city", "region", "postal", "country",
    "nationality", "date_of_birth", "url", "links", "profile_text",
)  # fmt: skip

#: Live resumes and jobs of one person. Far above what anybody needs, low enough to hold a page.
MOST_RESUMES, MOST_JOBS = 200, 1000

Own = TypeVar("Own", bound=Any)


def zone(name: str | None) -> ZoneInfo:
    """The time zone of this name; UTC for none, and for one that this system does not know."""
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


class User(UserMixin, Leaving, Model):
    """A job seeker. `active` is the column `is_active`: false signs the person out everywhere."""

    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(255), unique=True)
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column("is_active", Boolean, default=True)
    is_staff: Mapped[bool] = flag()
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True, default=lambda: uuid4().hex)
    confirmed_at: Mapped[datetime | None]
    last_login_at: Mapped[datetime | None]  # type: ignore[assignment]  # Flask-Security's stub knows no first sign-in
    created_at: Mapped[datetime] = mapped_column(default=now)

    title: Mapped[str] = line(40)
    first_name: Mapped[str] = line(100)
    last_name: Mapped[str] = line(100)
    headline: Mapped[str] = line()
    phone: Mapped[str] = line(50)
    address: Mapped[str] = line()
    city: Mapped[str] = line(100)
    region: Mapped[str] = line(100)
    postal: Mapped[str] = line(20)
    country: Mapped[str] = line(2)
    nationality: Mapped[str] = line(100)
    date_of_birth: Mapped[str] = line(10)
    url: Mapped[str] = line(500)
    links: Mapped[list[dict[str, Any]]] = listing()  # type: ignore[assignment]  # rows of network, username, url
    profile_text: Mapped[str] = prose()
    locale: Mapped[str] = line(20)
    time_zone: Mapped[str] = line(60)
    reminders: Mapped[bool] = flag(True)  #: whether reminders of jobs are mailed
    model_agreed_at: Mapped[datetime | None]  #: when the person agreed that a language model may be asked

    resumes: Mapped[list[Resume]] = relationship(back_populates="user", passive_deletes=True, lazy="raise_on_sql")

    #: Flask-Security asks for it; Letraz has no roles but `is_staff`.
    roles: Any = ()

    @property
    def name(self) -> str:
        """The person's full name, as a resume prints it; empty until it is given."""
        return " ".join(part for part in (self.title, self.first_name, self.last_name) if part)

    @property
    def profile(self) -> dict[str, Any]:
        """What the profile's form shows, by field."""
        return {name: getattr(self, name) for name in PROFILE}

    @property
    def profile_mark(self) -> int:
        """A number that changes when the profile does: what a form of it was made from."""
        return zlib.crc32(json.dumps(self.profile, sort_keys=True).encode()) % 10**9

    @property
    def shown_name(self) -> str:
        """What a page calls the person: the name, else the e-mail address."""
        return self.name or self.email

    @property
    def zone(self) -> ZoneInfo:
        """The time zone that days begin and end in; UTC until the person chooses one."""
        return zone(self.time_zone)

    def today(self, moment: datetime | None = None) -> date:
        """The day it is where the person lives, now or at `moment`."""
        return (moment or now()).astimezone(self.zone).date()

    def own(self, model: type[Own], row_id: int, *, trashed: bool = False, lock: bool = False) -> Own | None:
        """The person's row of this id, or None: the one ownership clause of Letraz (DESIGN rule 1).

        With `lock` no other transaction changes it meanwhile, and it is read anew. Its key is left alone: else a row
        that refers to it waits for the lock, and its writer for ours (a deadlock on PostgreSQL).
        """
        query = select(model).where(model.id == row_id, model.user_id == self.id)
        if hasattr(model, "deleted_at"):
            query = query.where(model.deleted_at.is_not(None) if trashed else model.deleted_at.is_(None))
        locked = query.with_for_update(of=model, key_share=True).execution_options(populate_existing=True)
        found: Own | None = self._session.scalar(locked if lock else query)
        return found

    def owns(self, model: type[Own]) -> Select[tuple[Own]]:
        """A query for all of the person's rows of a kind, without those in the trash."""
        query = select(model).where(model.user_id == self.id)
        return query.where(model.deleted_at.is_(None)) if hasattr(model, "deleted_at") else query

    def person(self) -> Person:
        """The header that a new resume starts from. The date of birth stays out until it is asked for."""
        names = ("headline", "email", "phone", "address", "city", "region", "postal", "country", "nationality", "url")
        return Person.from_json({**{n: getattr(self, n) for n in names}, "name": self.name, "links": self.links or []})

    def base_resume(self) -> Resume:
        """The base resume; made from the profile when there is none yet."""
        found = self._session.scalar(select(Resume).where(Resume.user_id == self.id, Resume.base))
        return found or self._make_base()

    def _make_base(self) -> Resume:
        base = Resume(
            user=self,
            user_id=self.id,
            base=True,
            title="Everything I have done",
            language="en",
            design=(look := designs.design("")).name,
            design_version=look.version,
            sections=[],
        )
        self._session.add(base)
        text = richtext.escape(self.profile_text) if self.profile_text else ""
        summary = Block("summary", entries=(Entry("summary", {"text": text}),)) if text else None
        base.fill(Document(person=self.person(), blocks=(summary,) if summary else ()))
        self._session.flush()
        return base

    def new_resume(self, title: str, job: Job | None = None) -> Resume:
        """A resume with the profile's header and no sections."""
        self.require_room()
        look = designs.design("")
        resume = Resume(
            user=self, user_id=self.id, title=title, job=job, base=False, sections=[],
            language="en", design=look.name, design_version=look.version,
        )  # fmt: skip
        resume.personal_info = self.person().to_json()
        self._session.add(resume)
        return resume

    def require_room(self) -> None:
        """`Refused` when the person has as many resumes as the house allows."""
        if self._count(Resume) >= MOST_RESUMES:
            raise Refused(f"You have {MOST_RESUMES} resumes. Remove one to make another.")

    def require_room_for_jobs(self) -> None:
        """`Refused` when the person has as many jobs as the house allows."""
        if self._count(Job) >= MOST_JOBS:
            raise Refused(f"You have {MOST_JOBS} jobs. Remove one to note another.")

    def _count(self, model: type[Resume | Job]) -> int:
        query = select(func.count()).select_from(model).where(model.user_id == self.id, model.deleted_at.is_(None))
        return self._session.scalar(query) or 0

    def deactivate(self) -> None:
        """Close the account's doors: no sign-in, and every session ends."""
        self.active = False
        self.fs_uniquifier = uuid4().hex

    @property
    def _session(self) -> Any:
        session = object_session(self)
        assert session is not None
        return session

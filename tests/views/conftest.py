"""Looking at what a request left behind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from letraz.extensions import db
from letraz.matching.lines import lines
from letraz.models import Item, Job, Resume, Section
from letraz.models.job import LEVELS
from tests.cast import person

Row = TypeVar("Row")


class Rows:
    """The rows as they are now: each look is a session of its own."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def get(self, model: type[Row], row_id: int) -> Row | None:
        """The row of this id, its columns loaded; None when there is none."""
        with self.app.app_context():
            return db.session.get(model, row_id)

    def one(self, model: type[Row], row_id: int) -> Row:
        """The row of this id, which must be there."""
        found = self.get(model, row_id)
        assert found is not None
        return found

    def last(self, model: type[Any]) -> Any:
        """The newest row."""
        with self.app.app_context():
            return db.session.query(model).order_by(model.id.desc()).first()

    def count(self, model: type[Any], **values: object) -> int:
        """How many rows there are with such values."""
        with self.app.app_context():
            return db.session.query(model).filter_by(**values).count()

    def sections(self, resume_id: int) -> list[Section]:
        """The sections of a resume in their order, without those in the trash."""
        with self.app.app_context():
            return list(db.session.get_one(Resume, resume_id).sections)

    def items(self, section_id: int) -> list[Item]:
        """The items of a section in their order, without those in the trash."""
        with self.app.app_context():
            return list(db.session.get_one(Section, section_id).items)

    def titles(self, section_id: int) -> list[str]:
        """What the items of a section are called."""
        with self.app.app_context():
            return [item.shown_name for item in db.session.get_one(Section, section_id).items]

    def heading(self, section_id: int) -> str:
        """What stands above a section."""
        with self.app.app_context():
            return db.session.get_one(Section, section_id).heading

    def lines(self, job_id: int) -> dict[str, list[str]]:
        """What a job asks, by level."""
        with self.app.app_context():
            job = db.session.get_one(Job, job_id)
            return {level: job.lines(level) for level in LEVELS}

    def answers(self, job_id: int) -> dict[str, str]:
        """What its person said of what a job asks, by the line."""
        with self.app.app_context():
            return {one.text: one.answer for one in db.session.get_one(Job, job_id).wants}

    def document(self, resume_id: int) -> Any:
        """The resume as a value."""
        with self.app.app_context():
            return db.session.get_one(Resume, resume_id).document()

    def find(self, model: type[Any], **values: object) -> Any:
        """The one row with such values."""
        with self.app.app_context():
            return db.session.query(model).filter_by(**values).one()

    def base_line(self, text: str) -> str:
        """The address of the line of Alice's base resume that says this."""
        with self.app.app_context():
            base = person(db.session(), "alice").base_resume()
            return next(line.at for line in lines(base.document()) if line.text == text)

    def change(self, model: type[Any], row_id: int, **values: object) -> None:
        """Change a row as another request would."""
        with self.app.app_context():
            row = db.session.get_one(model, row_id)
            for name, value in values.items():
                setattr(row, name, value)
            db.session.commit()


@pytest.fixture
def rows(app: Flask) -> Rows:
    return Rows(app)


@pytest.fixture
def base(app: Flask) -> int:
    """The id of alice's base resume."""
    with app.app_context():
        return db.session.query(Resume.id).filter_by(base=True).order_by(Resume.user_id).first()[0]  # type: ignore[index]


@pytest.fixture
def resume(app: Flask, rows: Rows) -> int:
    """A resume of alice with experience (A, B, C), skills (SQL) and an empty section of her own."""
    from tests.cast import add_item, person

    with app.app_context():
        found = person(db.session(), "alice").new_resume("Nurse")
        for kind in ("experience", "skills", "custom"):
            found.add_section(kind)
        for name in "ABC":
            add_item(found.sections[0], name, job_title=name)
        add_item(found.sections[1], name="SQL")
        db.session.commit()
        return found.id


@pytest.fixture
def make_section(app: Flask) -> Callable[..., int]:
    """Add a section with items of these names to a resume, as another request would."""
    from tests.cast import add_item

    def make(resume_id: int, kind: str, *names: str) -> int:
        with app.app_context():
            section = db.session.get_one(Resume, resume_id).add_section(kind)
            for name in names:
                add_item(section, name)
            db.session.commit()
            return section.id

    return make


def went_to(answer: TestResponse) -> str:
    """Where a 303 leads, without its host."""
    assert answer.status_code == 303, f"{answer.status_code}: {answer.text[:500]}"
    return answer.headers["Location"].removeprefix("http://localhost")


def order_of(things: list[Any]) -> str:
    """What a page sends as the order that it shows."""
    return ",".join(str(thing.id) for thing in things)


def triggers(answer: TestResponse) -> str:
    """What htmx is told to trigger."""
    return answer.headers.get("HX-Trigger", "")

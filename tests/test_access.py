"""Who may see what. The URL map is walked with three people, over rows that exist; a new route is walked too.

The owner goes first: a wall that also stops her would prove nothing. Taking `model.user_id == self.id` out of
`User.own` (letraz/models/user.py) turns `test_it_is_not_found_for_a_stranger` red on every route that names a
resume, job, export or import; that was tried by hand.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import cycle
from typing import Any
from zipfile import ZipFile

import pytest
from flask import Flask
from sqlalchemy import text
from werkzeug.routing import Rule

from letraz.diff import diff, tell
from letraz.extensions import db
from letraz.look import Look
from letraz.models import Item, Resume, Section, Version, originals
from letraz.sections import TYPES
from letraz.takeout.parcel import FORM, MANIFEST
from letraz.views.access import RowId, row_id
from tests import cast
from tests.cast import Belongings, Client, filled
from tests.conftest import House

#: Routes that Flask-Security guards by rules of its own: tests/views/test_accounts.py looks at them.
THEIRS = ("security.", "static")

#: The whole list of what a visitor may open. A route is added here by a person who thought about it.
PUBLIC = {"home.landing", "home.about", "home.health", "home.favicon", "links.show", "links.page", "links.download",
          "reminders.ask", "reminders.stop"}  # fmt: skip

METHODS = {"GET", "POST"}

#: What is answered only while a change of the base asks.
ASKED = {"resumes.lineage.accept", "resumes.lineage.take"}


@dataclass(frozen=True)
class Ask:
    """One request: a rule of the map, filled with rows of somebody."""

    rule: Rule
    method: str
    url: str
    data: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.method} {self.url} ({self.rule.endpoint})"


def rules(app: Flask) -> Iterator[tuple[Rule, str]]:
    for rule in sorted(app.url_map.iter_rules(), key=str):
        if not rule.endpoint.startswith(THEIRS):
            for method in sorted((rule.methods or set()) & METHODS):
                yield rule, method


def asks(app: Flask, owner: Belongings, under: Belongings | None = None) -> list[Ask]:
    """A request for each rule and method; `under` is whose resume they are looked for in, if not the owner's."""
    found = []
    with app.test_request_context():
        for rule, method in rules(app):
            values = {name: value(name, rule, owner) for name in rule.arguments}
            if under and "resume_id" in values:
                values["resume_id"] = value("resume_id", rule, under)
            url = app.url_for(rule.endpoint, **values)
            found.append(Ask(rule, method, url, body(app, rule, method, owner)))
    return found


def value(name: str, rule: Rule, owner: Belongings) -> int | str:
    """A row that exists for an argument of a rule. A name that is not known here fails the test: give it a row."""
    trashed = rule.endpoint.rsplit(".", 1)[-1] == "restore"
    kind = rule.endpoint.split(".")[1]
    sections = owner.empty_sections if rule.endpoint.endswith(".new") else owner.sections
    items = owner.trashed_items if trashed else owner.items
    of_base = rule.endpoint.startswith("resumes.lineage.") and ("/spread" in rule.rule or "/pull" in rule.rule)
    of_sister = rule.endpoint.startswith("resumes.translation.")
    resume = owner.base if of_base else owner.sister if of_sister else owner.resume
    copied = owner.base_behind if rule.endpoint in ASKED else owner.base_copy
    items = {**items, "lineage": owner.base_item if "/spread" in rule.rule else copied}
    known: dict[str, Any] = {
        "resume_id": owner.trashed_resume if rule.endpoint == "resumes.restore" else resume,
        "section_id": owner.trashed_section if trashed else sections.get(kind, owner.section),
        "item_id": items.get(kind),
        "part": f"i{owner.sister_item}",
        "job_id": owner.trashed_job if rule.endpoint == "jobs.restore" else owner.job,
        "stage_id": owner.stage,
        "contact_id": owner.trashed_contact if trashed else owner.contact,
        "posting_id": owner.posting if "job_id" in rule.arguments else owner.unsaved,
        "letter_id": owner.trashed_letter if rule.endpoint == "letters.restore" else owner.letter,
        "draft_id": 2 if rule.endpoint == "drafts.undo" else 1,
        "export_id": owner.export,
        "person_id": 1,
        "kind": "resume",
        "takeout_id": owner.takeout,
        "bringing_id": owner.bringing,
        "row_id": owner.trashed_resume,
        "token": owner.stop if rule.endpoint.startswith("reminders.") else owner.token,
        "import_id": owner.incoming,
        "want_id": owner.want,
        "fact_id": owner.fact,
        "change_id": owner.decided_change if rule.endpoint == "resumes.changes.undo" else owner.change,
        "call_id": owner.call,
        "user_id": 2,
        "version_id": owner.version,
        "digest": owner.digest,
        "name": "1",
    }
    assert name in known, f"{rule}: test_access knows no row for <{name}>; add one to tests/cast.py"
    found: int | str = known[name]
    return found


def body(app: Flask, rule: Rule, method: str, owner: Belongings) -> dict[str, Any]:
    """What a person would send there."""
    if method != "POST":
        return {}
    parts = rule.endpoint.split(".")
    if parts[-1] in ("save", "new") and parts[1] in TYPES:
        return {**filled(TYPES[parts[1]].Form, "Changed"), "revision": "1"}
    if parts[1:2] == ["lineage"]:
        return {"revision": "1", "base": "1"}
    if parts[-1] == "move":
        return {"to": "1", "order": order(parts, owner)}
    known: dict[str, dict[str, Any]] = {
        "resumes.sections.create": {"kind": "custom"},
        "resumes.sections.update": {"title": "New name"},
        "resumes.save_settings": {"title": "New name", "design": "classic", "revision": "1"},
        "resumes.fit": {"pages": "30"},
        "resumes.unfit": {"revision": "1"},
        "resumes.look.restore": {"look": Look("modern", 2).to_text()},
        "resumes.photo.save": {"alt": "Somebody"},
        "resumes.save_header": {"name": "New name", "revision": "1"},
        "takeouts.bring": {"file": (BytesIO(a_zip()), "all.zip")},
        "leaving.ask": {"password": cast.PASSWORD},
        "profile.save": {"revision": mark(owner)} if rule.endpoint == "profile.save" else {},
        "jobs.new": {"text": "Nurse\nWe look for a nurse."},
        "jobs.write": {"title": "A job"},
        "jobs.postings.save": {"title": "A job"},
        "jobs.postings.join": {"job": str(owner.job)},
        "jobs.asked.take": {"take": "must"},
        "jobs.edit": {"title": "A job", "revision": "1"},
        "tracking.stage": {"to": "interview"},
        "tracking.dates": {"follow_up": "2031-04-01", "revision": "1"},
        "tracking.add_contact": {"name": "Somebody"},
        "tracking.contact": {"name": "Somebody"},
        "jobs.answer": {"say": "not_true"},
        "jobs.add": {"text": "Stayed calm", "where": f"i{owner.base_item}"},
        "resumes.changes.accept_all": {"kind": "hide"},
        "letters.save": {"body": "I should like to work there.", "revision": "1"},
        "resumes.make_translation": {"language": "de"},
        "resumes.translation.together": {"do": "order"},
        "resumes.translation.act": translated(owner) if rule.endpoint == "resumes.translation.act" else {},
        "resumes.compare.accept": difference(owner) if rule.endpoint == "resumes.compare.accept" else {},
        "resumes.versions.create": {"name": "Kept"},
        "imports.create": {"text": '{"basics": {"name": "Zofia"}}'},
        "admin.activate": {"active": "1"},
    }
    return known.get(rule.endpoint, {})


def difference(owner: Belongings) -> dict[str, Any]:
    """What takes the first difference between a version and now back."""
    version, resume = db.session.get_one(Version, owner.version), db.session.get_one(Resume, owner.resume)
    row = tell(diff(version.document, resume.document()))[0]
    return {"a": f"v{version.id}", "b": "now", "change": row.id, "way": "back"}


def mark(owner: Belongings) -> str:
    """The mark of the profile that its form was made from."""
    return str(db.session.get_one(Resume, owner.resume).user.profile_mark)


def translated(owner: Belongings) -> dict[str, Any]:
    """What says that an item says in its language what the original says."""
    found = originals.read(db.session.get_one(Resume, owner.sister))
    part = found.part(f"i{owner.sister_item}") if found else None
    return {"do": "answer", "seen": part.seen if part else ""}


@cache
def a_zip() -> bytes:
    """A take-out with nothing in it."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr(MANIFEST, json.dumps({"letraz_takeout": FORM}))
    return out.getvalue()


def order(parts: list[str], owner: Belongings) -> str:
    if parts[1] == "sections":
        query = db.session.query(Section.id).filter_by(resume_id=owner.resume, deleted_at=None)
        return ",".join(str(row.id) for row in query.order_by(Section.index))
    query = db.session.query(Item.id).filter_by(section_id=owner.sections[parts[1]], deleted_at=None)
    return ",".join(str(row.id) for row in query.order_by(Item.index))


def send(client: Client, ask: Ask, **more: Any) -> Any:
    # a file is closed once it is sent, and may be sent again
    files = {name: (BytesIO(one[0].getvalue()), one[1]) for name, one in ask.data.items() if isinstance(one, tuple)}
    return client.open(ask.url, method=ask.method, data={**ask.data, **files}, **more)


def everything(app: Flask) -> list[tuple[str, list[Any]]]:
    """All rows of all tables, to see whether anything changed."""
    with app.app_context():
        tables = db.metadata.sorted_tables
        return [(t.name, [tuple(row) for row in db.session.execute(text(f'SELECT * FROM "{t.name}"'))]) for t in tables]


# --- the walk -------------------------------------------------------------------------------------


def test_the_owner_is_let_through(app: Flask, house: House, hers: Belongings, browse: Callable[[str], Client]) -> None:
    """Each request on the same rows: what it changes is put back before the next."""
    from tests.walking import walked

    answers = walked(app, house, hers, browse).answers
    assert len(answers) > 200
    assert [f"{one.asked}: {one.status}" for one in answers if one.status >= 400] == []


def test_it_is_not_found_for_a_stranger(app: Flask, hers: Belongings, as_bob: Client) -> None:
    """404, never 403 or a way to sign in, which would tell that there is something. And nothing changed."""
    before = everything(app)
    asked = [ask for ask in asks(app, hers) if ask.rule.arguments and ask.rule.endpoint not in PUBLIC]
    assert len(asked) > 100
    answers = {str(ask): (send(as_bob, ask).status_code, send(as_bob, ask, htmx=True).status_code) for ask in asked}
    assert {ask: codes for ask, codes in answers.items() if codes != (404, 404)} == {}
    assert everything(app) == before


def test_hers_is_not_found_under_his_resume(app: Flask, belongings: dict[str, Belongings], as_bob: Client) -> None:
    """Her sections and items are not found in his resume either, though that one is let through."""
    before = everything(app)
    every = asks(app, belongings["alice"], under=belongings["bob"])
    asked = [ask for ask in every if {"section_id", "item_id"} & set(ask.rule.arguments)]
    answers = {str(ask): send(as_bob, ask).status_code for ask in asked}
    assert {ask: code for ask, code in answers.items() if code != 404} == {}
    assert everything(app) == before


def test_a_visitor_is_asked_to_sign_in(app: Flask, hers: Belongings, visitor: Client) -> None:
    """303 to the sign-in page for GET, 401 for POST; a row that is and one that is not are answered alike."""
    before = everything(app)
    wrong = []
    for ask in asks(app, hers):
        if ask.rule.endpoint in PUBLIC or ask.rule.endpoint.startswith("admin."):
            continue
        answer = send(visitor, ask)
        fine = answer.status_code == 401 if ask.method == "POST" else "/sign-in?next=" in answer.headers["Location"]
        if not fine or answer.status_code not in (303, 401):
            wrong.append(f"{ask}: {answer.status_code}")
    assert not wrong
    assert everything(app) == before


@pytest.mark.parametrize("name", ["alice", "bob", ""])
def test_pages_for_staff_are_not_found_for_others(
    app: Flask, hers: Belongings, visitor: Client, browse: Callable[[str], Client], name: str
) -> None:
    """Whoever is not staff is not told that there are such pages; a visitor may be asked to sign in first."""
    client = browse(name) if name else visitor
    asked = [ask for ask in asks(app, hers) if ask.rule.endpoint.startswith("admin.")]
    assert asked
    allowed = {404} if name else {303, 401, 404}
    assert {send(client, ask).status_code for ask in asked} <= allowed


def test_staff_sees_nobodys_content(app: Flask, hers: Belongings, as_staff: Client) -> None:
    """`is_staff` opens pages about accounts; everybody's rows are a stranger's to staff too."""
    asked = [ask for ask in asks(app, hers) if ask.rule.arguments and ask.rule.endpoint not in PUBLIC]
    content = [ask for ask in asked if not ask.rule.endpoint.startswith("admin.")]
    answers = {str(ask): send(as_staff, ask).status_code for ask in content}
    assert {ask: code for ask, code in answers.items() if code != 404} == {}


def test_only_what_is_named_is_public(app: Flask) -> None:
    """Locked by default, opened by name: the mark, and the list above."""
    marked = {name for name, view in app.view_functions.items() if getattr(view, "public", False)}
    assert marked == PUBLIC


def test_a_row_in_the_trash_is_not_found(app: Flask, hers: Belongings, as_alice: Client) -> None:
    """Not by its owner either, but for putting it back."""
    item = hers.trashed_items["experience"]
    for url in (
        f"/resumes/{hers.trashed_resume}/",
        f"/jobs/{hers.trashed_job}",
        f"/letters/{hers.trashed_letter}",
        f"/resumes/{hers.resume}/sections/{hers.trashed_section}",
        f"/resumes/{hers.resume}/experience/{item}",
    ):
        assert as_alice.get(url).status_code == 404, url


def test_what_is_not_in_the_trash_is_not_put_back(app: Flask, hers: Belongings, as_alice: Client) -> None:
    item = hers.items["experience"]
    for url in (
        f"/resumes/{hers.resume}/restore",
        f"/jobs/{hers.job}/restore",
        f"/letters/{hers.letter}/restore",
        f"/resumes/{hers.resume}/sections/{hers.section}/restore",
        f"/resumes/{hers.resume}/experience/{item}/restore",
    ):
        assert as_alice.post(url).status_code == 404, url


def test_an_item_is_found_by_its_own_type_only(app: Flask, hers: Belongings, as_alice: Client) -> None:
    for action in ("", "/hide", "/trash", "/move"):
        url = f"/resumes/{hers.resume}/skills/{hers.items['experience']}{action}"
        assert as_alice.post(url, data={"to": "1"}).status_code == 404, url


#: A number that no row has, and two that no database column holds.
NUMBERS = (0, 2**31, 10**40)


def test_a_number_that_no_row_has_is_not_found(app: Flask, hers: Belongings, as_alice: Client) -> None:
    """Also one that the database cannot hold: never a 500. Each place is asked with the next of the numbers.

    One is enough there: to every view all of them are 0, which is looked at first.
    """
    assert [row_id(str(number)) for number in NUMBERS] == [0, 0, 0]
    named = [(rule, name) for rule, _ in rules(app) for name in rule.arguments if name.endswith("_id")]
    assert [f"{rule} {name}" for rule, name in named if type(rule._converters[name]) is not RowId] == []
    numbers = cycle(NUMBERS)
    for rule, method in rules(app):
        if rule.endpoint.startswith("admin.") or rule.endpoint in PUBLIC:
            continue
        for name, number in zip(sorted(name for name in rule.arguments if name.endswith("_id")), numbers, strict=False):
            with app.test_request_context():
                values = {n: number if n == name else value(n, rule, hers) for n in rule.arguments}
                url = app.url_for(rule.endpoint, **values)
                data = body(app, rule, method, hers)
            assert as_alice.open(url, method=method, data=data).status_code == 404, f"{method} {url}"


def test_a_public_number_that_no_row_has_is_not_found(app: Flask, visitor: Client, as_staff: Client) -> None:
    for number in (0, 2**31, 2**63, 10**40):
        assert visitor.get(f"/files/{number}/x").status_code == 404
        assert visitor.post(f"/files/{number}/x").status_code == 404
        assert as_staff.post(f"/admin/people/{number}/active").status_code == 404


def test_an_inactive_person_is_signed_out_everywhere(app: Flask, hers: Belongings, as_alice: Client) -> None:
    with app.app_context():
        db.session.execute(text("UPDATE \"user\" SET is_active = false WHERE email = 'alice@example.org'"))
        db.session.commit()
    wrong = []
    for ask in asks(app, hers):
        if ask.rule.endpoint in PUBLIC or ask.rule.endpoint.startswith("admin."):
            continue
        if send(as_alice, ask).status_code not in (303, 401):
            wrong.append(str(ask))
    assert not wrong

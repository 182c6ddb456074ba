"""Undo right after a change is one press, with script and without: of an item, a section, their order and presence."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

from letraz.models import Item, Resume
from letraz.sections import TYPES
from tests.cast import Belongings, Client, filled
from tests.views.conftest import Rows, order_of

Stored = Callable[[], Any]
ways = pytest.mark.parametrize("htmx", [False, True], ids=["no script", "script"])


def slip(text: str) -> str:
    """The slip that says what happened."""
    found = re.search(r'<div class="toast">.*?</div>', text, re.DOTALL)
    assert found, "nothing is said"
    return found[0]


def undo(client: Client, text: str, htmx: bool) -> str:
    """Press Undo as a browser does; what the answer says."""
    form = slip(text)
    action = re.search(r'action="([^"]+)"', form)
    assert action, f"no Undo: {form}"
    fields: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form):
        fields.setdefault(name, []).append(unescape(value))
    if htmx:
        target = re.search(r'hx-target="#([^"]+)"', form)
        answer = client.post(unescape(action[1]), data=fields, htmx=True)
        assert answer.status_code == 200, answer.text
        aims = answer.headers.get("HX-Retarget", "#" + (target[1] if target else "")).lstrip("#")
        assert f'id="{aims}"' in answer.text, "it replaces what it aims at"
        return answer.text
    return client.post(unescape(action[1]), data=fields, follow_redirects=True).text


def there_and_back(client: Client, url: str, typed: dict[str, Any], now: Callable[[], Any], htmx: bool) -> str:
    """Save, Undo, and Undo of the Undo: what is stored is as it was, then as it was saved. What the first Undo said."""
    before = now()
    text = client.post(url, data=typed, htmx=htmx, follow_redirects=not htmx).text
    after = now()
    assert after != before
    text = undo(client, text, htmx)
    assert now() == before
    undo(client, text, htmx)
    assert now() == after
    return slip(text)


@ways
@pytest.mark.parametrize("kind", TYPES)
def test_a_saved_item_is_as_it_was(as_alice: Client, hers: Belongings, rows: Rows, kind: str, htmx: bool) -> None:
    """All of it, in every type."""
    url = f"/resumes/{hers.resume}/{kind}/{hers.items[kind]}"
    item = rows.one(Item, hers.items[kind])
    typed = {**filled(TYPES[kind].Form, "Changed"), "revision": str(item.revision)}
    said = there_and_back(as_alice, url, typed, lambda: rows.one(Item, item.id).values, htmx)
    assert "as it was" in said


@ways
def test_a_saved_header_is_as_it_was(as_alice: Client, hers: Belongings, rows: Rows, htmx: bool) -> None:
    """Links and all."""
    revision = str(rows.one(Resume, hers.resume).revision)
    typed = {"name": "Zofia", "headline": "Nurse", "links-0-network": "Here", "links-0-url": "https://example.org/z"}
    url, typed = f"/resumes/{hers.resume}/header", {**typed, "revision": revision}
    said = there_and_back(as_alice, url, typed, lambda: rows.one(Resume, hers.resume).person, htmx)
    assert "as they were" in said


@ways
def test_what_is_saved_and_stays_open_is_as_it_was_too(
    as_alice: Client, hers: Belongings, rows: Rows, htmx: bool
) -> None:
    """*Save* keeps the form open. What saves itself before another press leaves the slip to that one."""
    url = f"/resumes/{hers.resume}/experience/{hers.items['experience']}"
    item = rows.one(Item, hers.items["experience"])
    typed = {**filled(TYPES["experience"].Form, "Changed"), "revision": str(item.revision), "then": "stay"}
    text = as_alice.post(url, data=typed, htmx=htmx, follow_redirects=not htmx).text
    assert f'id="edit-item-{item.id}"' in text, "it is open still"
    assert rows.one(Item, item.id).values != item.values
    undo(as_alice, text, htmx)
    assert rows.one(Item, item.id).values == item.values
    typed |= {"revision": str(rows.one(Item, item.id).revision), "aside": "1"}
    assert "is saved" not in as_alice.post(url, data=typed, htmx=True).text


def test_undo_of_what_was_saved_again_since_asks(as_alice: Client, hers: Belongings, rows: Rows) -> None:
    url = f"/resumes/{hers.resume}/skills/{hers.items['skills']}"
    first = as_alice.post(url, data={"name": "One", "revision": "1"}, htmx=True).text
    as_alice.post(url, data={"name": "Two", "revision": "2"}, htmx=True)
    form = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', slip(first)))
    assert as_alice.post(url, data=form, htmx=True).status_code == 409
    assert rows.one(Item, hers.items["skills"]).values["name"] == "Two"


def state(stored: Stored, resume: int) -> Any:
    """All that a person sees of a resume's sections and items."""
    with stored() as session:
        sections = session.get_one(Resume, resume).sections
        return [
            (one.id, one.title, one.hidden, one.new_page, [(item.id, item.hidden) for item in one.items])
            for one in sections
        ]


@ways
def test_each_change_of_order_and_presence_is_undone(
    as_alice: Client, resume: int, rows: Rows, stored: Stored, htmx: bool
) -> None:
    sections = rows.sections(resume)
    item = rows.items(sections[0].id)[0]
    with stored() as session:
        twin = session.get_one(Resume, resume).add_section(sections[0].type)
        session.commit()
        twin_id = twin.id
    own, home = f"/resumes/{resume}/{item.kind}/{item.id}", f"/resumes/{resume}/sections/{sections[1].id}"
    order = {"order": order_of(rows.items(sections[0].id)), "to": "3"}
    for url, data in (
        (f"{own}/hide", {"hidden": "1"}),
        (f"{own}/move", order),
        (f"{own}/move", {"order": order["order"], "section": str(twin_id)}),
        (f"{own}/trash", {}),
        (home, {"title": "Another name"}),
        (home, {"hidden": "1"}),
        (home, {"new_page": "1"}),
        (f"{home}/move", {"to": "1", "order": order_of(rows.sections(resume))}),
        (f"{home}/trash", {}),
        (f"/resumes/{resume}/sections/", {"kind": "custom"}),
        (f"/resumes/{resume}/{item.kind}/new/{twin_id}", filled(TYPES[item.kind].Form, "New")),
    ):
        before = state(stored, resume)
        text = as_alice.post(url, data=data, htmx=htmx, follow_redirects=not htmx).text
        assert state(stored, resume) != before, url
        undo(as_alice, text, htmx)
        assert state(stored, resume) == before, url


def test_without_script_a_long_text_is_saved_without_undo(as_alice: Client, hers: Belongings, rows: Rows) -> None:
    """It would not fit into a cookie; the text before is in the versions."""
    url, long = f"/resumes/{hers.resume}/summary/{hers.items['summary']}", "word " * 900
    as_alice.post(url, data={"text": long, "revision": "1"}, follow_redirects=True)
    answer = as_alice.post(url, data={"text": "Short", "revision": "2"}, follow_redirects=True)
    assert "is saved" in slip(answer.text)
    assert "Undo" not in slip(answer.text)
    assert rows.one(Item, hers.items["summary"]).values["text"] == "Short"

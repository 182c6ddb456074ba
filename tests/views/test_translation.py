"""A resume in two languages: making one, the page of what is to do, the lines in both editors, and the way back."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from letraz.models import Item, Resume, Version
from tests.cast import Client, add_item, person

pytestmark = pytest.mark.usefixtures("no_waiting")

Stored = Callable[[], Any]

ENGLISH, GERMAN = "- Cared for 4 patients", "- 4 Patienten gepflegt"


@dataclass
class Pair:
    """The ids of a base resume with two items, of the German one, and of the first item in it."""

    base: int
    item: int
    sister: int
    mine: int

    @property
    def page(self) -> str:
        """What is to do."""
        return f"/resumes/{self.sister}/translation"

    def act(self, part: str = "") -> str:
        """Where an answer about the first item is sent."""
        return f"{self.page}/{part or f'i{self.mine}'}"

    def editor(self, original: bool = False) -> str:
        """The editor, with the section of the item open."""
        return (
            f"/resumes/{self.base}/experience/{self.item}"
            if original
            else f"/resumes/{self.sister}/experience/{self.mine}"
        )


@pytest.fixture
def pair(stored: Stored) -> Pair:
    with stored() as session:
        base = person(session, "alice").base_resume()
        base.language = "en"
        item = add_item(base.add_section("experience"), "Nurse", description=ENGLISH)
        for name in ("SQL", "Epic"):
            add_item(base.sections[-1] if name == "Epic" else base.add_section("skills"), name)
        session.commit()
        sister = base.translate("de", "Auf Deutsch")
        session.commit()
        return Pair(base.id, item.id, sister.id, sister.sections[0].items[0].id)


def change(stored: Stored, item_id: int, **values: Any) -> None:
    with stored() as session:
        item = session.get_one(Item, item_id)
        item.save(item.check({**item.values, **values})[0], item.revision)
        session.commit()


def translate(stored: Stored, pair: Pair) -> None:
    change(stored, pair.mine, job_title="Krankenpflegerin", description=GERMAN)


def values(stored: Stored, item_id: int) -> dict[str, Any]:
    with stored() as session:
        found: dict[str, Any] = session.get_one(Item, item_id).values
        return found


def told(html: str, part: str) -> str:
    """What the page says of a part; "" when it says nothing."""
    found = re.search(rf'<article class="card twin" id="{part}".*?</article>', html, re.DOTALL)
    return found[0] if found else ""


def seen(html: str) -> str:
    found = re.search(r'name="seen" value="(\w+)"', html)
    assert found
    return found[1]


def line(html: str) -> str:
    """The quiet line of an item in the editor."""
    found = re.search(r'<div class="since".*?</div>', html, re.DOTALL)
    return found[0] if found else ""


def undo_of(html: str) -> str:
    found = re.search(r'id="undo[^"]*" method="post" action="([^"]+)"', html)
    assert found
    return found[1]


# --- making one ---------------------------------------------------------------------------------------


def test_one_is_made_from_the_editors_menu(as_alice: Client, pair: Pair, stored: Stored) -> None:
    editor = as_alice.get(f"/resumes/{pair.base}/").text
    assert f'href="/resumes/{pair.base}/translate"' in editor
    form = as_alice.get(f"/resumes/{pair.base}/translate").text
    assert 'value="de"' in form
    assert 'value="en"' not in form
    assert "Auf Deutsch" in form
    answer = as_alice.post(f"/resumes/{pair.base}/translate", data={"language": "ar"}, follow_redirects=True)
    assert "Arabic translation of" in answer.text
    with stored() as session:
        made = session.scalars(select(Resume).order_by(Resume.id.desc())).first()
        assert (made.language, made.original_id) == ("ar", pair.base)
        assert made.title.endswith("(العربية)")
        assert session.query(Version).filter_by(resume_id=made.id).count() == 1


@pytest.mark.parametrize("sent", [{"language": "en"}, {"language": "tlh"}, {}, {"language": "de", "title": "x" * 121}])
def test_what_cannot_be_made_is_said(as_alice: Client, pair: Pair, sent: dict[str, str]) -> None:
    assert as_alice.post(f"/resumes/{pair.base}/translate", data=sent).status_code == 422


def test_what_is_none_has_no_page(as_alice: Client, pair: Pair, stored: Stored) -> None:
    assert as_alice.get(f"/resumes/{pair.base}/translation").status_code == 404
    with stored() as session:
        french = session.get_one(Resume, pair.sister).translate("fr", "Autre")
        session.get_one(Resume, pair.sister).trash()
        session.commit()
        number = french.id
    assert as_alice.get(f"/resumes/{number}/translation").status_code == 404
    assert "to translate" not in as_alice.get(f"/resumes/{number}/").text
    assert "translation of" not in as_alice.get("/resumes/").text


def test_the_desk_and_the_editor_say_what_it_is(as_alice: Client, pair: Pair) -> None:
    assert "German, translation of" in as_alice.get("/resumes/").text
    html = as_alice.get(pair.editor()).text
    assert "German translation of" in html
    assert "4 of 4 to translate" in html
    assert "1 to translate" in html
    assert "Not translated yet" in line(html)


# --- the answers --------------------------------------------------------------------------------------


def test_saving_words_of_ones_own_translates_it(as_alice: Client, pair: Pair, stored: Stored) -> None:
    html = as_alice.get(pair.editor()).text
    revision = re.search(r'name="revision" type="hidden" value="(\d+)"|name="revision"[^>]*value="(\d+)"', html)
    assert revision
    sent = {"job_title": "Krankenpflegerin", "company_name": "Klinik", "description": GERMAN, "then": "close"}
    answer = as_alice.post(pair.editor(), data={**sent, "revision": "1"}, htmx=True)
    assert answer.status_code == 200
    assert "3 of 4 to translate" in answer.text
    assert "Not translated yet" not in line(answer.text)
    assert not told(as_alice.get(pair.page).text, f"i{pair.mine}")


@pytest.mark.parametrize("htmx", [False, True])
def test_dates_are_taken_and_words_are_answered_each_with_its_undo(
    as_alice: Client, pair: Pair, stored: Stored, htmx: bool
) -> None:
    translate(stored, pair)
    change(stored, pair.item, start_date="2018-05", description="- Cared for 5 patients")
    before = values(stored, pair.mine)
    html = told(as_alice.get(pair.page).text, f"i{pair.mine}")
    assert "Older than the original" in html
    assert re.search(r'lang="en" dir="ltr">.*Cared for <del>.*?4.*?<ins>.*?5', html, re.DOTALL)
    assert re.search(r'lang="de" dir="ltr">.*4 Patienten gepflegt', html, re.DOTALL)
    taken = as_alice.post(pair.act(), data={"do": "take", "seen": seen(html)}, htmx=htmx, follow_redirects=True)
    assert "Your words are as they were." in taken.text
    assert values(stored, pair.mine) == before | {"start_date": "2018-05"}
    html = told(as_alice.get(pair.page).text, f"i{pair.mine}")
    assert "Take the dates" not in html
    as_alice.post(pair.act(), data={"do": "answer", "seen": seen(html)}, htmx=htmx)
    assert not told(as_alice.get(pair.page).text, f"i{pair.mine}")
    as_alice.post(f"{pair.act()}/undo", htmx=htmx)
    assert "It says this now" in told(as_alice.get(pair.page).text, f"i{pair.mine}")
    html = told(as_alice.get(pair.page).text, f"i{pair.mine}")
    as_alice.post(pair.act(), data={"do": "answer", "seen": seen(html)}, htmx=htmx)
    change(stored, pair.item, location="Oslo")
    assert as_alice.post(f"{pair.act()}/undo", htmx=htmx).status_code == 409


def test_both_editors_say_it(as_alice: Client, pair: Pair, stored: Stored) -> None:
    translate(stored, pair)
    change(stored, pair.item, job_title="Head nurse")
    assert "The German translation is older" in as_alice.get(pair.editor(original=True)).text
    opened = as_alice.get(pair.editor()).text
    assert re.search(r'<details class="beside" open>.*lang="en" dir="ltr">.*Head nurse', opened, re.DOTALL)
    html = line(opened)
    assert "Older than the original" in html
    sent = {"do": "answer", "seen": seen(html), "back": "editor"}
    answer = as_alice.post(pair.act(), data=sent)
    assert f"/resumes/{pair.sister}/?section=" in answer.headers["Location"]
    assert "The German translation is older" not in as_alice.get(pair.editor(original=True)).text
    assert not line(as_alice.get(pair.editor()).text)


def test_what_changed_meanwhile_is_shown_and_not_answered(as_alice: Client, pair: Pair, stored: Stored) -> None:
    translate(stored, pair)
    change(stored, pair.item, job_title="Head nurse")
    old = seen(told(as_alice.get(pair.page).text, f"i{pair.mine}"))
    change(stored, pair.item, job_title="Chief nurse")
    answer = as_alice.post(pair.act(), data={"do": "answer", "seen": old})
    assert answer.status_code == 409
    assert "It changed in the meantime." in answer.text
    assert "Chief" in told(answer.text, f"i{pair.mine}")
    assert as_alice.post(pair.act(), data={"do": "answer", "seen": old}, htmx=True).status_code == 409
    assert told(as_alice.get(pair.page).text, f"i{pair.mine}")


def test_a_second_answer_from_another_tab_is_stale_and_the_first_keeps_its_undo(
    as_alice: Client, pair: Pair, stored: Stored
) -> None:
    sent = {"do": "answer", "seen": seen(told(as_alice.get(pair.page).text, f"i{pair.mine}"))}
    assert [as_alice.post(pair.act(), data=sent).status_code for _ in range(2)] == [303, 409]
    as_alice.post(f"{pair.act()}/undo")
    assert "Not translated yet" in told(as_alice.get(pair.page).text, f"i{pair.mine}")


def test_the_original_takes_other_dates(as_alice: Client, pair: Pair, stored: Stored) -> None:
    translate(stored, pair)
    change(stored, pair.mine, start_date="2017")
    html = as_alice.get(pair.page).text
    assert "Dates and addresses that differ from the original (1)" in html
    given = html[html.index("Dates and addresses") :]
    answer = as_alice.post(pair.act(), data={"do": "give", "seen": seen(given)}, follow_redirects=True)
    assert values(stored, pair.item)["start_date"] == "2017"
    assert values(stored, pair.item)["description"] == ENGLISH
    as_alice.post(undo_of(answer.text))
    assert values(stored, pair.item)["start_date"] == "2019-03"


def test_all_that_needs_no_words_is_taken_and_undone_together(as_alice: Client, pair: Pair, stored: Stored) -> None:
    with stored() as session:
        skill = session.get_one(Resume, pair.base).sections[1].items[0].id
        mine = session.get_one(Resume, pair.sister).sections[1].items[0].id
    change(stored, skill, proficiency="expert")
    change(stored, pair.item, url="https://example.org/new")
    assert "Take what needs no words (2)" in as_alice.get(pair.page).text
    answer = as_alice.post(pair.page, data={"do": "take"}, follow_redirects=True)
    assert values(stored, mine)["proficiency"] == "expert"
    assert values(stored, pair.mine)["url"] == "https://example.org/new"
    as_alice.post(undo_of(answer.text))
    assert values(stored, mine)["proficiency"] != "expert"
    assert values(stored, pair.mine)["url"] == "https://example.org/Nurse"
    assert "Take what needs no words (2)" in as_alice.get(pair.page).text


def test_short_things_that_were_read_stay_as_they_are(as_alice: Client, pair: Pair, stored: Stored) -> None:
    with stored() as session:
        section = session.get_one(Resume, pair.sister).sections[1].key
    html = as_alice.get(pair.page).text
    form = re.search(r'<form class="act same".*?</form>', html, re.DOTALL)
    assert form
    assert "These 2 are the same in German" in form[0]
    sent = {"do": "same", "seen": re.findall(r'name="seen" value="(\w+)"', form[0])}
    assert as_alice.post(pair.act(section), data={**sent, "seen": sent["seen"][:1]}).status_code == 409
    answer = as_alice.post(pair.act(section), data=sent, follow_redirects=True)
    assert "2 of 4 to translate" in answer.text
    as_alice.post(undo_of(answer.text))
    assert "4 of 4 to translate" in as_alice.get(pair.page).text


# --- new, gone, elsewhere -----------------------------------------------------------------------------


def add(session: Session, pair: Pair, mark: str, kind: str = "") -> tuple[str, str]:
    """An item in the original, in its first section or a new one; the keys of it and of the section."""
    base = session.get_one(Resume, pair.base)
    section = base.add_section(kind) if kind else base.sections[0]
    item = add_item(section, mark)
    session.commit()
    return item.key, section.key


def test_what_is_new_is_added_left_out_and_added_after_all(as_alice: Client, pair: Pair, stored: Stored) -> None:
    with stored() as session:
        item, _ = add(session, pair, "Porter")
        _, section = add(session, pair, "Chess", "interests")
    html = as_alice.get(pair.page).text
    assert "2 new in the original" in html
    assert "Porter job_title" in html
    assert "Chess name" in html
    as_alice.post(pair.act(section), data={"do": "add"})
    answer = as_alice.post(pair.act(item), data={"do": "leave"}, follow_redirects=True)
    assert "Left out of this translation (1)" in answer.text
    assert as_alice.post(pair.act(item), data={"do": "leave"}).status_code == 409
    answer = as_alice.post(pair.act(item), data={"do": "add"}, follow_redirects=True)
    with stored() as session:
        sister = session.get_one(Resume, pair.sister)
        assert len(sister.sections[0].items) == 2
        assert [one.type for one in sister.sections] == ["experience", "skills", "interests"]
    as_alice.post(undo_of(answer.text))
    assert "Left out of this translation (1)" in as_alice.get(pair.page).text


def test_all_that_is_new_is_added_and_what_clashes_is_told(as_alice: Client, pair: Pair, stored: Stored) -> None:
    with stored() as session:
        add(session, pair, "Porter")
        base, sister = (session.get_one(Resume, number) for number in (pair.base, pair.sister))
        for section in (base.sections[1], sister.sections[1]):
            add_item(section, "Excel")
        session.commit()
    answer = as_alice.post(pair.page, data={"do": "add"}, follow_redirects=True)
    assert "One added, to be translated." in answer.text
    assert "is already in this section" in answer.text
    as_alice.post(undo_of(answer.text))
    with stored() as session:
        assert len(session.get_one(Resume, pair.sister).sections[0].items) == 1


def test_what_is_gone_is_removed_or_kept(as_alice: Client, pair: Pair, stored: Stored) -> None:
    with stored() as session:
        base, sister = (session.get_one(Resume, number) for number in (pair.base, pair.sister))
        base.sections[0].remove(base.sections[0].items[0])
        base.remove_section(base.sections[1])
        session.commit()
        skills = sister.sections[1].key
    html = as_alice.get(pair.page).text
    assert "2 removed from it" in html
    answer = as_alice.post(pair.act(), data={"do": "remove"}, follow_redirects=True)
    as_alice.post(undo_of(answer.text))
    assert "2 removed from it" in as_alice.get(pair.page).text
    as_alice.post(pair.act(), data={"do": "part"})
    as_alice.post(pair.act(skills), data={"do": "part"})
    html = as_alice.get(pair.page).text
    assert "removed from it" not in html
    assert "Dates and addresses" not in html
    assert as_alice.post(pair.act(), data={"do": "part"}).status_code == 409


def test_the_originals_order_is_taken_with_undo(as_alice: Client, pair: Pair, stored: Stored) -> None:
    def order() -> list[str]:
        with stored() as session:
            return [one.type for one in session.get_one(Resume, pair.sister).sections]

    assert "Put in the original" not in as_alice.get(pair.page).text
    with stored() as session:
        session.get_one(Resume, pair.base).sections[1].move_to(1)
        session.commit()
    assert "Put in the original" in as_alice.get(pair.page).text
    answer = as_alice.post(pair.page, data={"do": "order"}, follow_redirects=True)
    assert order() == ["skills", "experience"]
    as_alice.post(undo_of(answer.text))
    assert order() == ["experience", "skills"]


def test_a_second_press_of_the_same_button_shows_how_both_stand(as_alice: Client, pair: Pair, stored: Stored) -> None:
    with stored() as session:
        home = session.get_one(Item, pair.item).section
        made = [add_item(home, name) for name in ("Head nurse", "Porter")]
        session.commit()
        new, other = (item.key for item in made)
    as_alice.post(f"/resumes/{pair.base}/experience/{pair.item}/trash")
    for part, do in ((new, "add"), (other, "leave"), (f"i{pair.mine}", "remove")):
        first, second = (as_alice.post(pair.act(part), data={"do": do}) for _ in range(2))
        assert (first.status_code, second.status_code) == (303, 409), do
        assert "It changed in the meantime." in second.text


@pytest.mark.parametrize("path", ["", "/header", "/i1", "/s1", "/nothing", "/i99999999999999999999"])
def test_what_nobody_may_answer_is_refused(as_alice: Client, pair: Pair, path: str) -> None:
    for sent in ({}, {"do": "everything"}):
        assert as_alice.post(pair.page + path, data=sent).status_code == 422
    if path:
        assert as_alice.post(pair.page + path, data={"do": "part"}).status_code == 404
    assert as_alice.post(f"/resumes/{pair.base}/translation{path}", data={"do": "take"}).status_code == 404


def test_the_header_and_a_title_are_answered(as_alice: Client, pair: Pair, stored: Stored) -> None:
    with stored() as session:
        base, sister = (session.get_one(Resume, number) for number in (pair.base, pair.sister))
        base.sections[0].rename("Where I worked")
        sister.sections[0].rename("Wo ich gearbeitet habe")
        session.commit()
        title = sister.sections[0].key
    html = as_alice.get(pair.page).text
    assert "Name of the section" in told(html, title)
    for part in ("header", title):
        as_alice.post(pair.act(part), data={"do": "answer", "seen": seen(told(html, part))})
    html = as_alice.get(pair.page).text
    assert not told(html, "header")
    assert not told(html, title)


def test_it_compares_item_by_item_with_its_original(as_alice: Client, pair: Pair, stored: Stored) -> None:
    change(stored, pair.mine, job_title="Pflege", company_name="Klinik", description=GERMAN, start_date="2011")
    html = as_alice.get(f"/resumes/{pair.sister}/compare/?a=r{pair.base}&b=now").text
    assert "Pflege" in html
    assert not re.search(r"<ins><span[^>]*>[^<]*</span>Pflege, Klinik", html)
    assert "Resume, language" not in html, "a press would have made the original German"


def test_what_was_never_translated_and_changed_since_begins_anew(as_alice: Client, pair: Pair, stored: Stored) -> None:
    """It holds the older words: nobody may say by a slip that these are what the original says now."""
    change(stored, pair.item, job_title="Head nurse")
    html = told(as_alice.get(pair.page).text, f"i{pair.mine}")
    assert "It is the same" not in html
    as_alice.post(pair.act(), data={"do": "restart", "seen": seen(html)})
    assert values(stored, pair.mine) == values(stored, pair.item)
    assert "Not translated yet" in told(as_alice.get(pair.page).text, f"i{pair.mine}")

"""Edit once: what a changed base item means for its copies, and the way back of each answer."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from letraz.merge import BASE, BOTH
from letraz.models import Item, Resume, Version, kin
from letraz.models.lineage import Lineage, said, spread, take_back
from letraz.models.ordering import Refused, Stale, Trashable
from letraz.sections import TYPES
from tests.cast import add_item, person

ONE = "- Cared for 4 patients\n- Taught 11 nurses"


@pytest.fixture
def base(session: Session) -> Resume:
    """A base resume with one job held."""
    found = person(session, "alice").base_resume()
    add_item(found.add_section("experience"), "Nurse", description=ONE)
    session.commit()
    return found


def first(resume: Resume) -> Item:
    return resume.sections[0].items[0]


def change(item: Item, **values: Any) -> None:
    """As a person's save does."""
    clean, errors = item.check({**item.values, **values})
    assert not errors
    item.save(clean, item.revision)


def pair(resume: Resume) -> Lineage:
    found = kin.lineage(resume, first(resume))
    assert found is not None
    return found


def late(base: Resume) -> list[Lineage]:
    return kin.copies(base, [first(base)], lock=True).get(first(base).id, [])


# --- who is behind --------------------------------------------------------------------------------


def test_a_copy_knows_what_the_base_said(base: Resume, session: Session) -> None:
    copy = base.duplicate("One")
    assert first(copy).base_values == first(base).values
    assert first(copy.duplicate("Two")).base_values == first(base).values
    assert kin.behind(copy) == {}


def test_a_changed_base_item_is_told_where_it_was_copied_to(base: Resume, session: Session) -> None:
    copy = base.duplicate("One")
    session.commit()
    change(first(base), location="Oslo")
    session.commit()
    assert list(kin.behind(copy)) == [first(copy).id]
    assert [one.item.id for one in kin.copies(base, [first(base)])[first(base).id]] == [first(copy).id]
    assert kin.behind(base) == {}


def test_a_change_that_the_copy_says_already_is_not_told(base: Resume, session: Session) -> None:
    copy = base.duplicate("One")
    for resume in (base, copy):
        change(first(resume), location="Oslo")
    session.commit()
    assert kin.behind(copy) == {}


def test_a_change_that_was_taken_back_is_not_told(base: Resume, session: Session) -> None:
    copy, own = base.duplicate("One"), first(base).values["location"]
    change(first(copy), job_title="Mine")
    change(first(base), location="Oslo")
    change(first(base), location=own)
    session.commit()
    assert kin.behind(copy) == {}


@pytest.mark.parametrize("gone", ["item", "base item", "section", "base section", "resume"])
def test_what_is_in_the_trash_is_left_out(base: Resume, session: Session, gone: str) -> None:
    copy = base.duplicate("One")
    session.commit()
    change(first(base), location="Oslo")
    item, away = first(base), first(copy)
    rows: dict[str, Trashable] = {"item": away, "base item": item, "resume": copy}
    rows |= {"section": away.section, "base section": item.section}
    rows[gone].trash()
    session.commit()
    session.expire_all()
    assert kin.copies(base, [item]) == {} or gone.startswith("base")
    if gone.startswith("base"):
        assert kin.behind(copy) == {}
        assert kin.lineage(copy, away) is None


# --- take it, keep mine ---------------------------------------------------------------------------


def test_both_changes_stand_where_they_do_not_meet(base: Resume, session: Session) -> None:
    copy = base.duplicate("One")
    change(first(copy), description="- Cared for 4 patients\n- Taught 11 new nurses")
    change(first(base), location="Oslo", description=ONE + "\n- Led the night shift")
    asked = pair(copy)
    assert asked.behind
    assert asked.touched
    assert asked.clear
    asked.take()
    item = first(copy)
    assert item.values["description"] == "- Cared for 4 patients\n- Taught 11 new nurses\n- Led the night shift"
    assert item.values["location"] == "Oslo"
    assert kin.behind(copy) == {}


def test_where_both_changed_the_same_mine_stays_until_it_is_settled(base: Resume, session: Session) -> None:
    copy = base.duplicate("One")
    change(first(copy), description="- Cared for 4 patients\n- Taught 12 nurses")
    change(first(base), description="- Cared for 4 patients\n- Taught 13 nurses")
    assert not pair(copy).clear
    pair(copy).take({0: BOTH})
    assert first(copy).values["description"] == "- Cared for 4 patients\n- Taught 12 nurses\n- Taught 13 nurses"
    pair(copy).undo()
    pair(copy).take({0: BASE})
    assert first(copy).values["description"] == first(base).values["description"]
    pair(copy).undo()
    pair(copy).take()
    assert "12 nurses" in first(copy).values["description"]


def test_a_field_can_not_be_kept_both_ways(base: Resume, session: Session) -> None:
    copy = base.duplicate("One")
    change(first(copy), location="Bergen")
    change(first(base), location="Oslo")
    before = first(copy).values
    with pytest.raises(Refused):
        pair(copy).take({0: BOTH})
    assert first(copy).values == before


def test_a_copy_from_before_is_asked_field_by_field(base: Resume, session: Session) -> None:
    """Nobody knows what the base said: nothing is taken unless its person says so."""
    copy = base.duplicate("One")
    first(copy).base_values = None
    assert pair(copy).old is not None, "it has not changed since: it is known"
    change(first(base), location="Oslo", end_date="2031")
    asked = pair(copy)
    assert asked.behind
    assert asked.touched
    assert not asked.clear
    assert {one.field for one in asked.merged.conflicts} == {"location", "dates"}
    asked.take({0: BASE, 1: BASE})
    assert said(first(copy).values) == said(first(base).values)


def test_mine_is_kept_and_not_asked_about_again(base: Resume, session: Session) -> None:
    copy = base.duplicate("One")
    change(first(base), location="Oslo")
    before = first(copy).values
    pair(copy).keep()
    assert (kin.behind(copy), first(copy).values) == ({}, before)
    change(first(base), job_title="Head nurse")
    pair(copy).take()
    assert first(copy).values == {**before, "job_title": "Head nurse"}, "what was refused stays refused"


@pytest.mark.parametrize("answer", ["take", "take_whole", "keep"])
def test_each_answer_is_undone(base: Resume, session: Session, answer: str) -> None:
    copy = base.duplicate("One")
    change(first(copy), job_title="Mine")
    change(first(base), location="Oslo")
    before, known = first(copy).values, (first(copy).base_revision, first(copy).base_values)
    getattr(pair(copy), answer)()
    pair(copy).undo()
    assert first(copy).values == before
    assert (first(copy).base_revision, first(copy).base_values) == known
    assert list(kin.behind(copy)) == [first(copy).id], "it is asked again"
    with pytest.raises(Stale):
        pair(copy).undo()


def test_an_undo_takes_nothing_away_that_was_written_since(base: Resume, session: Session) -> None:
    copy = base.duplicate("One")
    change(first(base), location="Oslo")
    pair(copy).take()
    change(first(copy), job_title="Since")
    with pytest.raises(Stale):
        pair(copy).undo()
    assert first(copy).values["job_title"] == "Since"


def test_evidence_is_called_by_its_copies(base: Resume, session: Session) -> None:
    strength = add_item(base.add_section("strengths"), "Calm", name="Calm")
    session.flush()
    copy = base.duplicate("One")
    strength.take({"shown_by": [first(base).key, strength.key]})
    strength.revise()
    asked = next(iter(kin.behind(copy).values()))
    asked.take()
    mine = copy.sections[1].items[0]
    assert mine.values["shown_by"] == [first(copy).key, mine.key]


# --- for all, and the other way -------------------------------------------------------------------


def test_all_untouched_copies_say_it_at_once(base: Resume, session: Session) -> None:
    copies = [base.duplicate(str(n)) for n in range(4)]
    change(first(copies[1]), job_title="Mine")
    sent = copies[0].document()
    session.commit()
    change(first(base), location="Oslo")
    taken, left = spread(late(base))
    assert [item.id for item in taken] == [first(copies[n]).id for n in (0, 2, 3)]
    assert [item.id for item in left] == [first(copies[1]).id]
    assert all(item.values == first(base).values for item in taken)
    assert first(copies[1]).values["job_title"] == "Mine"
    assert take_back(late(base)) == 3
    assert copies[0].document() == sent


def test_its_undo_leaves_other_answers_alone(base: Resume, session: Session) -> None:
    one, other, third = (base.duplicate(name) for name in ("One", "Other", "Third"))
    session.commit()
    change(first(base), location="Oslo")
    pair(other).take()
    spread(late(base))
    change(first(third), job_title="Since")
    assert take_back(late(base)) == 1
    assert first(one).values["location"] != "Oslo"
    assert first(other).values["location"] == first(third).values["location"] == "Oslo"


def test_what_a_section_refuses_is_left(base: Resume, session: Session) -> None:
    """A skill of that name stands in the copy already."""
    section = base.add_section("skills")
    skill = add_item(section, "Epic", name="Epic")
    session.flush()
    copy = base.duplicate("One")
    add_item(copy.sections[1], "Triage", name="Triage")
    change(skill, name="Triage")
    taken, left = spread(kin.copies(base, [skill], lock=True)[skill.id])
    assert (len(taken), len(left)) == (0, 1)
    assert left[0].base_before is None
    assert copy.sections[1].items[0].values["name"] == "Epic"


def test_the_base_takes_an_improvement(base: Resume, session: Session) -> None:
    copy, other = base.duplicate("One"), base.duplicate("Other")
    change(first(copy), description=ONE + "\n- Led the night shift")
    before = first(base).values
    assert pair(copy).can_give
    pair(copy).give()
    assert first(base).values == first(copy).values
    assert kin.behind(copy) == {}
    assert list(kin.behind(other)) == [first(other).id]
    pair(copy).undo()
    assert first(base).values == before
    assert pair(copy).can_give


def test_it_takes_none_while_a_change_of_its_own_waits(base: Resume, session: Session) -> None:
    copy = base.duplicate("One")
    change(first(copy), job_title="Mine")
    change(first(base), location="Oslo")
    with pytest.raises(Refused):
        pair(copy).give()
    pair(copy).keep()
    pair(copy).give()
    assert first(base).values == first(copy).values


def test_the_base_keeps_evidence_that_the_copy_does_not_have(base: Resume, session: Session) -> None:
    other = add_item(base.sections[0], "Other")
    strength = add_item(base.add_section("strengths"), "Calm", name="Calm")
    session.flush()
    strength.take({"shown_by": [first(base).key, other.key]})
    session.commit()
    copy = base.duplicate("One")
    copy.sections[0].remove(copy.sections[0].items[1])
    mine = copy.sections[1].items[0]
    mine.relink({first(copy).key: first(copy).key})
    change(mine, name="Calm under pressure")
    found = kin.copy(base, mine.id)
    assert found is not None
    found.give()
    assert strength.values["name"] == "Calm under pressure"
    assert strength.values["shown_by"] == [first(base).key, other.key]


# --- properties -----------------------------------------------------------------------------------

_words = st.lists(
    st.sampled_from(["care", "nurse", "ward", "night", "4", "led", "taught", "Epic"]),
    min_size=1,
    max_size=5,
)
_lines = st.lists(_words.map(lambda words: "- " + " ".join(words)), max_size=5).map("\n".join)
_texts = st.fixed_dictionaries(
    {"job_title": _words.map(" ".join), "location": _words.map(" ".join), "description": _lines}
)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_texts, _texts, _texts)
def test_untouched_copies_equal_the_base_and_touched_ones_lose_no_word(
    base: Resume, session: Session, old: dict[str, str], new: dict[str, str], own: dict[str, str]
) -> None:
    change(first(base), **old)
    plain, touched = base.duplicate("Plain"), base.duplicate("Touched")
    change(first(touched), **own)
    session.flush()
    changed = said(first(touched).values) != said(first(base).values)
    mine = first(touched).values
    change(first(base), **new)
    spread(late(base))
    assert first(plain).values == first(base).values
    if changed:
        assert first(touched).values == mine
        pair(touched).take()
        lost = {word for name in own for word in own[name].split()} - {w for name in own for w in old[name].split()}
        text = " ".join(str(value) for value in first(touched).values.values())
        assert all(word in text for word in lost), "a word that only the person wrote"
    session.rollback()


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_every_type_can_be_edited_once(session: Session, kind: str) -> None:
    base = person(session, "alice").base_resume()
    item = add_item(base.add_section(kind), "One")
    copy = base.duplicate("Copy")
    session.commit()
    other = add_item(base.add_section(kind), "Other")
    change(item, **{name: value for name, value in other.values.items() if name != "shown_by"})
    spread(late(base))
    assert said(first(copy).values) == said(item.values)


# --- what once was --------------------------------------------------------------------------------


def test_a_copy_of_how_the_base_once_was_asks_to_be_brought_up_to_date(base: Resume, session: Session) -> None:
    """Nobody touched it: the base's next change conflicts with nothing, and reaches it with the others."""
    was = Version.name_now(session, base, "As it was").document
    change(first(base), location="Oslo")
    copy = base.duplicate("Of the version", document=was)
    session.commit()
    assert pair(copy).behind
    assert not pair(copy).touched
    change(first(base), location="Bergen")
    taken, left = spread(late(base))
    assert (taken, left) == ([first(copy)], [])
    assert first(copy).values["location"] == "Bergen"


def test_an_answer_is_forgotten_with_what_it_wrote(base: Resume, session: Session) -> None:
    """Who goes back to before the base's change was taken is asked about it again."""
    copy = base.duplicate("One")
    session.commit()
    change(first(base), location="Oslo")
    before = Version.name_now(session, copy, "Before")
    pair(copy).take()
    session.commit()
    after = before.restore(copy)
    assert pair(copy).behind
    assert not pair(copy).touched
    after.restore(copy)
    assert not pair(copy).behind


def test_evidence_that_went_here_is_no_word_of_ones_own(base: Resume, session: Session) -> None:
    """Red when a strength counts as touched because an item that shows it was removed from this resume."""
    strength = add_item(base.add_section("strengths"), "Calm", shown_by=[first(base).key])
    session.commit()
    copy = base.duplicate("One")
    copy.sections[0].remove(first(copy))
    session.commit()
    mine = kin.lineage(copy, copy.sections[1].items[0])
    assert mine
    assert not mine.touched
    assert mine.differs is False
    change(strength, name="Calmer")
    taken, left = spread(kin.copies(base, [strength], lock=True)[strength.id])
    assert (len(taken), left) == (1, [])

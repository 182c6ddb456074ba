"""Three texts of one item: what one side changed survives, and where both did nothing is lost unasked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letraz import outline
from letraz.document import Entry
from letraz.merge import BASE, BOTH, MINE, Conflict, merge, settle
from tests import samples
from tests.strategies import wild_entries

entries = wild_entries.map(lambda entry: replace(entry, kind="experience"))


def role(text: str = "", **values: Any) -> Entry:
    found = samples.role("Nurse", "Lakeview", text=text)
    return replace(found, values={**found.values, **values})


@given(entries, entries)
def test_what_one_side_changed_is_what_is_merged(one: Entry, two: Entry) -> None:
    assert merge(one, one, two).entry == two
    assert merge(one, two, one).entry == two
    assert merge(one, two, two).entry == two
    assert merge(one, two, one).conflicts == merge(one, one, two).conflicts == merge(one, two, two).conflicts == ()


@given(entries, entries)
def test_a_copy_that_was_not_touched_becomes_the_base(old: Entry, new: Entry) -> None:
    """It has a key of its own, as a tailored item has."""
    old, new = replace(old, key="i1"), replace(new, key="i1")
    assert merge(old, new, replace(old, key="i40")).entry == replace(new, key="i40")


@given(entries, entries, entries)
def test_nothing_is_made_up(old: Entry, new: Entry, mine: Entry) -> None:
    """Every value is one side's, every line too; whatever is in conflict stays mine."""
    merged = merge(old, new, mine)
    for name in ("job_title", "current"):
        assert merged.entry.values.get(name) in [side.values.get(name) for side in (new, mine)]
    known = {line for side in (old, new, mine) for line in outline.read(side.text)}
    assert set(outline.read(merged.entry.text)) <= known
    for conflict in merged.conflicts:
        if merged.entry.values and not conflict.line and conflict.field != "dates":
            assert merged.entry.values.get(conflict.field) == conflict.mine == mine.values.get(conflict.field)


#: What is done to a point; and points that nobody takes for one another.
EDITS = ("reworded", "replaced", "removed", "added")
WORDS = ("Ran a unit of nine beds", "Taught two courses yearly", "Cut falls by half", "Wrote our handover guide",
         "Kept stock for theatre", "Led morning rounds")  # fmt: skip

#: How many points there are, which of them each side edits (the first two of the order), and how.
edits = st.integers(2, 6).flatmap(
    lambda size: st.tuples(st.just(size), st.permutations(range(size)), st.sampled_from(EDITS), st.sampled_from(EDITS))
)


@given(edits)
def test_edits_of_different_points_both_survive(edit: tuple[int, list[int], str, str]) -> None:
    size, (one, two, *_), theirs, ours = edit
    points = list(WORDS[:size])
    merged = merge(role(bullets(points)), role(done(points, one, theirs, "new")), role(done(points, two, ours, "mine")))
    assert merged.conflicts == ()
    words = [text for text, _ in outline.read(merged.entry.text)]
    for number, how, side in ((one, theirs, "new"), (two, ours, "mine")):
        assert (points[number] in words) == (how == "added")
        assert [text for text in made(points, number, how, side) if text not in points] == [
            text for text in words if side in text
        ]
    assert merged.entry.values["description"] == merged.entry.text


def made(points: list[str], number: int, how: str, side: str) -> list[str]:
    """The points with one of them edited."""
    edited = {
        "reworded": [f"{points[number]} ({side})"],
        "replaced": [f"Something {side} altogether {number}"],
        "removed": [],
        "added": [points[number], f"Another {side} thing {number}"],
    }
    return [*points[:number], *edited[how], *points[number + 1 :]]


def done(points: list[str], number: int, how: str, side: str) -> str:
    return bullets(made(points, number, how, side))


def bullets(points: list[str]) -> str:
    return "\n".join(f"- {point}" for point in points)


def test_fields_of_both_sides_are_taken() -> None:
    merged = merge(role(), role(location="Tacoma"), role(job_title="Charge nurse"))
    assert (merged.entry.values["location"], merged.entry.values["job_title"]) == ("Tacoma", "Charge nurse")
    assert merged.conflicts == ()


def test_a_field_that_both_changed_stays_mine_and_is_said() -> None:
    merged = merge(role(location="Tacoma"), role(location="Olympia"), role(location="Seattle"))
    assert merged.conflicts == (Conflict("location", "Tacoma", "Olympia", "Seattle"),)
    assert merged.entry.values["location"] == "Seattle"
    assert settle(merged.entry, merged.conflicts[0], BASE).values["location"] == "Olympia"
    assert settle(merged.entry, merged.conflicts[0], MINE) == merged.entry
    with pytest.raises(ValueError, match="location"):
        settle(merged.entry, merged.conflicts[0], BOTH)


def test_a_point_that_both_changed_is_a_conflict_of_its_line() -> None:
    old = "- Ran a unit of nine.\n- Taught."
    new, mine = old.replace("nine", "twelve"), old.replace("nine", "ten")
    merged = merge(role(old), role(f"{new}\n- Wrote the guide."), role(mine))
    (conflict,) = merged.conflicts
    assert (conflict.base_new, conflict.mine, conflict.line) == ("Ran a unit of twelve.", "Ran a unit of ten.", True)
    assert merged.entry.text == f"{mine}\n- Wrote the guide."
    assert settle(merged.entry, conflict, BASE).text == f"{new}\n- Wrote the guide."
    both = settle(merged.entry, conflict, BOTH)
    assert both.text == "- Ran a unit of ten.\n- Ran a unit of twelve.\n- Taught.\n- Wrote the guide."
    assert both.values["description"] == both.text


def test_a_point_that_i_removed_and_the_base_reworded_does_not_come_back_unasked() -> None:
    old = "- Ran a unit of nine.\n- Taught."
    merged = merge(role(old), role(old.replace("nine", "ten")), role("- Taught."))
    assert merged.entry.text == "- Taught."
    assert settle(merged.entry, merged.conflicts[0], BASE).text == "- Taught.\n- Ran a unit of ten."


def test_another_order_and_a_rewording_go_together() -> None:
    old = bullets(["Alpha one", "Beta two", "Gamma three"])
    merged = merge(role(old), role(bullets(["Gamma three", "Alpha one", "Beta two"])), role(old.replace("two", "2")))
    assert merged.entry.text == bullets(["Gamma three", "Alpha one", "Beta 2"])


def test_lists_take_what_is_new_on_both_sides() -> None:
    def skill(*keywords: str) -> Entry:
        return Entry("skills", {"name": "Python", "keywords": list(keywords)}, title="Python", tags=keywords)

    merged = merge(skill("a", "b"), skill("a", "b", "c"), skill("d", "a"))
    assert merged.entry.tags == ("d", "a", "c")
    assert merged.entry.values["keywords"] == ["d", "a", "c"]


def test_dates_that_do_not_go_together_are_one_conflict() -> None:
    old = role(start_date="2020")
    merged = merge(old, role(start_date="2020", current=True), role(start_date="2020", end_date="2022"))
    (conflict,) = merged.conflicts
    assert conflict.field == "dates"
    assert (merged.entry.values.get("end_date"), merged.entry.values.get("current")) == ("2022", None)
    settled = settle(merged.entry, conflict, BASE).values
    assert (settled.get("end_date"), settled["current"]) == (None, True)


def test_evidence_is_named_as_my_resume_names_it() -> None:
    old, new = (Entry("strengths", {"name": "Calm", "shown_by": keys}, title="Calm") for keys in (["i1"], ["i1", "i2"]))
    mine = Entry("strengths", {"name": "Calm", "shown_by": ["i41"]}, title="Calm", hidden=True)
    assert merge(old, new, mine, {"i1": "i41", "i2": "i42"}).entry.values["shown_by"] == ["i41", "i42"]


def test_items_of_two_types_are_not_merged() -> None:
    with pytest.raises(ValueError, match="different types"):
        merge(Entry("skills"), Entry("experience"), Entry("skills"))

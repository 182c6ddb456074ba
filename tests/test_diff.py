"""What changed between two documents: made of it is the other one, to the letter, and it is said as a person would."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from letraz import outline, richtext
from letraz.dates import Duration, PartialDate
from letraz.diff import (
    Change,
    DoesNotFit,
    Point,
    Row,
    apply,
    describe,
    diff,
    find,
    points,
    redlined,
    reverse,
    reverse_all,
    standing,
    take,
    tally,
    tell,
)
from letraz.diff.rising import rising
from letraz.document import Block, Document, Entry, Person, Photo
from letraz.wording import DELETED, INSERTED, SAME, Piece
from tests import samples, strategies
from tests.people.nurse import nurse
from tests.strategies import edited, named, permuted, wild

#: Two documents: with nothing in common, or one made from the other; as forms make them, or of any shape.
pairs = st.one_of(
    st.tuples(wild, wild),
    st.tuples(strategies.documents(), strategies.documents()),
    wild.flatmap(lambda document: st.tuples(st.just(document), edited(document))),
    wild.map(named).flatmap(lambda document: st.tuples(st.just(document), edited(document))),
)
lineages = st.dictionaries(st.sampled_from(["i1", "i2"]), st.sampled_from(["i3", "i4", "i1"]))


def kinds(a: Document, b: Document) -> list[str]:
    return [change.kind for change in diff(a, b)]


def rows(a: Document, b: Document, **more: Any) -> list[Row]:
    return tell(diff(a, b, **more))


# --- the whole ------------------------------------------------------------------------------------


@given(pairs, lineages)
def test_a_difference_makes_the_other_document(two: tuple[Document, Document], lineage: dict[str, str]) -> None:
    a, b = two
    found = diff(a, b, lineage)
    assert apply(found, a) == b
    assert apply(reverse_all(found), b) == a
    assert reverse_all(reverse_all(found)) == found


@given(wild)
def test_a_document_does_not_differ_from_itself(document: Document) -> None:
    assert diff(document, document) == ()
    assert diff(document, Document.from_json(document.to_json())) == ()


@given(wild.map(named).flatmap(lambda document: st.tuples(st.just(document), permuted(document))))
def test_another_order_gives_only_moves(two: tuple[Document, Document]) -> None:
    assert set(kinds(*two)) <= {"moved"}


@given(st.permutations(range(8)))
def test_no_fewer_moves_would_do(order: list[int]) -> None:
    """As many as are not in a longest rising part, found here by trying all of them."""
    items = [Entry("skills", title=f"Skill {n}", key=f"i{n}") for n in range(8)]
    before = Document(blocks=(Block("skills", entries=tuple(items), key="s1"),))
    after = Document(blocks=(Block("skills", entries=tuple(items[n] for n in order), key="s1"),))
    parts = ([n for at, n in enumerate(order) if bits >> at & 1] for bits in range(1 << len(order)))
    longest = max(len(part) for part in parts if part == sorted(part))
    assert len(diff(before, after)) == len(order) - longest
    assert len(rising(order)) == longest


def test_one_that_goes_to_the_front_is_one_move() -> None:
    before = nurse()
    after = replace(before, blocks=(before.blocks[-1], *before.blocks[:-1]))
    (row,) = rows(before, after)
    assert (row.label, row.note) == ("Moved", "From position 8 to position 1")
    assert row.pieces == [Piece("Languages", SAME)]


@given(pairs)
@example((Document(), Document(options={"x": ""})))
def test_every_difference_is_told_once_and_found_again(two: tuple[Document, Document]) -> None:
    found = diff(*two)
    told = tell(found)
    assert len({row.id for row in told}) == len(told)
    assert all(row.label and (row.pieces or row.note) for row in told)
    again = diff(Document.from_json(two[0].to_json()), Document.from_json(two[1].to_json()))
    assert [row.id for row in tell(again)] == [row.id for row in told]
    for row in told:
        assert find(found, row.id) == row.change
        assert describe(row.change)[0] == row.label


# --- one of them ----------------------------------------------------------------------------------


@given(pairs)
def test_any_change_fits_alone_or_says_why_not(two: tuple[Document, Document]) -> None:
    """In both directions, whatever the documents are."""
    a, b = two
    for row in rows(a, b):
        for change, document in ((row.change, a), (reverse(row.change), b)):
            with suppress(DoesNotFit):
                take(change, document)


@given(wild.map(named).flatmap(lambda document: st.tuples(st.just(document), edited(document).map(named))))
def test_a_change_that_was_made_is_made(two: tuple[Document, Document]) -> None:
    """Making it again changes nothing, or is refused. Keys say what is what; two lines that are the same do not."""
    a, b = two
    for row in rows(a, b):
        if isinstance(row.change, Point) and twice(row.change):
            continue
        with suppress(DoesNotFit):
            once = take(row.change, a)
            assert take(row.change, once) == once


@given(strategies.documents().flatmap(lambda document: st.tuples(st.just(document), edited(named(document)))))
def test_one_after_the_other_they_make_the_other_document(two: tuple[Document, Document]) -> None:
    """What is shown, taken over row by row, leaves nothing to show: but for what one change alone must not do."""
    a, b = named(two[0]), two[1]
    every = sorted(rows(a, b), key=lambda row: row.kind in ("added", "removed", "moved"))
    now, left = a, 0
    for row in every:
        try:
            now = take(row.change, now)
        except DoesNotFit:
            left += 1
    if not left:
        assert {row.kind for row in rows(now, b)} <= {"moved"}


def test_what_is_there_already_is_not_added_twice() -> None:
    before, after = listed("Alpha"), listed("Alpha", "Beta")
    (row,) = rows(before, after)
    now = take(row.change, before)
    assert now == after
    with pytest.raises(DoesNotFit, match="there already"):
        take(row.change, now)


def test_what_was_changed_since_is_refused() -> None:
    (row,) = rows(listed("Alpha"), described("Alpha", "Beta"))
    with pytest.raises(DoesNotFit, match="changed since"):
        take(row.change, described("Alpha", "Gamma"))
    (row,) = rows(listed("Alpha"), replace(listed("Alpha"), blocks=()))
    with pytest.raises(DoesNotFit, match="changed since"):
        take(row.change, described("Alpha", "Gamma"))
    with pytest.raises(DoesNotFit, match="not there"):
        take(rows(listed("Alpha", "Beta"), listed("Alpha"))[0].change, listed("Alpha"))


def test_a_section_is_not_removed_with_what_came_into_it_since() -> None:
    (row,) = rows(listed("Alpha"), Document())
    with pytest.raises(DoesNotFit, match="more in that section"):
        take(row.change, listed("Alpha", "Beta"))


def test_a_change_is_made_to_a_document_that_changed_elsewhere() -> None:
    before = told("- Ran a unit of nine.\n- Taught two courses.")
    after = told("- Ran a unit of nine beds.\n- Taught two courses.")
    (row,) = rows(before, after)
    since = told("- Taught two courses.\n- Something new.\n- Ran a unit of nine.")
    now = take(row.change, since)
    assert text_of(now) == "- Taught two courses.\n- Something new.\n- Ran a unit of nine beds."
    assert now.blocks[0].entries[0].values["description"] == text_of(now)
    assert take(reverse(row.change), now) == since
    with pytest.raises(DoesNotFit, match="line was changed"):
        take(row.change, told("- Ran a ward."))


# --- texts ----------------------------------------------------------------------------------------


def test_a_text_edit_is_one_change() -> None:
    before, after = told("Calm with patients."), told("Calm with patients and doctors.")
    assert kinds(before, after) == ["reworded"]
    (row,) = rows(before, after)
    assert row.where == "Experience, Lakeview Community Hospital"
    assert row.pieces == [Piece("Calm with patients", SAME), Piece(" and doctors", INSERTED), Piece(".", SAME)]


def test_the_points_of_a_text_are_told_one_by_one() -> None:
    before = "Lead.\n\n- Ran a unit of nine.\n- Cut falls by half.\n- Taught two courses.\n- Kept the stock."
    after = "Lead.\n\n- Taught two courses.\n- Ran a unit of twelve.\n- Cut falls by half.\n- Wrote the guide."
    found = rows(told(before), told(after))
    assert [(row.label, row.where.rsplit(", ", 1)[1]) for row in found] == [
        ("Moved", "point 1"),
        ("Reworded", "point 2"),
        ("Removed", "point 4"),
        ("Added", "point 4"),
    ]
    assert tally(found) == "1 moved, 1 reworded, 1 added, 1 removed"


_lines = st.lists(st.sampled_from(["- a b c", "- a b d", "- x", "- y", "1. z", "Calm.", "  two"]), max_size=5)


@given(_lines.map("\n".join), _lines.map("\n".join))
@example("- x\n- x", "- x")
def test_the_points_make_the_other_text(before: str, after: str) -> None:
    changes = diff(told(before), told(after))
    for change in changes:
        for point in points(change):
            assert point.number >= 0
            assert (point.before, point.after) != (None, None)
    assert apply(changes, told(before)) == told(after)


def test_an_empty_point_is_told_too() -> None:
    (row,) = rows(told("- One"), told("- One\n- "))
    assert (row.label, row.pieces) == ("Added", [Piece("An empty line", INSERTED)])


def test_all_points_taken_over_are_the_other_text() -> None:
    before = told("Lead.\n\n- Ran a unit of nine.\n- Cut falls by half.\n- Taught two courses.\n- Kept the stock.")
    after = told("Lead.\n\n- Taught two courses.\n- Ran a unit of twelve.\n- Cut falls by half.\n- Wrote the guide.")
    for one, two in ((before, after), (after, before)):
        now = one
        for row in rows(one, two):
            now = take(row.change, now)
        assert now == two


# --- how it is said -------------------------------------------------------------------------------


def test_things_are_called_as_a_person_would() -> None:
    a, b = shop(), shop(hidden=True)
    (row,) = rows(a, b)
    assert (row.kind, row.label, row.where) == ("hidden", "Hidden", "Experience")
    assert row.pieces == [Piece("Shop Assistant, Oakes Pharmacy, 2013 – 2014", DELETED)]
    (row,) = rows(b, a)
    assert (row.label, row.pieces[0].how) == ("Shown", INSERTED)


def test_fields_are_named_and_dates_go_together() -> None:
    after = samples.role("Shop Manager", "Oakes Pharmacy", "", samples.lasting("2013-02", "now"))
    found = rows(
        shop(), experience(replace(after, key="i1", values={**after.values, "start_date": "2013-02", "current": True}))
    )
    assert [(row.label, row.where) for row in found] == [
        ("Changed", "Experience, Oakes Pharmacy, dates"),
        ("Changed", "Experience, Oakes Pharmacy, job title"),
    ]
    assert found[0].pieces == [
        Piece("2013 – 2014", DELETED),
        Piece(" ", SAME),
        Piece("Feb 2013 – Present", INSERTED),
    ]
    assert found[1].pieces[-1] == Piece("Manager", INSERTED)


def test_a_design_is_told_by_its_labels_a_line_each() -> None:
    before = Document(design="classic", options={"margin": "20"})
    after = replace(before, design="modern", options={"density": "snug"}, language="pl")
    found = [(row.where, [piece.text for piece in row.pieces if piece.how != SAME]) for row in rows(before, after)]
    assert ("Design, design", ["Classic", "Modern"]) in found
    assert ("Resume, language", ["English", "Polski (Polish)"]) in found
    assert any(where == "Design, spacing" and texts[-1] == "Snug" for where, texts in found)
    assert any(where == "Design, margins" and texts[0] == "20 mm" for where, texts in found)


def test_the_header_is_told_field_by_field() -> None:
    before = Document(Person(name="Zofia Nowak", email="a@example.org", photo=Photo("x", "Zofia")), title="Nurse")
    after = Document(Person(name="Zofia Kowalska", email="a@example.org", photo=Photo("y", "Zofia")), title="ICU nurse")
    assert [row.where for row in rows(before, after)] == ["Header, name", "Header, photo", "Resume, title"]
    assert rows(before, after)[1].pieces == [Piece("Another photo", SAME)]


def test_another_language_is_not_told_for_each_heading() -> None:
    before = Document(blocks=(Block("experience", "Experience", key="s1"),))
    after = Document(blocks=(Block("experience", "Doświadczenie zawodowe", key="s1"),), language="pl")
    assert [row.where for row in rows(before, after)] == ["Resume, language"]


def test_an_item_that_went_to_another_section_moved() -> None:
    one, two = (Entry("custom", title=name, key=f"i{name}") for name in ("A", "B"))
    before = Document(
        blocks=(Block("custom", "First", entries=(one, two), key="s1"), Block("custom", "Second", key="s2"))
    )
    after = Document(
        blocks=(Block("custom", "First", entries=(one,), key="s1"), Block("custom", "Second", entries=(two,), key="s2"))
    )
    (row,) = rows(before, after)
    assert (row.label, row.note) == ("Moved", "From “First” to “Second”")
    assert take(row.change, before) == after


# --- what belongs together ------------------------------------------------------------------------


def test_a_tailored_item_is_known_by_its_lineage() -> None:
    before = described("Alpha", "One")
    mine = before.map_entries(lambda entry: replace(entry, key="i40", title="Quite another", values={"name": "Other"}))
    assert {row.kind for row in rows(before, mine, lineage={"i40": "i1"})} == {"changed"}
    assert {row.kind for row in rows(mine, before, lineage={"i40": "i1"})} == {"changed"}
    assert {row.kind for row in rows(before, mine)} == {"added", "removed"}


def test_two_resumes_of_other_keys_are_compared_by_what_they_say() -> None:
    before = nurse()
    after = named(replace(before, blocks=tuple(reversed(before.blocks))))
    assert {row.kind for row in rows(named(before), after.map_entries(lambda e: replace(e, key=f"x{e.key}")))} == {
        "moved"
    }


def test_evidence_that_names_the_same_item_is_the_same() -> None:
    def strong(prefix: str) -> Document:
        role = Entry("experience", {"job_title": "Nurse"}, title="Nurse", subtitle="Lakeview", key=f"{prefix}1")
        strength = Entry("strengths", {"name": "Calm", "shown_by": [f"{prefix}1"]}, title="Calm", key=f"{prefix}2")
        return Document(blocks=(Block("experience", entries=(role,)), Block("strengths", entries=(strength,))))

    assert rows(strong("i"), strong("j")) == []
    assert apply(diff(strong("i"), strong("j")), strong("i")) == strong("j")


def test_two_pages_are_compared_in_no_time() -> None:
    """The time itself is a benchmark's matter; here that no step grows with the square of a large resume."""
    blocks = tuple(
        Block("custom", f"S{n}", entries=tuple(_prose(n, m) for m in range(50)), key=f"s{n}") for n in range(14)
    )
    before = Document(blocks=blocks)
    after = before.map_entries(lambda entry: replace(entry, key=f"x{entry.key}", text=entry.text + " More."))
    found: tuple[Change, ...] = diff(before, after)
    assert {row.kind for row in tell(found)} == {"reworded"}


def _prose(number: int, at: int) -> Entry:
    return Entry("custom", text=f"Text {number} of its own {at}", key=f"i{number}_{at}")


# --- what is compared -----------------------------------------------------------------------------


def twice(point: Point) -> bool:
    """Whether its text has a line twice."""
    part = point.change.parts[0]
    sides = [outline.read(side) for side in (part.before, part.after) if isinstance(side, str)]
    return any(len(set(side)) < len(side) for side in sides)


def listed(*names: str) -> Document:
    entries = tuple(Entry("skills", {"name": n}, title=n, key=f"i{at}") for at, n in enumerate(names, 1))
    return Document(blocks=(Block("skills", "Skills", "tags", entries, key="s1"),))


def described(name: str, category: str) -> Document:
    entry = Entry("skills", {"name": name, "category": category}, title=name, group=category, key="i1")
    return Document(blocks=(Block("skills", "Skills", "tags", (entry,), key="s1"),))


def experience(entry: Entry) -> Document:
    return Document(blocks=(Block("experience", "Experience", entries=(entry,), key="s1"),))


def told(text: str) -> Document:
    entry = samples.role("Nurse", "Lakeview Community Hospital", text=text)
    return experience(replace(entry, key="i1"))


def text_of(document: Document) -> str:
    return document.blocks[0].entries[0].text


def shop(hidden: bool = False) -> Document:
    dates = Duration(PartialDate(2013), PartialDate(2014))
    return experience(replace(samples.role("Shop Assistant", "Oakes Pharmacy", "", dates), key="i1", hidden=hidden))


def test_where_a_difference_stands_is_counted_as_it_is_printed() -> None:
    """A hidden section before it moves every place; a hidden item has one only where it is printed."""
    lines = replace(samples.timeline("experience", "Work", samples.role("Porter", "Mill", "Bath", None)), key="s2")
    entry = replace(lines.entries[0], key="i1", text="- Carried\n- Lifted")
    gone = replace(entry, key="i2", title="Cook", text="")
    first = Block("summary", "Hidden", entries=(Entry("summary", text="x", key="i0"),), hidden=True, key="s1")
    old = Document(blocks=(replace(lines, entries=(gone, entry)),))
    text = "- Carried\n- Lifted much"
    new = Document(blocks=(first, replace(lines, entries=(replace(gone, hidden=True), replace(entry, text=text)))))
    changes = tell(diff(old, new))
    before, after = standing(changes, old, new)
    found = {row.kind: (before[row.id], after[row.id]) for row in changes}
    assert found["reworded"] == (("b0.e1.l1",), ("b0.e0.l1",))
    assert found["hidden"] == (("b0.e0",), ())
    assert found["added"] == ((), ()), "the hidden section"
    shown = replace(new, blocks=(replace(first, hidden=False), new.blocks[1]))
    row = next(row for row in tell(diff(old, shown)) if row.kind == "added")
    assert standing([row], old, shown)[1][row.id] == ("b0", "b0.e0")


# --- rich texts ---------------------------------------------------------------------------------------


def red(before: str, after: str) -> list[str]:
    """Paragraph by paragraph: "{-gone-}" and "{+come+}", bold in stars, italic in slashes."""
    signs = {SAME: "{}", INSERTED: "{{+{}+}}", DELETED: "{{-{}-}}"}

    def said(piece: Piece) -> str:
        text = f"/{piece.text}/" if piece.italic else piece.text
        return signs[piece.how].format(f"*{text}*" if piece.bold else text)

    return [one.marker + "".join(map(said, one.pieces)) for one in redlined(before, after)]


def test_a_rich_text_is_told_as_people_see_it() -> None:
    before = "Led a **team** of 5\n\n- Cared for 4 patients\n- Wrote the log\n- Ran drills"
    after = "Led a **team** of _6_\n\n- **Always** cared for 4 patients\n- Ran drills\n- [Taught](https://example.org/)"
    assert red(before, after) == [
        "Led a *team* of {-5-}{+/6/+}",
        "•{-Cared-}{+*Always*+}{+ cared+} for 4 patients",
        "•{-Wrote the log-}",
        "•Ran drills",
        "•{+Taught (https://example.org/)+}",
    ]


def test_a_look_that_changed_is_shown() -> None:
    assert red("So **it** is", "So it is") == ["So {-*it*-}{+it+} is"]
    assert [piece.how for piece in rows_of_text("- So **it** is", "- So it is")[0].pieces] == [
        SAME,
        DELETED,
        INSERTED,
        SAME,
    ]


def rows_of_text(before: str, after: str) -> list[Row]:
    first, second = (Block("summary", entries=(Entry("summary", text=text, key="i1"),)) for text in (before, after))
    return tell(diff(Document(blocks=(first,)), Document(blocks=(second,))))


@given(strategies.prose, strategies.prose)
def test_redlined_holds_both_texts(before: str, after: str) -> None:
    """Without what is put in it is the old text, without what is taken out the new one; moved lines stand once."""
    told = redlined(before, after)
    for source, without in ((before, INSERTED), (after, DELETED)):
        kept = ["".join(piece.text for piece in one.pieces if piece.how != without) for one in told]
        lines = ["".join(map(richtext.spelled, one.runs)) for one in richtext.runs(source)]
        assert sorted(filter(None, kept)) == sorted(filter(None, lines))
        if source == after:
            assert list(filter(None, kept)) == list(filter(None, lines))

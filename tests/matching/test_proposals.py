"""What rules propose, over every labelled resume and posting to tune by: only what is there, and each can be undone."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from letraz.document import Block, Document, Entry
from letraz.matching.applying import CannotApply, applied
from letraz.matching.change import ADD_SKILL, HIDE, KINDS, REORDER, REWRITE_BULLET, SHOW, Change, mark_of
from letraz.matching.evidence import match
from letraz.matching.lines import keyed, lines
from letraz.matching.posting import MUST, Requirement
from letraz.matching.proposals import MOST, propose
from letraz.matching.undoing import before, undone
from tests.matching.test_evidence import NURSE

DATA = Path(__file__).parents[2] / "benchmarks" / "matching" / "data" / "tuning"
TODAY = date(2026, 11, 25)
FIXED = (
    "company_name", "job_title", "institution_name", "degree", "field_of_study", "start_date", "end_date", "current",
    "issuer", "date", "expires", "credential_id", "location",
)  # fmt: skip


def with_keys(document: Document) -> Document:
    """As rows have them: a key for each section and entry."""
    named = keyed(document)
    return replace(named, blocks=tuple(replace(block, key=f"s{at}") for at, block in enumerate(named.blocks)))


def samples() -> Iterator[tuple[str, Document, list[Requirement]]]:
    folders = sorted(path for path in DATA.iterdir() if path.is_dir())
    for resume in folders:
        document = with_keys(Document.from_json(json.loads((resume / "resume.json").read_text("utf-8"))))
        for posting in folders:
            labels = tomllib.loads((posting / "labels.toml").read_text("utf-8"))
            asked = [Requirement(row["text"], row["level"]) for row in labels["requirement"]]
            yield f"{resume.name}, {posting.name}", document, asked


def proposed(document: Document, asked: list[Requirement]) -> list[Change]:
    return propose(document, match(asked, document, today=TODAY), overflows=True)


CASES = list(samples())


@pytest.mark.parametrize(("name", "document", "asked"), CASES, ids=[name for name, _, _ in CASES])
def test_each_change_can_be_made_and_taken_back(name: str, document: Document, asked: list[Requirement]) -> None:
    for change in proposed(document, asked):
        made = _with_row_keys(applied(change, document), document)
        assert made != document, change
        assert undone(change, before(change, document, made), made) == document, change


@pytest.mark.parametrize(("name", "document", "asked"), CASES, ids=[name for name, _, _ in CASES])
def test_no_change_touches_what_has_no_kind(name: str, document: Document, asked: list[Requirement]) -> None:
    """Employers, titles, dates, schools, degrees and certificates are the same after every change."""
    for change in proposed(document, asked):
        assert change.kind in KINDS
        assert facts(applied(change, document)) == facts(document), change


def facts(document: Document) -> list[tuple[str, ...]]:
    every = [entry for block in document.blocks for entry in block.entries]
    rows = [tuple(str(entry.values.get(name)) for name in FIXED) for entry in every if "name" not in entry.values]
    return [*sorted(rows), (str(document.person.to_json()),)]


def _with_row_keys(made: Document, old: Document) -> Document:
    """New entries and sections get keys, as rows do."""
    fresh = iter(f"i9{number}" for number in range(100))
    named = made.map_entries(lambda entry: entry if entry.key else replace(entry, key=next(fresh)))
    blocks = (block if block.key else replace(block, key="s99") for block in named.blocks)
    return replace(named, blocks=tuple(blocks))


def test_the_posting_s_name_is_proposed_for_another_of_the_same() -> None:
    change = next(one for one in proposed(NURSE, [Requirement("Kubernetes")]) if one.kind == REWRITE_BULLET)
    assert (change.target, change.new) == ("i1.1", "Taught Kubernetes")
    assert change.reason == "The posting says “Kubernetes” for what you call “k8s”."


def test_a_skill_is_proposed_only_when_a_point_proves_it() -> None:
    asked = [Requirement("Kubernetes"), Requirement("Terraform")]
    added = [one for one in proposed(NURSE, asked) if one.kind == ADD_SKILL]
    assert [(one.new, one.evidence) for one in added] == [("Kubernetes", ("i1.1",))]


def test_what_is_hidden_and_asked_for_is_proposed_to_be_shown() -> None:
    document = with_keys(NURSE).map_entries(lambda entry: replace(entry, hidden=entry.key == "i3"))
    shown = [one for one in proposed(document, [Requirement("Sold bread")]) if one.kind == SHOW]
    assert [one.target for one in shown] == ["i3"]
    assert not [one for one in proposed(document, [Requirement("Kubernetes")]) if one.kind == SHOW]


def test_jobs_and_schools_keep_their_order() -> None:
    document = with_keys(NURSE)
    dated = {block.key for block in document.blocks if any(entry.dates for entry in block.entries)}
    orders = [one for one in proposed(document, [Requirement("Sold bread")]) if one.kind == REORDER]
    assert not [one for one in orders if one.target in dated]


def test_nothing_is_hidden_unless_the_pages_run_over_and_one_point_stays() -> None:
    document = with_keys(NURSE)
    found = match([Requirement("Kubernetes")], document, today=TODAY)
    assert not [one for one in propose(document, found) if one.kind == HIDE]
    hidden = [one.target for one in propose(document, found, overflows=True) if one.kind == HIDE]
    assert hidden == ["i1.0"]


def test_there_are_never_more_than_a_person_can_weigh() -> None:
    text = "\n".join(f"- Used k8s and js in project {n}" for n in range(60))
    entry = replace(NURSE.blocks[0].entries[0], text=text, values={"description": text, "company_name": "X"})
    document = replace(NURSE, blocks=(replace(NURSE.blocks[0], entries=(entry,)),))
    asked = [Requirement(f"Kubernetes and JavaScript {n}", MUST) for n in range(50)]
    assert len(proposed(document, asked)) <= MOST


def test_what_is_gone_cannot_be_changed() -> None:
    with pytest.raises(CannotApply):
        applied(Change(REWRITE_BULLET, "i99.0", "New"), NURSE)
    with pytest.raises(CannotApply):
        applied(Change(REWRITE_BULLET, "i1.9", "New"), NURSE)
    with pytest.raises(CannotApply):
        applied(Change(REORDER, "i1", order=("0", "0")), NURSE)


def test_undo_refuses_where_something_else_stands_by_now() -> None:
    change = Change(REWRITE_BULLET, "i1.1", "Taught Kubernetes")
    made = applied(change, NURSE)
    kept = before(change, NURSE, made)

    def edited(entry: Entry) -> Entry:
        return replace(entry, text="- Mine") if entry.key == "i1" else entry

    with pytest.raises(CannotApply, match="changed this place"):
        undone(change, kept, made.map_entries(edited))
    assert [line.text for line in lines(undone(change, kept, made))] == [line.text for line in lines(NURSE)]


def test_a_title_that_says_what_the_text_says_is_never_changed() -> None:
    """There is no change of a title; which field holds the text is not told by its words alone."""
    values = {"company_name": "Lodgewell", "job_title": "Set up k8s", "role": "Set up k8s", "description": "Set up k8s"}
    entry = Entry("experience", {**values, "url": "Set up k8s"}, title="Set up k8s", text="Set up k8s", key="i1")
    document = Document(blocks=(Block("experience", entries=(entry,), key="s1"),))
    change = Change(REWRITE_BULLET, "i1.0", "Set up Kubernetes", based_on=mark_of("Set up k8s"))
    made = applied(change, document).blocks[0].entries[0]
    assert made.values == {**values, "url": "Set up k8s", "description": "Set up Kubernetes"}

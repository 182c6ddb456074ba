"""The labelled postings are sound: each label is a piece of its posting, its evidence a piece of the resume.

A label that drifted from its posting would be counted as a fault of the program that is measured by it. Only the form
is looked at, and a failure names the folder and the piece: nothing here tells what the set-aside half says.

Broken by hand and seen red: a word of a label changed, a level misspelled, a piece of evidence that no line holds, a
requirement that is missing yet has evidence, the currency left out, the resume's version raised.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from letraz import richtext
from letraz.document import Document, Entry

DATA = Path(__file__).parents[2] / "benchmarks" / "matching" / "data"
FOLDERS = sorted(path.parent for path in DATA.glob("*/*/labels.toml"))

LEVELS = {"must", "nice", "duty", "condition"}
STATES = {"shown", "partly", "missing"}
UNITS = {"hour", "day", "week", "month", "year"}
FIELDS = {"title", "company_name", "location", "remote", "employment_type", "posted", "closes"}
REMOTE = {"", "on site", "hybrid", "remote"}
EMPLOYMENT = {
    "", "full time", "part time", "contract", "internship", "freelance", "self employed", "volunteer", "trainee",
    "temporary",
}  # fmt: skip

each = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: f"{folder.parent.name}-{folder.name}")


def flat(text: str) -> str:
    """With every run of white space, a no-break space too, as one blank."""
    return " ".join(text.split())


def labels(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "labels.toml").read_text(encoding="utf-8"))


def posting(folder: Path) -> str:
    return flat((folder / "posting.txt").read_text(encoding="utf-8"))


def resume(folder: Path) -> Document:
    return Document.from_json(json.loads((folder / "resume.json").read_text(encoding="utf-8")))


def said(entry: Entry) -> Iterator[str]:
    """The lines of an entry: its head, and each line of its text."""
    yield ", ".join(filter(None, (entry.title, entry.subtitle, entry.note, entry.place, entry.level, *entry.tags)))
    yield entry.group
    yield from richtext.to_plain(entry.text).splitlines()


def lines(document: Document) -> list[str]:
    entries = (entry for block in document.visible().blocks for entry in block.entries)
    return [document.person.headline, *(flat(line) for entry in entries for line in said(entry))]


def test_there_are_postings_to_tune_by() -> None:
    assert len([folder for folder in FOLDERS if folder.parent.name == "tuning"]) >= 7


@pytest.mark.parametrize("half", sorted({folder.parent for folder in FOLDERS}), ids=lambda half: half.name)
def test_each_half_says_how_it_was_made(half: Path) -> None:
    assert (half / "README.md").read_text(encoding="utf-8").strip()


@each
def test_the_posting_is_of_a_usual_length(folder: Path) -> None:
    assert 350 <= len(posting(folder).split()) <= 900


@each
def test_each_label_is_a_piece_of_the_posting(folder: Path) -> None:
    text = posting(folder)
    found = labels(folder)["requirement"]
    assert found
    assert [row["text"] for row in found if not flat(row["text"]) or flat(row["text"]) not in text] == []


@each
def test_levels_and_states_are_of_the_allowed_words(folder: Path) -> None:
    for row in labels(folder)["requirement"]:
        assert set(row) == {"text", "level", "state", "evidence"}, row
        assert row["level"] in LEVELS, row
        assert row["state"] in ({""} if row["level"] == "condition" else STATES), row


@each
def test_the_evidence_stands_in_the_resume(folder: Path) -> None:
    """What is shown, or partly, has evidence; what is missing, or a condition, has none."""
    there = lines(resume(folder))
    for row in labels(folder)["requirement"]:
        assert bool(row["evidence"]) == (row["state"] in {"shown", "partly"}), row
        lost = [piece for piece in row["evidence"] if not any(flat(piece) in line for line in there)]
        assert lost == [], row["text"]


@each
def test_the_resume_is_a_document(folder: Path) -> None:
    found = resume(folder)
    assert found.person.name
    assert found == Document.from_json(found.to_json())
    assert {"experience", "education", "skills"} <= {block.kind for block in found.blocks}


@each
def test_the_fields_are_whole(folder: Path) -> None:
    found = labels(folder)
    assert found["profession"]
    assert set(found["fields"]) == FIELDS
    assert found["fields"]["remote"] in REMOTE
    assert found["fields"]["employment_type"] in EMPLOYMENT


@each
def test_a_salary_is_left_out_or_complete(folder: Path) -> None:
    found = labels(folder)
    if "salary" not in found:
        return
    salary = found["salary"]
    assert set(salary) == {"raw", "min", "max", "currency", "unit"}
    assert flat(salary["raw"]) in posting(folder)
    assert 0 < salary["min"] <= salary["max"]
    assert len(salary["currency"]) == 3
    assert salary["currency"].isupper()
    assert salary["unit"] in UNITS

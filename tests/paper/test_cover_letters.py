"""A cover letter on paper: every design prints it, older versions too, and its receipt is green."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import pytest

from letraz.designs import designs, versions
from letraz.document import Document, Person
from letraz.formats import FORMATS
from letraz.models.cover_letter import KIND, CoverLetter, printed
from letraz.sections import TYPES
from tests.paper.contract import broken

LOOKS = [(name, version) for name in sorted(designs()) for version in versions(name)]

PERSON = Person(name="Zofia Nowak", headline="Registered Nurse", email="zofia@example.org", phone="+48 22 555 01 42",
                address="ul. Długa 1", city="Warszawa", country="PL")  # fmt: skip


def letter(**parts: str) -> Document:
    """One page, with everything a letter may hold."""
    body = (
        "I am applying for the position of *staff nurse* at Harborview.\n\nYou ask for “ventilated patients”. At "
        "Lakeview I looked after up to three of them a shift.\n\n- nights\n- weekends\n\n1. first\n2. second\n\n"
        "More stands on [my page](https://example.org/zofia)."
    )
    said = {"recipient": "Ms Maria Lee\nCharge nurse\nHarborview", "date_line": "3 November 2026",
            "subject": "Application: Staff nurse", "greeting": "Dear Ms Lee,", "body": body,
            "closing": "Sincerely,"}  # fmt: skip
    return printed(CoverLetter(title="Cover letter Harborview", **(said | parts)), PERSON)


@pytest.mark.parametrize(("design", "version"), LOOKS)
def test_it_is_printed_and_read_back_whole(design: str, version: int) -> None:
    document = replace(letter(), design=design, design_version=version)
    made = FORMATS["pdf"].make(document, TYPES)
    assert made.receipt
    assert made.receipt["verdict"] == "proved", made.receipt["problems"]
    assert (made.receipt["facts"]["pages"], made.receipt["facts"]["title"]) == (1, "Zofia Nowak – Registered Nurse")
    assert len(made.receipt["fields"]) == 20


@pytest.mark.parametrize("design", sorted(designs()))
def test_it_is_as_well_made_as_a_resume(design: str) -> None:
    assert broken(replace(letter(), design=design)) == []


@pytest.mark.parametrize(("language", "greeting"), [("ar", "السادة المحترمون،"), ("ja", "採用ご担当者様")])
def test_in_other_scripts(language: str, greeting: str, design: str) -> None:
    document = replace(letter(greeting=greeting, body=greeting), design=design, language=language)
    alone = Person(name="Zofia Nowak", email="zofia@example.org")
    assert broken(replace(document, person=alone)) == []


def test_with_the_choices_of_a_resume(design: str) -> None:
    """Those that move its head and its headings, as far as the design has them."""
    options = {"headings": "hidden", "head": "contact", "aside": "beside"}
    assert broken(replace(letter(), design=design, options=options)) == []


def test_with_headings_in_the_margin() -> None:
    assert broken(replace(letter(), design="compact", options={"aside": "beside"})) == []


def test_word_opens_it(design: str) -> None:
    made = docx.Document(io.BytesIO(FORMATS["docx"].write(replace(letter(), design=design), TYPES)))
    texts = [paragraph.text for paragraph in made.paragraphs if paragraph.text.strip()]
    assert texts[0] == "Zofia Nowak"
    assert texts[-2:] == ["Sincerely,", "Zofia Nowak"]
    assert "Ms Maria Lee\nCharge nurse\nHarborview" in texts
    strong = [run.text for paragraph in made.paragraphs for run in paragraph.runs if run.style.name == "Strong"]
    assert strong == ["Application: Staff nurse"]


def test_only_files_that_can_hold_it_are_offered() -> None:
    can = {name for name, form in FORMATS.items() if form.can_write and form.letters}
    assert can == set(FORMATS) - {"json-resume", "letraz"}
    for name in can - {"pdf", "docx"}:
        assert "Dear Ms Lee," in FORMATS[name].write(letter(), TYPES).decode(), name
    assert KIND not in TYPES

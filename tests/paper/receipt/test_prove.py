"""The receipt of real files: what is proved is proved, and it survives being stored."""

from __future__ import annotations

from dataclasses import replace

import pytest

from letraz.document import Document
from letraz.paper import press
from letraz.paper.receipt import Receipt, fields, prove
from tests import samples, tongues

#: The scripts in which both readers must find every field in order, whatever the design.
PLAIN = {tag: make for tag, make in tongues.ALL.items() if tag not in {"ar", "hi", "he"}}


def proved(document: Document, design: str, **options: str) -> Receipt:
    document = replace(document, design=design, options=options)
    printed = press.print_out(document)
    return prove(printed.pdf, document, printed.beside)


@pytest.mark.parametrize("name", ["nurse", "long_record", "chinese", "hebrew", "sparse"])
def test_a_good_file_is_proved(design: str, name: str) -> None:
    receipt = proved(getattr(samples, name)(), design)
    assert receipt.problems() == []
    assert receipt.verdict == "proved"
    assert receipt.sentence() == f"Both readers found all {len(receipt.fields)} fields in order."


@pytest.mark.parametrize("tag", PLAIN)
def test_a_good_file_is_proved_in_every_plain_script(design: str, tag: str) -> None:
    assert proved(PLAIN[tag](), design).problems() == []


def test_a_receipt_survives_being_stored(design: str) -> None:
    receipt = proved(samples.world(), design)
    assert Receipt.from_json(receipt.to_json()) == receipt
    with pytest.raises(ValueError, match="damaged"):
        Receipt.from_json({"schema": 1, "fields": [{}]})
    with pytest.raises(ValueError, match="version"):
        Receipt.from_json({"schema": 2})


def test_it_shows_the_text_as_each_reader_sees_it() -> None:
    receipt = proved(samples.nurse(), "classic")
    assert [reader.name for reader in receipt.readers] == ["poppler", "pdfium", "poppler by columns"]
    assert [reader.judges for reader in receipt.readers] == [True, True, False]
    for reader in receipt.readers:
        assert reader.version
        assert "Care for four or five step-down patients" in reader.text


def test_hidden_things_are_not_expected() -> None:
    document = samples.nurse().map_entries(lambda entry: replace(entry, hidden=entry.title == "Shift lead"))
    assert "Shift lead" not in [field.text for field in fields(document)]
    assert proved(document, "classic").problems() == []

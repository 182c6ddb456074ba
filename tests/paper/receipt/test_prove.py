"""The receipt of real files: what is proved is proved, and it survives being stored.

Every design in every script and with every option: `tests/paper/test_pairwise.py`.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from letraz.designs import designs
from letraz.document import Block, Document, Entry, Person
from letraz.paper.receipt import Receipt, fields, prove
from tests import samples
from tests.paper import cases


def proved(document: Document, design: str, **options: str) -> Receipt:
    document = cases.dressed(document, designs()[design], **options)
    printed = cases.printed(document)
    return prove(printed.pdf, document, printed.beside)


@pytest.mark.parametrize("name", ["nurse", "long_record", "sparse"])
def test_a_good_file_is_proved_and_everything_has_its_place(design: str, name: str) -> None:
    document = getattr(samples, name)()
    receipt = proved(document, design)
    assert receipt.problems() == []
    assert receipt.verdict == "proved"
    assert receipt.sentence() == f"Both readers found all {len(receipt.fields)} fields in order."
    assert cases.made(cases.dressed(document, designs()[design])).faults == ()


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


def test_what_has_no_shape_spoils_no_file(design: str) -> None:
    none = "\u200b"
    entry = Entry(
        "x", title="Clerk", subtitle="\u2060", text=f"1. Filing\n2. {none}\n3. Post\n\n- \xad", tags=("a", none)
    )
    lines = Block("y", "Lists", layout="lines", entries=(Entry("y", title=none, place="Rome"), Entry("y", title="Two")))
    person = Person("Ada", headline=none, nationality="\xad")
    receipt = proved(Document(person, (Block("x", "Work", entries=(entry,)), lines)), design)
    assert receipt.problems() == []
    assert receipt.verdict == "proved"


def test_hidden_things_are_not_expected() -> None:
    document = samples.nurse().map_entries(lambda entry: replace(entry, hidden=entry.title == "Shift lead"))
    assert "Shift lead" not in [field.text for field in fields(document)]
    assert proved(document, "classic").problems() == []


@pytest.mark.parametrize(("footer", "line"), [("name", "Stanisław Wójcik-Brzęczyszczykiewicz · 2"), ("page", "2 / ")])
def test_the_footer_is_printed_and_is_no_field(design: str, footer: str, line: str) -> None:
    """It may stand in the middle of a paragraph that goes on overleaf."""
    usual = designs()[design].options["footer"].default == footer
    receipt = proved(samples.long_record(), design, **({} if usual else {"footer": footer}))
    assert line in receipt.readers[0].text
    assert receipt.problems() == []


@pytest.mark.parametrize(
    "options",
    [
        {"headings": "hidden"},
        {"head": "contact", "dates": "iso", "levels": "dots", "tags": "chips", "footer": "none"},
        {"dates": "long", "density": "dense", "hyphens": "on", "size": "9", "margin": "10"},
        {"dates": "numeric", "density": "open", "size": "12", "margin": "26", "hyphens": "on", "tags": "chips"},
    ],
    ids=["hidden headings", "dots and chips", "dense", "open"],
)
@pytest.mark.parametrize("name", ["classic", "sidebar"])  # the others: in pairs
def test_options_change_what_is_expected(name: str, options: dict[str, str]) -> None:
    """Of a resume in which every script meets every other."""
    receipt = proved(samples.world(), name, **options)
    assert receipt.verdict in {"proved", "partly"}, receipt.problems()

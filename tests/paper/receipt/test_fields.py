"""The fields of a document: every stored, visible text once, in the order of the page."""

from __future__ import annotations

from dataclasses import fields as members
from dataclasses import replace

import pytest

from letraz.document import Block, Document, Entry, Link, Person
from letraz.paper.receipt import Says, fields
from letraz.paper.receipt.addresses import as_written, targets
from letraz.paper.receipt.fields import own_words
from tests import samples
from tests.paper.cases import LAYOUTS, everything

TOLD_OTHERWISE = {"kind", "key", "text", "country", "date_of_birth"}


def told(document: Document, says: Says | None = None) -> list[tuple[str, str]]:
    return [(field.label, field.text) for field in fields(document, says)]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_text_of_a_document_is_a_field(layout: str) -> None:
    """Walked by its dataclasses, so that a new face of an entry is not forgotten."""
    document = everything(layout)
    texts = "\n".join(field.text for field in fields(document))
    for thing in (document.person, *(entry for block in document.blocks for entry in block.entries)):
        for member in members(thing):
            value = getattr(thing, member.name)
            if (
                member.type == "str"
                and value
                and member.name not in {"kind", "key", "text", "country", "date_of_birth"}
            ):
                assert value.removeprefix("https://").rstrip("/") in texts, member.name
    for word in ("Qtag1", "Qtag2", "qlink.example", "Quser", "Qtext Qbold Qitalic Qanchor", "Qitem", "Portugal"):
        assert word in texts


def test_they_are_told_in_the_order_of_the_page() -> None:
    assert told(samples.sparse()) == [
        ("name", "Li"),
        ("heading", "Skills"),
        ("title", "Welding"),
        ("title", "Forklift"),
        ("level", "expert"),
        ("title", "Night shifts"),
    ]
    nurse = [text for _, text in told(samples.nurse())]
    assert nurse[:6] == [
        "Zofia Nowak", "Registered Nurse, BSN", "Tacoma", "Washington", "(253) 555-0142", "zofia.nowak@example.org",
    ]  # fmt: skip
    at = nurse.index("Cedar Grove Care Home")
    assert nurse[at : at + 4] == ["Cedar Grove Care Home", "Olympia", "Shift lead", "Jun 2017 – Jun 2018"]


def test_the_layout_of_lines_says_when_last() -> None:
    labels = [label for label, _ in told(samples.nurse())]
    at = labels.index("heading", labels.index("heading") + 1)
    assert labels[at : at + 4] == ["heading", "title", "subtitle", "when"]


def test_options_change_what_is_told() -> None:
    document = samples.sparse()
    assert told(document, Says(headings=False))[1] == ("title", "Welding")
    assert ("level", "●●●●") in told(document, Says(levels="dots"))
    person = Person("Ada", "Clerk", email="a@example.org")
    order = [label for label, _ in told(Document(person), Says(head=("name", "contact", "headline")))]
    assert order == ["name", "email", "headline"]
    assert ("when", "2021–present") not in told(samples.nurse(), Says(dates="year"))
    assert ("when", "2021 – Present") in told(samples.nurse(), Says(dates="year"))


def test_says_reads_the_designs_options() -> None:
    document = replace(
        samples.nurse(), design="classic", options={"headings": "hidden", "head": "contact", "footer": "page"}
    )
    says = Says.of(document, frozenset({1}))
    assert (says.headings, says.head, says.beside) == (False, ("name", "contact", "headline"), frozenset({1}))
    assert says.foot("Ada", 2, 3) == "2 / 3"
    assert Says().foot("Ada", 2, 3) == "Ada · 2"


def test_the_column_beside_is_a_stream_of_its_own() -> None:
    found = fields(samples.nurse(), Says(beside=frozenset({4})))
    assert {field.where.partition(" · ")[0] for field in found if field.stream} == {"Skills"}


def test_what_is_hidden_or_empty_is_no_field() -> None:
    entry = Entry("x", title=" ", subtitle="", text="- \n-", hidden=False)
    hidden = Block("x", "Hidden", entries=(Entry("x", title="no"),), hidden=True)
    document = Document(Person(), (Block("x", "Shown", entries=(entry, Entry("x", title="no", hidden=True))), hidden))
    assert told(document) == [("heading", "Shown")]


@pytest.mark.parametrize("text", ["\u200b", "\u2060", "\xad", "\u200d", " \ufeff\xad "])
def test_what_has_no_shape_is_no_field_and_keeps_its_number(text: str) -> None:
    entry = Entry("x", title="One", subtitle=text, text=f"1. a\n2. {text}\n3. c\n\n- {text}\n- z", tags=("t", text))
    lines = Block("y", text, layout="lines", entries=(Entry("y", title=text, place="Rome"),))
    document = Document(Person("Ada", headline=text, nationality=text), (Block("x", "Work", entries=(entry,)), lines))
    assert [said for _, said in told(document)] == ["Ada", "Work", "One", "a", "c", "z", "t", "Rome"]
    assert own_words(document, Says())["2."] == own_words(document, Says())["3."] == 1


def test_a_field_knows_its_item() -> None:
    entry = Entry("x", title="One", subtitle="Two", key="k7")
    (heading, title, subtitle) = fields(Document(blocks=(Block("x", "Work", entries=(entry,)),)))
    assert (heading.key, title.key, subtitle.key) == ("", "k7", "k7")
    assert (heading.where, title.where) == ("Work", "Work · One")


def test_numbers_of_lists_and_labels_are_our_own_words() -> None:
    person = Person("Ada", nationality="Dutch", date_of_birth="1990-03-05")
    text = "3. one\n4. two\n\n- point"
    document = Document(person, (Block("x", "Work", entries=(Entry("x", text=text),)),))
    assert dict(own_words(document, Says())) == {"3.": 1, "4.": 1, "Nationality": 1, "Born": 1}


def test_targets_are_what_can_be_followed() -> None:
    person = Person(
        "Ada", email="a@example.org", url="https://a.example", links=(Link("ftp://x"), Link("", "GitHub", "ada"))
    )
    text = "[one **bold** word](https://one.example) and [two](tel:+1555) and [no](javascript:x)"
    entry = Entry("x", url="http://b.example", links=(Link("https://c.example"),), text=text)
    assert targets(Document(person, (Block("x", entries=(entry,)),))) == (
        ("mailto:a@example.org", "a@example.org"), ("https://a.example", "a.example"),
        ("http://b.example", "b.example"), ("https://one.example", "one bold word"), ("tel:+1555", "two"),
        ("https://c.example", "c.example"),
    )  # fmt: skip
    assert as_written(" https://ä.example/a b?x=%20#é ") == "https://%C3%A4.example/a%20b?x=%20#%C3%A9"

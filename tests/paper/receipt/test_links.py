"""The links of a file: each that is printed must be one, however often its address stands on the page."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest

from letraz.document import Block, Document, Entry, Link, Person
from letraz.paper.receipt import Receipt, prove
from tests import tongues
from tests.paper import cases

HOME = "https://a.example"
LONG = f"{HOME}/a-very-long/path-that/goes-on-and-on/efficient_ffi/until-it-must-break-somewhere?really=yes&more=1"
TOLD = "[the same **bold** address told with many words so that it runs over the end of a line, truly]"


def linked(*texts: str, links: tuple[Link, ...] = (), url: str = HOME, language: str = "en") -> Document:
    entries = tuple(Entry("x", title=f"Work {n}", url=url, text=text, links=links) for n, text in enumerate(texts))
    return Document(Person("Ada", email="a@a.example"), (Block("x", "Work", entries=entries),), language=language)


def without(pdf: bytes, lost: int) -> bytes:
    """The file without that one of its links."""
    written = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        places = [(page, n) for page in opened.pages for n in range(len(page.get("/Annots", [])))]
        page, place = places[lost]
        del page.Annots[place]
        opened.save(written)
    return written.getvalue()


def number(pdf: bytes) -> int:
    with pikepdf.open(BytesIO(pdf)) as opened:
        return sum(len(page.get("/Annots", [])) for page in opened.pages)


def proved(document: Document, lost: int | None = None) -> Receipt:
    made = cases.printed(document)
    return prove(made.pdf if lost is None else without(made.pdf, lost), document, made.beside)


def test_two_links_to_one_address_are_two() -> None:
    document = linked("", "")
    assert proved(document).problems() == []
    for lost in (1, 2):
        found = proved(document, lost)
        assert (found.facts.links, found.facts.links_working) == (3, 2)
        assert found.problems() == [f"Of 2 links to {HOME} only 1 can be followed by everybody."]
        assert found.verdict == "unproved"


@pytest.mark.parametrize("url", [HOME, LONG])
def test_links_of_one_address_may_be_broken_and_have_bold_words(design: str, url: str) -> None:
    text = f"before {TOLD}({url}) between [x]({url}) [y]({url}) after"
    document = replace(linked(text, text, links=(Link(url, "Seite"), Link(url, "—")), url=url), design=design)
    found = proved(document)
    assert found.problems() == []
    assert found.facts.links == found.facts.links_working == 13


def test_a_link_that_is_broken_over_lines_does_not_stand_for_another() -> None:
    words = "many words that go on and on " * 6
    document = linked(f"[{words}]({HOME})", "Nothing", url="").map_entries(
        lambda entry: replace(entry, links=(Link(HOME, "Site"),))
    )
    made = cases.printed(document)
    assert number(made.pdf) > 4
    assert proved(document).problems() == []
    for lost in range(1, number(made.pdf)):
        assert proved(document, lost).facts.links_working == 3


def test_a_bold_word_of_a_link_does_not_stand_for_another(design: str) -> None:
    """The engine makes a link of its own for it, within the other."""
    document = replace(linked(f"[some **bold** words]({HOME}) and [bold]({HOME})", url=""), design=design)
    made = cases.printed(document)
    assert number(made.pdf) == 4
    assert proved(document).facts.links_working == 3
    assert proved(document, 1).facts.links_working == proved(document, 3).facts.links_working == 2
    assert proved(document, 2).problems() == []


@pytest.mark.parametrize("tag", tongues.ALL)
def test_links_of_one_address_are_found_in_every_script(tag: str) -> None:
    said = next(entry.title for block in tongues.ALL[tag]().blocks for entry in block.entries if entry.title)
    document = linked(f"[{said}]({HOME}) · [{said}]({HOME})", f"- [{said}]({HOME})", language=tag)
    assert proved(document).facts.problems == ()
    assert proved(document, 1).facts.links_working == 5

"""What the file says beside its looks: tags, title, language, links, pictures; and two checkers of PDF/UA-1 agree.

page-validation and outloud are partial checkers: passing them is not conformance.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from functools import cache
from io import BytesIO
from itertools import pairwise
from typing import Any

import pikepdf
import pytest

from letraz.designs import Design, designs, versions
from letraz.document import Document
from tests import samples
from tests.paper import cases, contract, reading
from tests.paper.cases import dressed

VERSIONS = [version for name in designs() for version in versions(name).values()]


@pytest.fixture(params=VERSIONS, ids=lambda version: f"{version.name}-{version.version}")
def version(request: pytest.FixtureRequest) -> Design:
    """Each version of each design."""
    found: Design = request.param
    return found


def printed(document: Document, design: Design, **options: str) -> bytes:
    return cases.printed(dressed(document, design, **options)).pdf


@pytest.mark.parametrize("name", ["nothing", "one_line", "world", "pictures", "long_words"])
def test_two_checkers_find_no_error_and_everything_has_its_place(design: str, name: str) -> None:
    found = cases.made(dressed(cases.every()[name](), designs()[design]))
    assert found.faults == ()
    assert contract.inaccessible(found.printed.pdf) == []


def test_nor_in_any_version_with_a_photo(version: Design) -> None:
    found = cases.made(dressed(cases.portrait(), version, photo="end"))
    assert found.faults == ()
    assert contract.inaccessible(found.printed.pdf) == []


def test_the_checkers_see_what_is_wrong() -> None:
    with pikepdf.open(BytesIO(printed(samples.nurse(), designs()["classic"]))) as file:
        del file.Root.Lang
        for link in file.pages[0].Annots:
            del link.Contents
        damaged = BytesIO()
        file.save(damaged)
    found = contract.inaccessible(damaged.getvalue())
    assert any(said.startswith("page-validation") for said in found)
    assert any(said.startswith("outloud") for said in found)


@pytest.mark.parametrize("headings", ["shown", "hidden"])
@pytest.mark.parametrize("make", [samples.nurse, samples.sparse])
def test_headings_are_nested_without_gaps(version: Design, make: Callable[[], Document], headings: str) -> None:
    levels = [int(level) for level in re.findall(r"^\s*H(\d)\b", tree(make(), version, headings), flags=re.MULTILINE)]
    assert levels[0] == 1
    assert all(later <= before + 1 for before, later in pairwise(levels))
    assert levels.count(1) == 1


def test_it_is_tagged_by_meaning(version: Design) -> None:
    said = re.sub(r"\((?:block|inline)\)|\b(?:Span|Div|NonStruct|Art|Sect)\b", "", tree(samples.nurse(), version))
    said = re.sub(r"\s+", " ", said)
    assert 'H1 "Zofia Nowak"' in said
    assert 'H2 "Experience"' in said
    assert 'H3 "Registered Nurse, Step-Down Unit"' in said
    assert re.search(r'H3 "Cedar Grove Care Home".*H4 "Shift lead".*H4 "Nursing Assistant"', said)
    assert re.search(r'L LI LBody "•\s*" "Care for four', said)
    assert re.search(r'Link Object \d+ \d+ "example.org/zofia"', said)


def test_it_has_a_title_that_is_shown_and_a_language(version: Design) -> None:
    with pikepdf.open(BytesIO(printed(samples.chinese(), version))) as file:
        assert file.docinfo.Title == "王小明 – 注册护士"
        assert file.Root.ViewerPreferences.DisplayDocTitle
        assert file.Root.Lang == "zh-CN"
        assert file.Root.MarkInfo.Marked


def test_each_link_says_where_it_leads_and_is_printed(version: Design) -> None:
    with pikepdf.open(BytesIO(printed(samples.nurse(), version))) as file:
        links = [link for page in file.pages for link in page.get("/Annots", []) if link.Subtype == "/Link"]
        assert {str(link.A.URI) for link in links} >= {
            "mailto:zofia.nowak@example.org",
            "https://example.org/zofia",
            "https://example.org/handover/licence",
        }
        assert all(str(link.Contents).strip() and link.F == 4 and "/StructParent" in link for link in links)


@pytest.mark.parametrize("place", ["start", "end"])
def test_a_photo_says_what_it_shows(design: str, place: str) -> None:
    with pikepdf.open(BytesIO(printed(cases.portrait(), designs()[design], photo=place))) as file:
        figures = [thing for thing in file.objects if is_figure(thing)]
        assert [str(figure.Alt) for figure in figures] == ["Zofia Nowak, smiling"]
    with pikepdf.open(BytesIO(printed(cases.portrait(), designs()[design], photo="none"))) as file:
        assert not [thing for thing in file.objects if is_figure(thing)]


def test_the_order_of_the_tags_is_the_order_of_reading(version: Design) -> None:
    """The tags of each page follow the marked contents as they are drawn, which is how both readers go through them."""
    document = dressed(samples.nurse(), version)
    seen = reading.squash("".join(re.findall('"(.*?)"', tree(samples.nurse(), version))))
    file = cases.printed(document)
    order = reading.sayings(reading.as_printed(document, file.beside))
    place = 0
    for said in (reading.squash(text) for text in order if len(text) < 40):
        found = seen.find(said, place)
        assert found >= place, said
        place = found


def tree(document: Document, design: Design, headings: str = "shown") -> str:
    """The tags of the file with their text, in the order of a screen reader."""
    return _tree(printed(document, design, headings=headings))


@cache
def _tree(pdf: bytes) -> str:
    done = subprocess.run(["pdfinfo", "-struct-text", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def is_figure(thing: Any) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/Figure"

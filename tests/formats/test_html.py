"""The web page: one file that asks for nothing, says all in order, and lets nothing through that was typed."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html import unescape
from html.parser import HTMLParser
from io import BytesIO
from itertools import pairwise

import pytest
from hypothesis import given
from PIL import Image

from letraz.document import Block, CannotMake, Document, Entry, Link, Person, Photo
from letraz.formats import FORMATS
from letraz.formats._spirit import spirit
from tests import samples, strategies, tongues
from tests.paper.reading import sayings, squash

#: The photo is printed where a person says so.
SHOWN = {"photo": "end"}


def written(document: Document) -> str:
    return FORMATS["html"].write(document, {}).decode()


class Page(HTMLParser):
    """The elements of a page, each with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def said(html: str) -> str:
    """What is read on the page, on one line without spaces."""
    body = html[html.index("<body>") :]
    return squash(unescape(re.sub("<[^>]*>", "", body)))


def portrait() -> Photo:
    picture = BytesIO()
    Image.new("RGB", (40, 50), "#888").save(picture, "JPEG")
    return Photo(b64encode(picture.getvalue()).decode(), 'Zofia "in" <uniform>')


def style_of(html: str) -> str:
    found = re.search("<style>(.*?)</style>", html, re.DOTALL)
    assert found
    return found[1]


@pytest.mark.parametrize(
    "document",
    [
        samples.nurse(),
        samples.long_record(),
        samples.world(),
        samples.arabic(),
        *(one() for one in tongues.ALL.values()),
    ],
)
def test_it_says_all_in_order(document: Document) -> None:
    text, place = said(written(document)), 0
    for words in sayings(document):
        found = text.find(squash(words), place)
        assert found >= 0, words
        place = found


def test_it_asks_for_nothing() -> None:
    html = written(replace(samples.nurse(), person=replace(samples.ZOFIA, photo=portrait()), options=SHOWN))
    tags = Page(html).tags
    assert not {tag for tag, _ in tags} & {"script", "link", "iframe", "object", "form", "base"}
    assert [at["src"][:23] for _, at in tags if at.get("src")] == ["data:image/jpeg;base64,"]
    assert "url(" not in style_of(html)
    assert "@import" not in style_of(html)


def test_its_policy_allows_its_own_sheet_and_nothing_else() -> None:
    html = written(samples.nurse())
    policy = next(at["content"] for _, at in Page(html).tags if at.get("http-equiv") == "Content-Security-Policy")
    digest = b64encode(sha256(style_of(html).encode()).digest()).decode()
    assert policy.split("; ")[:2] == ["default-src 'none'", f"style-src 'sha256-{digest}'"]
    assert not any("style" in at for _, at in Page(html).tags)


def test_it_is_made_of_meaning() -> None:
    tags = Page(written(samples.nurse())).tags
    names = [tag for tag, _ in tags]
    assert {"main", "header", "address", "section", "article", "time"} <= set(names)
    assert names.count("h1") == 1
    assert ("time", {"datetime": "2021-03"}) in tags
    levels = [int(name[1]) for name in names if re.fullmatch("h[1-6]", name)]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_time_stands_around_its_words_alone() -> None:
    html = written(samples.nurse())
    assert '<p class="when"><time datetime="2021-03">Mar 2021</time> – Present</p>' in html
    assert '<time datetime="2018-07">Jul 2018</time> – <time datetime="2027-07">Jul 2027</time>' in html


def test_a_photo_is_in_the_file_with_its_words() -> None:
    tags = Page(written(Document(Person("Ada", photo=portrait()), options=SHOWN))).tags
    assert [at["alt"] for tag, at in tags if tag == "img"] == ['Zofia "in" <uniform>']


def test_a_photo_that_its_owner_does_not_print_is_left_out() -> None:
    assert "<img" not in written(Document(Person("Ada", photo=portrait())))


@pytest.mark.parametrize("data", ["", "x", "bm90IGEganBlZw==", '"><script>', portrait().data[:400]])
def test_what_is_no_photo_is_refused_where_it_is_shown(data: str) -> None:
    """The last is cut off: its head is good, and a browser would show the half of it."""
    document = Document(Person("Ada", photo=Photo(data, "A")), options=SHOWN)
    with pytest.raises(CannotMake, match="photo cannot be read"):
        written(document)
    assert "<img" not in written(replace(document, options={}))


def test_it_runs_the_way_of_its_language() -> None:
    assert '<html lang="ar" dir="rtl">' in written(samples.arabic())
    assert '<bdi dir="ltr">+962 6 555 0142</bdi>' in written(samples.arabic())
    assert '<html lang="zh-CN" dir="ltr">' in written(samples.chinese())


def test_it_names_itself() -> None:
    assert "<title>Zofia Nowak – Registered Nurse, BSN</title>" in written(samples.nurse())


HOSTILE = "\"><script>alert(1)</script><style>*{}</style>'{{ 7*7 }}"


def test_what_was_typed_is_text() -> None:
    names = ("name", "headline", "email", "phone", "address", "city", "nationality", "date_of_birth", "url")
    person = Person(**dict.fromkeys(names, HOSTILE), links=(Link(HOSTILE, HOSTILE, HOSTILE),))
    texts = dict.fromkeys(("title", "subtitle", "place", "note", "group", "level", "url", "text"), HOSTILE)
    entry = Entry("x", **texts, links=(Link("javascript:alert(1)", "x"),), tags=(HOSTILE,))
    blocks = tuple(Block("x", HOSTILE, layout, (entry, entry)) for layout in ("timeline", "tags", "lines", HOSTILE))
    html = written(Document(person, blocks, HOSTILE, HOSTILE, HOSTILE, 1, {"accent": HOSTILE, "page_size": HOSTILE}))
    tags = Page(html).tags
    assert [tag for tag, _ in tags if tag in ("script", "style")] == ["style"]
    assert "javascript:" not in [at.get("href", "")[:11] for _, at in tags]  # type: ignore[index]
    assert "49" not in said(html)
    assert HOSTILE not in style_of(html)


@given(strategies.documents())
def test_any_document(document: Document) -> None:
    tags = [tag for tag, _ in Page(written(document)).tags]
    assert tags.count("html") == tags.count("body") == tags.count("main") == 1


# --- how it looks -----------------------------------------------------------------------------------


def test_it_has_the_paper_and_the_colour_of_its_owner() -> None:
    style = style_of(written(replace(samples.nurse(), options={"page_size": "Letter", "accent": "#0a7f5a"})))
    assert "size: Letter" in style
    assert "light-dark(#0a7f5a," in style


@pytest.mark.parametrize("options", [{}, {"accent": 1}, {"accent": "red"}, {"page_size": ["A4"]}, {"fonts": 1}])
def test_odd_options_are_the_usual_ones(options: dict[str, object]) -> None:
    assert spirit(Document(options=options)) == spirit(Document())


def test_hidden_headings_leave_no_gap() -> None:
    html = written(replace(samples.nurse(), options={"headings": "hidden"}))
    assert "Experience" not in html
    assert "<h2>Cedar Grove Care Home</h2>" in html
    assert "<h3>Shift lead</h3>" in html


def test_it_follows_its_owners_order_and_dates() -> None:
    html = written(replace(samples.nurse(), options={"head": "contact", "dates": "year"}))
    assert html.index("zofia.nowak@example.org") < html.index("Registered Nurse, BSN</p>")
    assert '<time datetime="2021-03">2021</time> – Present' in html

"""The documents of the contract, and how they are put into a design."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from functools import cache, lru_cache
from io import BytesIO

from PIL import Image

from letraz.dates import PartialDate
from letraz.designs import Design, design
from letraz.document import Block, Document, Entry, Link, Person, Photo
from letraz.paper import press
from tests import people, samples, tongues
from tests.paper import geometry
from tests.samples import lasting, lines, role, skill, skills, timeline

LAYOUTS = ("timeline", "lines", "prose", "tags", "a layout nobody knows yet")


def dressed(document: Document, look: Design, **options: str) -> Document:
    """The document in exactly this version of a design."""
    return replace(document, design=look.name, design_version=look.version, options=options)


@dataclass(frozen=True, slots=True)
class Made:
    """A document on paper, and everything that is wrong with where things stand on it."""

    printed: press.Printed
    faults: tuple[str, ...]


def made(document: Document) -> Made:
    """The document on paper, made once for all tests that look at the same one: the same bytes come out each time.

    For tests of what a file holds; those of the press itself, and of time, print anew.
    """
    options = design(document.design, document.design_version).settle(document.options)
    attached = options.get("data", "none") != "none"  # where its options are in the file as they were given
    return _made(json.dumps((document if attached else replace(document, options=options)).to_json()))


def printed(document: Document) -> press.Printed:
    """Its file."""
    return made(document).printed


@lru_cache(maxsize=256)
def _made(stored: str) -> Made:
    document = Document.from_json(json.loads(stored))
    laid_out = press.layout(document)
    faults = tuple(geometry.faults(laid_out))  # before the boxes are drawn
    return Made(press.finished(laid_out, document), faults)


@cache
def every() -> Mapping[str, Callable[[], Document]]:
    """Every document there is to look at, by name."""
    here = {"nothing": Document, "one_line": one_line, "sixty": sixty, "portrait": portrait}
    odd = {name: getattr(samples, name) for name in ("long_words", "world", "pictures", "sparse", "long_record")}
    return {**here, **odd, **people.ALL, **tongues.ALL}


def one_line() -> Document:
    """A resume of one line."""
    return Document(Person("Li"))


def sixty() -> Document:
    """Sixty entries in each layout, some of them in groups, some with a text."""
    roles = [
        role(
            f"Position {n}",
            f"Employer {n - n % 3}",
            "Gdańsk",
            lasting(f"{1960 + n}-02", f"{1961 + n}-01"),
            text="- Did one thing well, and said so.\n- And another one." if n % 2 else "",
        )
        for n in range(60)
    ]
    rows = [{"title": f"Certificate {n}", "subtitle": "Board", "date": PartialDate(1960 + n, 3)} for n in range(60)]
    named = [skill(f"Skill number {n}", f"Category {n // 12}", "expert" if n % 5 else "") for n in range(60)]
    told = [Entry("custom", title=f"Thought {n}", text=f"What there is to say about it, {n} times.") for n in range(60)]
    return Document(
        Person("Ada Sixty", "Collector", email="ada@example.org"),
        (
            timeline("experience", "Experience", *roles),
            lines("certifications", "Certificates", rows),
            skills(*named),
            Block("custom", "Thoughts", "prose", tuple(told)),
        ),
    )


def portrait() -> Document:
    """The nurse with a photo."""
    return pictured(samples.nurse())


def pictured(document: Document) -> Document:
    """The document with a photo of its person."""
    picture = BytesIO()
    Image.linear_gradient("L").resize((120, 150)).convert("RGB").save(picture, "JPEG")
    photo = Photo(base64.b64encode(picture.getvalue()).decode(), f"{document.person.name}, smiling")
    return replace(document, person=replace(document.person, photo=photo))


def everything(layout: str) -> Document:
    """A document in which each field that can be printed holds a word of its own."""
    names = [f.name for f in fields(Entry) if f.type == "str" and f.name not in {"kind", "key", "url", "text"}]
    entry = Entry(
        "any",
        **{name: f"Q{name}" for name in names},
        date=PartialDate(2019, 5),
        url="https://qurl.example/",
        links=(Link("https://qlink.example", "Qnetwork"), Link("", username="Quser")),
        tags=("Qtag1", "Qtag2"),
        text="Qtext **Qbold** *Qitalic* [Qanchor](https://qhref.example)\n\n1. Qitem",
    )
    other = replace(entry, title="Qother", group="", text="", tags=())
    person = Person(
        **{name: f"P{name}" for name in ("name", "headline", "email", "phone", "address", "city", "region", "postal")},
        country="PT",
        nationality="Pnationality",
        date_of_birth="1990-03-05",
        url="https://purl.example",
        links=(Link("https://plink.example", "Pnetwork"),),
    )
    return Document(person, (Block("any", "Qblock", layout, (entry, replace(entry, title="Qsecond"), other)),))

"""What names or reaches a person is taken out of texts; what only looks like it stays where that can be told."""

from __future__ import annotations

import re
import time

import pytest

from letraz.document import Link, Person
from letraz.matching.asking.scrubbing import Scrubber

MARGARET = Person(
    name="Dr. Margaret O'Neil-Okafor",
    email="m.okafor@example.org",
    phone="+44 (0)113 496 0142",
    address="14 Beckett Row",
    postal="LS9 7TF",
    city="Leeds",
    url="https://okafor.example.org",
    links=(Link("https://github.com/mokafor", "GitHub", "mokafor"),),
)
SCRUB = Scrubber([MARGARET], ["Grace Hill", "grace@hill.example, 0113 496 0999"])


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Margaret O'Neil-Okafor ran the ward", "[name] ran the ward"),
        ("MARGARET'S ward", "[name]'S ward"),
        ("the Okafor method, by Margaret", "the [name] method, by [name]"),  # half of a double name
        ("Named by O'Neil-Okafor, M.", "Named by [name], M."),
        ("Dr. Margaret\nO'Neil-Okafor", "[name]"),
        ("Mentored by Grace Hill.", "Mentored by [name]."),
        ("write to m.okafor@example.org.", "write to [e-mail]."),
        ("(any.body+cv@mail.example.co.uk)", "([e-mail])"),
        ("see https://example.com/x?y=1, please", "see [link], please"),
        ("at okafor.example.org", "at [link]"),
        ("github.com/somebody/thing is mine", "[link] is mine"),
        ("as mokafor on GitHub", "as [name] on GitHub"),
        ("call 0113 496 0142", "call [number]"),
        ("call +441134960142 now", "call [number] now"),
        ("call 496-0142", "call [number]"),
        ("call (555) 010-9999 or 600 123 456", "call [number] or [number]"),
        ("lives at 14 Beckett Row, LS9 7TF", "lives at [address], [address]"),
        ("zero\u200bwidth Marga\u200bret", "zerowidth [name]"),
    ],
)
def test_it_is_taken_out(text: str, left: str) -> None:
    assert SCRUB(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "Ran an 18-bed unit of 74 nurses, budget £3.9 million, 2012 – 2016",
        "From 2016-04 to 2019-03, 2016-04-01 – 2019-03-31",
        "Sold 120.000.000 of 1,200,000,000 and € 250 000 000",
        "Node.js/Express, ASP.NET, CI/CD, TCP/IP, C++ and and/or",
        "ISO 9001:2015, 99.95 %, 3:1, 24/7",
        "margaret in small letters is a word like any other",
        "Leeds",
        "@decorators and a@b",
    ],
)
def test_it_stays(text: str) -> None:
    assert SCRUB(text) == text


@pytest.mark.parametrize("name", ["王小明", "محمد الهاشمي", "Łukasz Żółć", "José María Núñez", "Ng"])
def test_names_of_every_script(name: str) -> None:
    scrub = Scrubber([Person(name=name)])
    assert name.split(maxsplit=1)[0] not in scrub(f"写 {name} 写了, by {name}.")


def test_names_without_their_accents() -> None:
    assert Scrubber([Person(name="José Núñez")])("Jose NUNEZ wrote it") == "[name] wrote it"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Zofia Nowak-Kowalska", "NOWAK, Kowalska, Nowak–Kowalska, zofia nowak-kowalska"),
        ("Paweł Łęcki", "Pawel Lecki, PAWEL ŁĘCKI"),
        ("Jörg Müller", "Joerg Mueller, Jorg MULLER"),
        ("Søren Bøgh", "Soren Bogh, Soeren BOEGH"),
    ],
)
def test_names_as_people_and_machines_write_them(name: str, said: str) -> None:
    assert re.sub(r"[\s,–-]|\[name\]", "", Scrubber([Person(name=name)])(said)) == ""


def test_an_address_without_its_accents() -> None:
    scrub = Scrubber([Person(address="ul. Długa 5/7")])
    assert scrub("at ul. Dluga 5/7, Długa 5/7") == "at [address], [address]"


def test_nobody_is_nobody() -> None:
    assert Scrubber([Person()])("Everything stays, 2019.") == "Everything stays, 2019."


@pytest.mark.parametrize("text", ["a" * 200_000, "1" * 200_000, "1 " * 100_000, "a@" * 100_000, "a." * 100_000 + "/",
                                  "+(" * 100_000, "Margaret " * 20_000, "Dr. " * 50_000])  # fmt: skip
def test_it_takes_no_longer_than_the_text_is_long(text: str) -> None:
    began = time.monotonic()
    SCRUB(text)
    assert time.monotonic() - began < 2

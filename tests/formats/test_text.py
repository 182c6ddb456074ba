"""Plain text, as it lands in the box of a web form."""

from __future__ import annotations

import pytest
from hypothesis import given

from letraz.dates import PartialDate
from letraz.document import Block, Document, Entry, Link, Person
from letraz.formats import FORMATS
from letraz.formats._wrap import COLUMNS, width, wrapped
from letraz.formats.text import sections
from tests import samples, strategies


def text(document: Document) -> str:
    return FORMATS["text"].write(document, {}).decode()


def part(document: Document, heading: str) -> str:
    """What stands under a heading."""
    return text(document).split(f"{heading}\n{'-' * width(heading)}\n")[1].split("\n\n\n")[0].rstrip()


def of(layout: str, *entries: Entry) -> Document:
    return Document(blocks=(Block("x", "X", layout, entries),))


def test_the_head() -> None:
    assert text(samples.nurse()).startswith(
        "Zofia Nowak\nRegistered Nurse, BSN\n"
        "Tacoma, Washington | (253) 555-0142 | zofia.nowak@example.org\nhttps://example.org/zofia\n\n\nSummary\n-------\n"
    )


def test_each_section_by_itself() -> None:
    found = sections(samples.nurse())
    assert [title for title, _ in found][:3] == ["", "Summary", "Licences and certificates"]
    assert found[0][1].splitlines()[0] == "Zofia Nowak"
    assert dict(found)["Experience"] == part(samples.nurse(), "Experience")


def test_a_section_that_is_hidden_or_empty_is_none() -> None:
    blocks = (Block("x", "Hidden", entries=(Entry("x", title="T"),), hidden=True), Block("x", "Empty"))
    assert sections(Document(Person(), blocks)) == []


def test_an_entry_stands_by_itself() -> None:
    first, second = part(samples.nurse(), "Experience").split("\n\n")[:2]
    assert first.splitlines()[:5] == [
        "Registered Nurse, Step-Down Unit",
        "Lakeview Community Hospital, Tacoma (full time)",
        "Mar 2021 – Present",
        "- Care for four or five step-down patients a shift, most of them on",
        "  telemetry, many on BiPAP or high-flow oxygen after surgery.",
    ]
    assert second.startswith("Registered Nurse, Surgical Floor\n")


def test_a_company_is_named_with_each_of_its_roles() -> None:
    assert part(samples.nurse(), "Experience").count("Cedar Grove Care Home, Olympia") == 2


def test_lines_are_lines() -> None:
    assert part(samples.nurse(), "Licences and certificates").splitlines() == [
        "Registered Nurse licence, State of Washington, Jul 2018 – Jul 2027",
        "Advanced Cardiovascular Life Support (ACLS), Mar 2026",
        "Basic Life Support (BLS), Mar 2026",
    ]


def test_skills_are_a_line_a_group() -> None:
    assert part(samples.nurse(), "Skills").splitlines()[-1] == "Systems: Epic (advanced), Pyxis, Alaris pumps"
    assert part(samples.nurse(), "Languages").startswith("Polish (first language), English (fluent)")


@pytest.mark.parametrize(
    ("entry", "line"),
    [
        (Entry("x", title="Web", tags=("HTML", "CSS")), "Web: HTML, CSS"),
        (Entry("x", title="Web", level="expert", tags=("CSS",)), "Web (expert): CSS"),
        (Entry("x", title="Web", group="Code", level="expert", tags=("CSS",)), "Code: Web (expert; CSS)"),
        (Entry("x", title="Web", text="Long."), "Web\nLong."),
        (Entry("x", tags=("CSS",)), "CSS"),
    ],
)
def test_tags(entry: Entry, line: str) -> None:
    assert part(of("tags", entry), "X") == line


def test_addresses_of_links_are_spelled_out() -> None:
    entry = Entry(
        "x", title="T", text="See [this](https://example.org).", links=(Link("https://a.example", "GitHub", "me"),)
    )
    assert part(of("timeline", entry), "X") == "T\nSee this (https://example.org).\nGitHub me: https://a.example"


def test_it_speaks_the_language_of_the_resume() -> None:
    document = Document(
        Person("Ida", nationality="polnisch", date_of_birth="1990-02-03", country="PL"),
        (
            Block(
                "x",
                "Arbeit",
                entries=(Entry("x", title="T", dates=samples.lasting("2020-03", "now"), note="full_time"),),
            ),
        ),
        language="de",
    )
    assert "Polen\nStaatsangehörigkeit: polnisch\nGeboren: 3. Feb. 1990\n" in text(document)
    assert part(document, "Arbeit") == "T\nVollzeit\nMärz 2020 – heute"


def test_a_birthday_that_is_no_date_is_printed_as_it_is() -> None:
    assert "Born: in spring" in text(Document(Person("A", date_of_birth="in spring")))


def test_a_date_alone() -> None:
    assert part(of("timeline", Entry("x", title="T", date=PartialDate(2020))), "X") == "T\n2020"


@given(strategies.documents())
def test_no_line_is_too_long_but_for_one_word(document: Document) -> None:
    for line in text(document).splitlines():
        assert width(line) <= COLUMNS or " " not in line.strip() or _is_address(line)


def _is_address(line: str) -> bool:
    return "http" in line


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("", []),
        ("  ", []),
        ("a\n\nb", ["a", "", "b"]),
        ("x" * 100, ["x" * 100]),
        ("y " + "x" * 100 + " y", ["y", "x" * 100, "y"]),
        ("目録の作成。" * 8, ["目録の作成。" * 6, "目録の作成。" * 2]),
        ("目" * 36 + "。目", ["目" * 35, "目。目"]),
        ("目" * 35 + "「目」", ["目" * 35, "「目」"]),
        ("한국어 " * 14, [" ".join(["한국어"] * 10), " ".join(["한국어"] * 4)]),
        ("नमस्ते " * 20, None),
        ("e\u0301" * 72, ["e\u0301" * 72]),
        ("a\u00a0" * 50 + "b", ["a\u00a0" * 50 + "b"]),
    ],
)
def test_lines_are_cut_by_what_they_take_on_a_screen(source: str, lines: list[str] | None) -> None:
    found = list(wrapped(source))
    assert all(width(line) <= COLUMNS or " " not in line for line in found)
    assert lines is None or found == lines


def test_what_follows_hangs() -> None:
    assert list(wrapped("word " * 20, "- ", "  "))[1].startswith("  word")


@pytest.mark.parametrize("document", [samples.arabic(), samples.hebrew(), samples.chinese(), samples.world()])
def test_scripts_keep_their_letters(document: Document) -> None:
    found = text(document)
    assert document.person.name in found
    assert "\ufffd" not in found
    assert "\u2068" not in found

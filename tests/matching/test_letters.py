"""The skeleton of a letter: the person's own lines for what is asked, and nothing that the gate would stop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from letraz.document import Block, Document, Entry
from letraz.matching import gate
from letraz.matching.change import LETTER_PARAGRAPH, Change
from letraz.matching.evidence import match
from letraz.matching.letters import MOST, skeleton
from letraz.matching.posting import CONDITION, DUTY, NICE, Requirement
from tests.people import ALL

JOB = {"title": "Staff nurse", "company_name": "Harborview"}


def resume(*points: str, language: str = "en", hidden: bool = False) -> Document:
    text = "\n".join(f"- {point}" for point in points)
    post = Entry("experience", title="Nurse", subtitle="Lakeview", group="Lakeview", text=text, key="i1", hidden=hidden)
    skill = Entry("skills", title="Epic", group="Systems", key="i2")
    return Document(blocks=(Block("experience", "Experience", entries=(post,)),
                            Block("skills", "Skills", "tags", (skill,))), language=language)  # fmt: skip


def paragraphs(document: Document, *asked: Requirement) -> list[Change]:
    return skeleton(document, match(asked, document, today=date(2026, 11, 3)), JOB)


def texts(document: Document, *asked: str) -> list[str]:
    return [one.new for one in paragraphs(document, *map(Requirement, asked))]


def stopped(document: Document, changes: Sequence[Change], *asked: str) -> list[str]:
    facts = (JOB["title"], JOB["company_name"], *asked)
    verdicts = (gate.check(one, document, record=document, posting=facts) for one in changes)
    return [problem.says for verdict in verdicts for problem in verdict.problems]


def test_a_deed_is_told_in_the_first_person() -> None:
    found = paragraphs(resume("Titrated vasoactive infusions on nights"), Requirement("Vasoactive infusions."))
    assert [one.new for one in found] == [
        "I am applying for the position of Staff nurse at Harborview.",
        "You ask for “Vasoactive infusions”. At Lakeview, I titrated vasoactive infusions on nights.",
        "I would be glad to tell you more.",
    ]
    assert [one.target for one in found] == ["1", "2", "3"]
    assert {one.kind for one in found} == {LETTER_PARAGRAPH}
    assert (found[1].evidence, found[1].requirements) == (("i1.0",), ("Vasoactive infusions.",))


@pytest.mark.parametrize(
    ("point", "said"),
    [
        ("Led rounds on infusions. Taught them.", "At Lakeview, I led rounds on infusions. I taught them."),
        ("Ran infusions. Wrote the guide to them", "At Lakeview, I ran infusions. I wrote the guide to them."),
        ("Certified nurse for infusions", ": Certified nurse for infusions."),
        ("Trained in infusions", ": Trained in infusions."),
        ("Manage infusions", ": Manage infusions."),
        ("Infusions, sepsis!", ": Infusions, sepsis!"),
        ("Titrated", None),
    ],
)
def test_only_a_deed_gets_an_i(point: str, said: str | None) -> None:
    """Red when any first word in -ed counts as a deed: “I certified nurse for infusions”."""
    found = texts(resume(point), "Infusions")[1:-1]
    assert [one.endswith(said) for one in found] == [True] if said else found == []


def test_what_must_be_comes_first_and_each_line_serves_once() -> None:
    document = resume("Gave infusions", "Ran sepsis drills", "Taught wound care", "Kept the stock")
    must = map(Requirement, ("Sepsis drills", "Wound care", "Infusions"))
    others = [("Infusions", DUTY), ("Shifts", CONDITION), ("Sepsis drills", NICE)]
    asked = [Requirement("Stock", NICE), *must, *(Requirement(*one) for one in others)]
    found = paragraphs(document, *asked)[1:-1]
    assert len(found) == MOST
    assert {one.requirements for one in found} == {("Sepsis drills",), ("Wound care",), ("Infusions",)}
    assert len({one.evidence for one in found}) == MOST
    assert {one.requirements[0] for one in paragraphs(document, asked[0])[1:-1]} == {"Stock"}


def test_what_is_hidden_missing_or_says_no_more_is_not_told() -> None:
    assert len(texts(resume("Gave infusions", hidden=True), "Infusions")) == 2
    assert len(texts(resume("Gave infusions"), "Welding")) == 2
    assert len(texts(resume("Gave infusions"), "Epic")) == 2, "“You ask for Epic: Epic.” says nothing"


def test_in_another_language_stand_only_the_person_s_lines() -> None:
    assert texts(resume("Gab Infusionen", language="de"), "Infusionen") == ["Gab Infusionen"]


def test_a_job_without_a_name_is_not_named() -> None:
    document = resume()
    assert [one.new for one in skeleton(document, match((), document, today=date(2026, 11, 3)), {})] == [
        "I would be glad to tell you more."
    ]


def test_a_long_or_quoted_requirement_is_quoted_short() -> None:
    asked = "“Infusions” and\n" + "many other things that a nurse on this ward does every day " * 5
    (said,) = texts(resume("Gave infusions, ran many other things on a ward that a nurse does every day"), asked)[1:-1]
    quoted = said.split("“")[1].split("”")[0]
    assert quoted.startswith("‘Infusions’ and many")
    assert quoted.endswith("…")
    assert len(quoted) < 165


@pytest.mark.parametrize("name", ALL)
def test_the_gate_lets_it_pass_for_everybody(name: str) -> None:
    """Each entry of each person asked for in its own words: nineteen of twenty pass, whatever a title says.

    What the gate takes for more than was said ("strength and shape" for shaping) is not proposed.
    """
    document, told, wrong = ALL[name](), 0, list[str]()
    for block in document.visible().blocks:
        for entry in block.entries:
            asked = [text for text in (entry.title, entry.subtitle) if text]
            only = replace(document, blocks=(replace(block, entries=(entry,)),))
            found = paragraphs(only, *map(Requirement, asked))
            told += len(found)
            wrong += stopped(document, [replace(one, evidence=()) for one in found], *asked)
    assert told > 40
    assert len(wrong) * 20 <= told, wrong

"""Headings, lists, squashed text, clauses and their levels."""

from __future__ import annotations

import pytest

from letraz.matching.reading.levels import clauses
from letraz.matching.reading.plain import LIMIT, plain
from letraz.matching.reading.segments import segments, sentences
from letraz.matching.reading.squashed import unsquashed


def kinds(text: str) -> list[tuple[str, str]]:
    return [(one.kind, one.text) for one in segments(plain(text))]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Requirements", "must"),
        ("WHAT WE NEED FROM YOU", "must"),
        ("**Essential criteria**", "must"),
        ("## Who you are", "must"),
        ("You:", "must"),
        ("Ihr Profil", "must"),
        ("Profil recherché", "must"),
        ("Nice to have", "nice"),
        ("What would delight us", "nice"),
        ("Bonus if you:", "nice"),
        ("Mile widziane", "nice"),
        ("Key responsibilities:", "duty"),
        ("What you'll be up to:", "duty"),
        ("Funciones", "duty"),
        ("Physical demands", "condition"),
        ("The small print", "condition"),
        ("WHAT YOU'LL GET", "benefit"),
        ("Why Riverbend?", "benefit"),
        ("About us", "about"),
        ("How to apply", "apply"),
        ("Equal opportunity", "legal"),
    ],
)
def test_a_heading_says_what_is_under_it(heading: str, kind: str) -> None:
    assert kinds(f"Nurse\n\nFirst words.\n\n{heading}\n• one thing\n• another thing")[-1] == (kind, "another thing")


@pytest.mark.parametrize("bullet", ["•", "–", "-", "*", "·", "▪", "o", "1.", "✓", "\uf0b7 •"])
def test_bullets_of_all_kinds(bullet: str) -> None:
    found = segments(plain(f"Cook\n\nRequirements\n{bullet} Knife skills\n{bullet} Allergen training"))
    assert [(one.text, one.bullet) for one in found[1:]] == [("Knife skills", True), ("Allergen training", True)]


def test_a_line_of_an_unbulleted_list_is_no_heading() -> None:
    found = kinds(
        "Lab technician\n\nEssential\nExperience of a LIMS\nGood IT skills\n\nDesirable\nTraining new starters"
    )
    assert found[1:] == [
        ("must", "Experience of a LIMS"),
        ("must", "Good IT skills"),
        ("nice", "Training new starters"),
    ]


def test_what_divides_a_desirable_list_stays_desirable() -> None:
    found = kinds("Clerk\n\nDesirable criteria\n\nQualifications\n- A degree\n\nSkills\n- Welsh")
    assert found[1:] == [("nice", "A degree"), ("nice", "Welsh")]


def test_a_fact_with_a_label_opens_no_section() -> None:
    found = kinds("Clerk\nSalary: £24,000 a year\nReference: 12\nSome words about the work.")
    assert found[-1] == ("head", "Some words about the work.")


def test_prose_after_a_list_belongs_to_none() -> None:
    found = kinds("Clerk\n\nRequirements\n- Excel\n- French\n\nHarrow is an equal opportunity employer.")
    assert found[-1][0] == ""


def test_a_wrapped_point_is_one() -> None:
    assert kinds("Clerk\n\nRequirements\n- Excel, with\npivot tables\n- French")[1] == (
        "must",
        "Excel, with pivot tables",
    )


def test_a_squashed_paste_is_taken_apart() -> None:
    text = (
        "Welder wantedAbout usWe build gates and railings for half the county, and have since 1962. The roleYou join a "
        "crew of four.Requirements3+ years of weldingForklift licenceClear English; Polish a plusNice to haveJavaScript"
    )
    lines = unsquashed(plain(text))
    assert "About us" in lines
    assert "Requirements" in lines
    assert "3+ years of welding" in lines
    assert any("JavaScript" in line for line in lines)


def test_headings_and_points_within_a_long_line() -> None:
    text = (
        "Warehouse lead at Bluefin. We supply restaurants with frozen fish. Responsibilities: - Plan picking - Train "
        "new hires - Keep stock right Requirements: - 3 years in a warehouse - Forklift licence - Basic Excel"
    )
    found = kinds(f"Warehouse lead\n{text}")
    assert ("duty", "Train new hires") in found
    assert ("must", "Forklift licence") in found


def test_sentences_do_not_end_at_abbreviations() -> None:
    assert sentences("Grow e.g. E. coli. Then count it.") == ["Grow e.g. E. coli.", "Then count it."]
    assert sentences("Closes on 15. Januar 2027. Danach nicht.") == ["Closes on 15. Januar 2027.", "Danach nicht."]


def test_plain_text_has_no_odd_signs() -> None:
    assert plain("a\u00a0b\u200b\u202e c\r\n\r\n\r\n\r\nd &amp; eâ€™s  \t f") == "ab c\n\nd & e’s f".replace(
        "ab", "a b"
    )
    assert len(plain("word " * 400_000)) <= LIMIT


@pytest.mark.parametrize(
    ("line", "base", "expected"),
    [
        ("OSHA 10 required, OSHA 30 preferred", "must", [("OSHA 10 required", "must"), ("OSHA 30 preferred", "nice")]),
        ("OSHA 10 (OSHA 30 preferred)", "must", [("OSHA 10", "must"), ("OSHA 30 preferred", "nice")]),
        ("Docker is a must, Kubernetes a plus", "must", [("Docker is a must", "must"), ("Kubernetes a plus", "nice")]),
        ("Clear English; Spanish a plus", "must", [("Clear English", "must"), ("Spanish a plus", "nice")]),
        (
            "Solid knowledge of databases, ideally PostgreSQL",
            "must",
            [("Solid knowledge of databases", "must"), ("ideally PostgreSQL", "nice")],
        ),
        (
            "Strong Excel is essential and Sage experience is desirable",
            "must",
            [("Strong Excel is essential", "must"), ("Sage experience is desirable", "nice")],
        ),
        ("SQL, Python and R preferred", "must", [("SQL, Python and R preferred", "nice")]),
        ("Forklift licence (preferred)", "must", [("Forklift licence (preferred)", "nice")]),
        ("First aid certificate (D)", "must", [("First aid certificate (D)", "nice")]),
        ("First aid certificate (E)", "nice", [("First aid certificate (E)", "must")]),
        ("Several years (four or more) of it", "must", [("Several years (four or more) of it", "must")]),
        ("German is nice to have but not required", "must", [("German is nice to have but not required", "nice")]),
        ("Move stock as required", "duty", [("Move stock as required", "duty")]),
        ("Must pass a drug and alcohol test", "must", [("Must pass a drug and alcohol test", "condition")]),
        ("Able to lift 50 lb", "must", [("Able to lift 50 lb", "condition")]),
        ("Experience of night shifts", "must", [("Experience of night shifts", "must")]),
        (
            "Full driving licence and access to a car",
            "must",
            [("Full driving licence and access to a car", "condition")],
        ),
        ("Full driving licence", "must", [("Full driving licence", "must")]),
        ("Monday to Friday, from 4am", "duty", [("Monday to Friday, from 4am", "condition")]),
    ],
)
def test_levels_of_lines_and_of_clauses(line: str, base: str, expected: list[tuple[str, str]]) -> None:
    assert [(one.text, one.level) for one in clauses(line, base)] == expected

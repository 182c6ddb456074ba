"""What a resume shows of a requirement: lines looked up, years and degrees counted, the person's answer before both."""

from __future__ import annotations

from datetime import date

import pytest

from letraz.dates import Duration, PartialDate
from letraz.document import Block, Document, Entry
from letraz.matching.evidence import match
from letraz.matching.finding import CHECK, MISSING, NOT_TRUE, PARTLY, POSSIBLY, SHOWN, Answer, Finding
from letraz.matching.posting import CONDITION, MUST, Requirement

TODAY = date(2026, 11, 25)


def job(title: str, company: str, start: str, end: str, text: str, key: str) -> Entry:
    dates = Duration(PartialDate.parse(start), PartialDate.parse(end) if end else None, not end)
    values = {"job_title": title, "company_name": company, "description": text}
    return Entry("experience", values, title=title, subtitle=company, dates=dates, text=text, key=key)


WARD = "- Titrated heparin on an acute care ward\n- Taught k8s"
NURSE = Document(
    blocks=(
        Block(
            "experience",
            "Experience",
            entries=(
                job("Registered Nurse", "Lakeview", "2021-03", "", WARD, "i1"),
                job("Registered Nurse", "St. Brigid", "2020-01", "2021-06", "- Acute care on nights", "i2"),
                job("Shop assistant", "Oakes", "2015-01", "2019-12", "- Sold bread", "i3"),
            ),
        ),
        Block(
            "education",
            "Education",
            entries=(
                Entry("education", {"degree": "BSN", "institution_name": "Western"}, title="BSN, Nursing", key="i4"),
            ),
        ),
        Block(
            "languages",
            "Languages",
            "tags",
            (Entry("languages", {"language": "Spanish"}, title="Spanish", level="basic", key="i5"),),
        ),
        Block(
            "certifications",
            "Certificates",
            "lines",
            (Entry("certifications", {"name": "ACLS", "expires": "2024-03"}, title="ACLS", key="i6"),),
        ),
    )
)  # fmt: skip


def found(text: str, level: str = MUST, answer: Answer | None = None) -> Finding:
    answers = {text: answer} if answer else {}
    return match([Requirement(text, level)], NURSE, today=TODAY, answers=answers).findings[0]


def test_years_are_counted_once_where_jobs_overlap() -> None:
    """January 2020 to November 2026 is 83 months, though the two jobs together ran for 87."""
    one = found("At least two years in acute care")
    assert (one.state, one.working) == (SHOWN, "6 y 11 m from 2 jobs, overlap counted once: Lakeview, St. Brigid.")


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("7+ years of acute care experience", PARTLY),
        ("Six years in acute care", SHOWN),
        ("10 years of acute care", PARTLY),
        ("40 years of acute care", MISSING),
    ],
)
def test_too_few_years_are_partly_or_not_shown(text: str, state: str) -> None:
    assert found(text).state == state


@pytest.mark.parametrize(
    "text",
    ["Children aged 3 to 5 years", "You are 18 years or older", "Patients of 65 years and over", "Age: 21 years"],
)
def test_an_age_is_no_experience(text: str) -> None:
    one = found(text)
    assert one.state != SHOWN
    assert one.working == ""


def test_a_contract_of_two_years_asks_for_no_experience() -> None:
    assert "y " not in found("2 year fixed-term contract on an acute care ward").working


def test_an_overlap_is_told_where_there_is_one() -> None:
    assert "overlap" not in found("Two years of selling bread").working


def test_years_in_what_no_job_says_are_not_shown() -> None:
    one = found("Three years of underwater welding")
    assert one.state != SHOWN
    assert "no job of yours says" in one.working


def test_a_higher_degree_shows_a_lower_one_and_not_the_other_way() -> None:
    assert found("Bachelor of Science in Nursing").state == SHOWN
    assert found("Master's degree in nursing").state != SHOWN


def test_a_language_needs_its_level() -> None:
    assert found("Fluent Spanish").state == PARTLY
    assert found("Basic Spanish").state == SHOWN
    assert found("Fluent German").state == MISSING


def test_another_name_of_a_thing_shows_it_and_the_words_are_marked() -> None:
    one = found("Kubernetes")
    assert one.state == SHOWN
    line = one.evidence[0]
    assert [line.line.text[slice(*span)] for span in line.spans] == ["k8s"]


def test_a_certificate_that_ended_is_partly_shown() -> None:
    one = found("ACLS certification")
    assert (one.state, one.working) == (PARTLY, "It ended in 2024-03.")


def test_what_nothing_says_is_missing() -> None:
    assert found("CCRN").state == MISSING


def test_a_condition_is_not_looked_up() -> None:
    assert found("Lift 50 lb", CONDITION).state == CHECK


def test_the_person_s_yes_counts_as_long_as_the_line_says_the_same() -> None:
    yes = Answer("yes", "i3.0", "Sold bread")
    assert found("Retail experience", answer=yes).state == SHOWN
    assert found("Retail experience", answer=Answer("yes", "i3.0", "Sold cake")).state != SHOWN


def test_the_person_s_no_takes_the_line_away() -> None:
    assert found("Titration of heparin").evidence[0].line.at == "i1.0"
    no = Answer("no", "i1.0", "Titrated heparin on an acute care ward")
    assert all(one.line.at != "i1.0" for one in found("Titration of heparin", answer=no).evidence)


def test_not_true_for_me_leaves_the_count() -> None:
    asked = [Requirement("CCRN"), Requirement("Kubernetes")]
    match_ = match(asked, NURSE, today=TODAY, answers={"CCRN": Answer("not_true")})
    assert match_.findings[0].state == NOT_TRUE
    assert (match_.tally().shown, match_.tally().asked) == (1, 1)


def test_any_of_the_alternatives_will_do() -> None:
    assert found("Container platforms such as Nomad, Kubernetes or Mesos").state in (SHOWN, PARTLY)
    assert found("Nomad or Kubernetes").state == SHOWN
    assert found("Terraform and Kubernetes").state in (PARTLY, POSSIBLY)


def test_an_empty_resume_shows_nothing() -> None:
    one = match([Requirement("Kubernetes"), Requirement("5 years of nursing")], Document(), today=TODAY)
    assert {finding.state for finding in one.findings} == {MISSING}

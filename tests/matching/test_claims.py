"""Each rule of the gate finds its own: they stand behind each other, so the tables alone would not miss one."""

from __future__ import annotations

import pytest

from letraz.matching.gate import check_text


@pytest.mark.parametrize(
    ("rule", "new", "old"),
    [
        ("shape", "Wrote <b>reports</b>", "Wrote reports"),
        ("shape", "Wrote re\u200bports", "Wrote reports"),
        ("shape", "Wrote reports\nLed teams", "Wrote reports"),
        ("number", "Wrote 7 reports", "Wrote reports"),
        ("number", "Wrote reports daily", "Wrote reports weekly"),
        ("number", "Wrote 7 reports for 2 banks", "Wrote 2 reports for 7 banks"),
        ("magnitude", "Wrote dozens of reports", "Wrote reports"),
        ("magnitude", "Wrote most of the reports", "Wrote reports"),
        ("name", "Wrote reports for Siemens", "Wrote reports"),
        ("name", "Wrote reports for the CFO", "Wrote reports"),
        ("skill", "Wrote reports in kafka", "Wrote reports"),
        ("skill", "Wrote reports in spanish", "Wrote reports"),
        ("rare", "Wrote gazebos", "Wrote reports"),
        ("risk", "Wrote global reports", "Wrote reports"),
        ("risk", "Wrote certified reports", "Wrote reports"),
        ("verb", "Wrote reports", "Helped to write reports"),
        ("verb", "Managed reports", "Wrote reports"),
        ("verb", "Wrote reports", "Did not write reports"),
        ("verb", "Approved reports", "Wrote reports for approval"),
        ("added", "Wrote court reports", "Wrote reports"),
    ],
)
def test_a_rule_finds_its_own(rule: str, new: str, old: str) -> None:
    assert rule in {problem.rule for problem in check_text("rewrite_bullet", new, [old]).problems}


@pytest.mark.parametrize("new", ["Kafka", "Report writing in Kafka"])
def test_a_skill_that_no_line_shows_is_unproven(new: str) -> None:
    (problem,) = check_text("add_skill", new, ["Wrote reports"]).problems
    assert problem.rule == "unproven"


def test_a_letter_cannot_point_at_what_is_asked() -> None:
    posting = ["Nurse", "St. Brigid Hospital", "ACLS required"]
    verdict = check_text("letter_paragraph", "You ask for ACLS, which I have.", ["Gave medication"], posting=posting)
    assert "unproven" in {problem.rule for problem in verdict.problems}

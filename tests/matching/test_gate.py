"""The claim gate: its tables, the changes of a whole resume, and what a verdict shows."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from benchmarks.matching.gate import HALVES, NEVER_MISSED, SET_ASIDE, TUNING, cases, judge, report, totals
from letraz.document import Block, Document, Entry
from letraz.matching.change import KINDS, Change, Verdict, mark_of
from letraz.matching.gate import check, check_text, facts
from letraz.matching.gate.targets import SECTIONS, basis
from letraz.matching.lines import lines, texts
from tests.samples import lasting, nurse, role, skill, skills, summary, timeline

BULLET = "rewrite_bullet"


# --- the tables -------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", [case for kind, case in cases(TUNING) if kind == "attack"], ids=lambda c: c["name"])
def test_every_attack_of_the_tuning_half_is_blocked(case: Mapping[str, Any]) -> None:
    verdict = judge(case)
    assert not verdict.passes
    assert all(problem.says.endswith((".", "?")) for problem in verdict.problems)


@pytest.mark.parametrize("half", HALVES)
def test_honest_rewrites_pass(half: str) -> None:
    right, every = totals(report(half))["honest"]
    assert right >= 0.9 * every


@pytest.mark.parametrize("half", HALVES)
def test_facts_are_never_invented(half: str) -> None:
    """Not one miss in the classes of hard facts, in the unseen half too. Only counts are told."""
    missed = {name: all_ - right for kind, name, right, all_ in report(half) if kind == "attack" and right < all_}
    assert not NEVER_MISSED & missed.keys(), missed


def test_nearly_every_other_attack_of_the_unseen_half_is_blocked() -> None:
    right, every = totals(report(SET_ASIDE))["attack"]
    assert right >= 0.95 * every


# --- what a verdict shows ---------------------------------------------------------------------------


def said(verdict: Verdict, text: str) -> list[str]:
    return [text[start:end] for start, end in verdict.unsaid]


def test_words_that_no_fact_has_are_marked() -> None:
    new = "Built 14 reports in Kafka for the planners"
    verdict = check_text(BULLET, new, ["Made 12 reports for planners"])
    assert said(verdict, new) == ["Built", "14", "Kafka"]


def test_numbers_and_other_spellings_are_said() -> None:
    new = "Moved 14 services to Kubernetes each week"
    assert not check_text(BULLET, new, ["Moves fourteen services to k8s weekly"]).unsaid


def test_what_the_person_attests_is_a_fact() -> None:
    new, entry = "Trained 12 nurses in Epic", ["Trained nurses"]
    assert not check_text(BULLET, new, entry).passes
    assert check_text(BULLET, new, entry, attested=["Trained 12 nurses in Epic at the clinic"]).passes


def test_a_problem_names_its_words() -> None:
    (problem,) = check_text(BULLET, "Trained 12 nurses", ["Trained nurses"]).problems
    assert (problem.rule, problem.words, problem.says) == ("number", ("12",), "Your record does not say “12”.")


@pytest.mark.parametrize(
    ("new", "old", "rule"),
    [
        ("Trained nurses", "Trained 12 nurses", "dropped"),
        ("Wrote reports, sent reports, kept reports", "Wrote, sent and kept reports", "repeated"),
        ("Created dashboards for planners", "Made some charts and dashboards for the planners", None),
    ],
)
def test_warnings(new: str, old: str, rule: str | None) -> None:
    verdict = check_text(BULLET, new, [old])
    assert verdict.passes
    assert [warning.rule for warning in verdict.warnings] == ([rule] if rule else [])


def test_much_new_is_warned_of() -> None:
    verdict = check_text(BULLET, "Composed articles regularly", ["Wrote texts often"])
    assert "new_words" in [warning.rule for warning in verdict.warnings]


def test_unknown_kinds_are_refused() -> None:
    assert not check_text("rewrite_employer", "Tidewell", ["Tidewell"]).passes


# --- changes of a resume ----------------------------------------------------------------------------


def resume(language: str = "en") -> Document:
    text = "- Gave medication and kept the charts\n- Trained 4 nurses in wound care\n- Moved records to Epic"
    first = replace(role("Staff Nurse", "Marien Clinic", dates=lasting("2018", "2022"), text=text), key="i1")
    other = replace(
        role("Camp Helper", "Ferienwerk", dates=lasting("2015", "2015"), text="- Looked after 20 children"), key="i2"
    )
    about = replace(summary("Nurse who likes surgical wards."), key="s1")
    about = replace(about, entries=tuple(replace(entry, key="i0") for entry in about.entries))
    known = replace(skills(replace(skill("Triage"), key="i3")), key="s3")
    work = replace(timeline("experience", "Experience", first, other), key="s2")
    return Document(blocks=(about, work, known), language=language)


def judged(document: Document, kind: str, target: str, new: str = "", **more: Any) -> Verdict:
    based_on = mark_of(basis(kind, target, document))
    return check(Change(kind, target, new, **{"based_on": based_on, **more}), document, record=document)


def test_a_bullet_may_say_what_its_entry_says() -> None:
    new = "Kept the charts and gave medication at Marien Clinic"
    assert judged(resume(), BULLET, "i1.0", new).passes
    new = "Kept charts, gave medication and trained 4 nurses"
    assert not judged(resume(), BULLET, "i1.0", new).passes
    assert judged(resume(), BULLET, "i1.0", new, evidence=("i1.1",)).passes


def test_dates_of_an_entry_are_facts_of_it() -> None:
    assert judged(resume(), BULLET, "i1.0", "Gave medication and kept the charts from 2018 to 2022").passes
    assert not judged(resume(), BULLET, "i1.0", "Gave medication and kept the charts from 2015 to 2022").passes


@pytest.mark.parametrize(
    ("kind", "target", "more"),
    [
        (BULLET, "i1.9", {}),
        (BULLET, "i9.0", {}),
        (BULLET, "i1", {}),
        (BULLET, "i1.0", {"based_on": mark_of("what it was")}),
        (BULLET, "i1.0", {"based_on": ""}),
        (BULLET, "i1.0", {"evidence": ("i2.0",)}),
        (BULLET, "i1.0", {"evidence": ("i1.9",)}),
        ("rewrite_summary", "i1.0", {}),
        ("rewrite_title", "i1", {}),
        ("add_skill", "s2", {"evidence": ("i1.1",)}),
        ("add_skill", "s3", {}),
    ],
)
def test_wrong_ids_are_refused(kind: str, target: str, more: Mapping[str, Any]) -> None:
    (problem,) = judged(resume(), kind, target, "Gave medication", **more).problems
    assert problem.rule == "ids"


@pytest.mark.parametrize(
    ("target", "order", "passes"),
    [
        ("i1", ("2", "0", "1"), True),
        ("i1", ("2", "0"), False),
        ("i1", ("2", "0", "0"), False),
        ("s2", ("i2", "i1"), True),
        ("s2", ("i2", "i3"), False),
        (SECTIONS, ("s2", "s1", "s3"), True),
        (SECTIONS, ("s2", "s1"), False),
        ("s9", ("i2", "i1"), False),
    ],
)
def test_a_reorder_is_a_permutation(target: str, order: tuple[str, ...], passes: bool) -> None:
    assert judged(resume(), "reorder", target, order=order).passes is passes


@pytest.mark.parametrize(
    ("kind", "target", "passes"),
    [
        ("hide", "i1.0", True),
        ("hide", "i2.0", False),
        ("hide", "i2", True),
        ("hide", "i3", False),
        ("hide", "s3", True),
        ("hide", "i9", False),
        ("show", "i2", True),
        ("show", "i9", False),
        ("show", "s9", False),
    ],
)
def test_hiding_leaves_no_empty_section(kind: str, target: str, passes: bool) -> None:
    assert judged(resume(), kind, target).passes is passes


def test_hiding_the_last_visible_entry_is_refused() -> None:
    document = resume().map_entries(lambda entry: replace(entry, hidden=entry.key == "i2"))
    assert not judged(document, "hide", "i1").passes


def test_a_skill_is_added_where_a_line_shows_it() -> None:
    assert judged(resume(), "add_skill", "s3", "Wound care", evidence=("i1.1",)).passes
    assert judged(resume(), "add_skill", "", "Epic", evidence=("i1.2",)).passes
    assert not judged(resume(), "add_skill", "s3", "Wound care", evidence=("i1.0",)).passes


def test_a_summary_may_say_what_any_entry_says() -> None:
    assert judged(resume(), "rewrite_summary", "i0.0", "Nurse who trained 4 nurses in wound care.").passes
    assert not judged(resume(), "rewrite_summary", "i0.0", "Nurse who trained 20 nurses in wound care.").passes
    assert not judged(resume(), "rewrite_summary", "i0.0", "Nurse who gave 20 children medication.").passes


def test_a_letter_may_name_the_job() -> None:
    new = "Your team of 40 nurses works in shifts. At Marien Clinic I trained 4 nurses in wound care."
    change, posting = Change("letter_paragraph", "", new), ["St. Brigid Hospital", "A team of 40 nurses in shifts"]
    assert check(change, resume(), record=resume(), posting=posting).passes
    assert not check(change, resume(), record=resume()).passes


def test_other_languages_say_only_what_was_said() -> None:
    document = resume("de")
    assert judged(document, BULLET, "i1.1", "Trained 4 nurses in wound care").passes
    assert not judged(document, BULLET, "i1.1", "Taught 4 nurses in wound care").passes
    assert judged(document, "reorder", "i1", order=("2", "0", "1")).passes


def test_every_line_of_a_resume_passes_as_it_is() -> None:
    """What the person wrote is no invention, whatever words it has."""
    document = nurse()
    for line in lines(document):
        if line.number >= 0:
            verdict = judged(document, BULLET, line.at, line.text)
            assert verdict.passes, (line.text, verdict.problems)
            assert not verdict.unsaid


# --- bounds -----------------------------------------------------------------------------------------


def test_a_check_takes_less_than_50_ms() -> None:
    document = nurse()
    line = next(line for line in lines(document) if line.number >= 0)
    judged(document, "rewrite_summary", line.at, line.text)  # reads the files
    started = time.process_time()
    for _ in range(5):
        facts._said.cache_clear()  # as for the first change of a record
        judged(document, "rewrite_summary", line.at, line.text)
    assert (time.process_time() - started) / 5 < 0.05


@pytest.mark.parametrize("piece", ["a ", "12 ", "A", "a-", "(", "½", "and i ", "1,", "\u200b", "not "])
def test_long_texts_end_soon(piece: str) -> None:
    old = (piece * 4900)[:4900]
    started = time.process_time()
    check_text(BULLET, old, [old])
    assert not check_text(BULLET, old * 4, [old]).passes
    assert time.process_time() - started < 3


def test_kinds_are_those_of_the_contract() -> None:
    for kind in KINDS:
        assert not judged(resume(), kind, "nowhere", "x").passes or kind == "letter_paragraph"


def test_texts_of_the_table_are_lines() -> None:
    assert texts("- a\n- b") == ["a", "b"]
    assert Block("x", entries=(Entry("x"),)).entries

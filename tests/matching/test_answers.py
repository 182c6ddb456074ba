"""What a model answered becomes changes by ids that were given; whatever else it names is dropped, with a note."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from letraz.llm.answer import read, strict
from letraz.matching.asking import Fact, Payload
from letraz.matching.asking.answers import Changes, Draft, changes, paragraphs
from letraz.matching.change import ADD_SKILL, LETTER_PARAGRAPH, REWRITE_BULLET, REWRITE_SUMMARY

PAYLOAD = Payload(
    "", "",
    {
        "F1": Fact("i1.0", "A summary.", "m1", summary=True),
        "F2": Fact("i2", "Nurse, Harborview"),
        "F3": Fact("i2.0", "Ran the ward.", "m3"),
        "F4": Fact("i2.1", "Used SQL daily.", "m4"),
    },
    {"R1": "SQL", "R2": "Wards"},
    "s5",
)  # fmt: skip


def rewrite(**more: Any) -> dict[str, Any]:
    return {"kind": "rewrite", "fact": "F3", "text": "Led no ward but ran one.", "evidence": ["F4"],
            "requirements": ["R2"], "reason": "Clearer.", **more}  # fmt: skip


def made(*wanted: dict[str, Any]) -> Any:
    return changes(Changes.model_validate({"changes": list(wanted)}), PAYLOAD)


def test_a_line_is_reworded() -> None:
    (change,) = made(rewrite()).changes
    assert (change.kind, change.target, change.based_on, change.source) == (REWRITE_BULLET, "i2.0", "m3", "model")
    assert (change.evidence, change.requirements) == (("i2.0", "i2.1"), ("Wards",))


def test_a_summary_is_one_whatever_it_is_called() -> None:
    """A line of an entry is never taken for a summary, which may say more."""
    (change,) = made(rewrite(fact="F1")).changes
    assert change.kind == REWRITE_SUMMARY


def test_a_skill_goes_where_skills_are() -> None:
    (change,) = made({"kind": "add_skill", "text": "SQL", "evidence": ["F4"], "requirements": ["R1"]}).changes
    assert (change.kind, change.target, change.new, change.evidence) == (ADD_SKILL, "s5", "SQL", ("i2.1",))


@pytest.mark.parametrize("given", ["f3", "[F3]", "3", " F 3 ", "F03", 3])
def test_ids_as_models_write_them(given: Any) -> None:
    assert made(rewrite(fact=given)).changes[0].target == "i2.0"


@pytest.mark.parametrize(
    "wanted",
    [
        rewrite(fact="F9"), rewrite(fact=""), rewrite(fact="i2.0"), rewrite(fact="F3, F4"), rewrite(fact=None),
        rewrite(fact="F2"), rewrite(text=""), rewrite(text=None), rewrite(text=" - "), rewrite(text="Ran the ward."),
        rewrite(text="[name] ran it."), rewrite(text="\u200b"), rewrite(kind="delete"),
        rewrite(kind="rewrite_employer"), {"kind": "add_skill", "text": "Kafka"},
        {"kind": "add_skill", "text": "Kafka", "evidence": ["F9"]},
    ],
)  # fmt: skip
def test_what_is_no_change_is_dropped_with_a_note(wanted: dict[str, Any]) -> None:
    found = made(wanted, rewrite(fact="F4"))
    assert [change.target for change in found.changes] == ["i2.1"]
    assert len(found.notes) == 1


def test_unknown_evidence_and_requirements_are_left_out() -> None:
    (change,) = made(rewrite(evidence=["F9", "F4", "x", "F4"], requirements=["R9", "R1"])).changes
    assert (change.evidence, change.requirements) == (("i2.0", "i2.1"), ("SQL",))


def test_what_a_model_leaves_out_or_gives_singly() -> None:
    wanted = {
        "kind": "rewrite",
        "fact": "F3",
        "text": "- Ran  a\nward.",
        "evidence": "F4",
        "requirements": None,
        "x": 1,
    }
    (change,) = made(wanted).changes
    assert (change.new, change.evidence, change.requirements, change.reason) == (
        "Ran a ward.",
        ("i2.0", "i2.1"),
        (),
        "",
    )


def test_one_change_a_line_and_not_too_many() -> None:
    skills = [{"kind": "add_skill", "text": f"Skill {n}", "evidence": ["F4"]} for n in range(30)]
    found = made(rewrite(), rewrite(text="Another."), *skills).changes
    assert len(found) == 10
    assert [change.target for change in found].count("i2.0") == 1


def test_long_texts_and_reasons_are_cut_for_the_gate_to_judge() -> None:
    (change,) = made(rewrite(text="x" * 10**6, reason="y" * 10**6)).changes
    assert (len(change.new), len(change.reason)) == (4000, 200)


def test_paragraphs_of_a_letter() -> None:
    given = [
        {"text": "I ran a ward.", "evidence": ["F3"], "requirements": ["R2"]},
        {"text": "Dear [name],"},
        {"text": "Yours."},
    ]
    found = paragraphs(Draft.model_validate({"paragraphs": given}), PAYLOAD)
    assert [(one.kind, one.target, one.new) for one in found.changes] == [
        (LETTER_PARAGRAPH, "1", "I ran a ward."), (LETTER_PARAGRAPH, "2", "Yours."),
    ]  # fmt: skip
    assert (found.changes[0].evidence, found.changes[0].requirements, len(found.notes)) == (("i2.0",), ("Wards",), 1)


@pytest.mark.parametrize("wrong", [{}, {"changes": 3}, {"changes": [3]}, {"changes": [{"text": "no kind"}]}, []])
def test_what_is_no_answer_is_sent_back(wrong: Any) -> None:
    with pytest.raises(ValidationError):
        Changes.model_validate(wrong)


def test_the_form_tells_the_kinds() -> None:
    assert strict(Changes)["$defs"]["Wanted"]["properties"]["kind"]["enum"] == ["rewrite", "add_skill"]
    assert read('{"changes": []}', Changes).changes == []

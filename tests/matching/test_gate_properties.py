"""Whatever is put together from a person's words: what passes has no number and no skill that the person has not."""

from __future__ import annotations

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from letraz.matching.change import REWRITE_BULLET, REWRITE_SUMMARY
from letraz.matching.gate import check_text
from letraz.matching.vocabulary import Vocabulary
from letraz.matching.words import normal, tokens

ENTRY = [
    "Trained four apprentices and tested 12 switchboards a week",
    "Helped to move 30% of the reports to Excel in 2019",
    "Electrician, Brandt Elektro, 2016–2021",
]
RECORD = ["Looked after stock worth €40,000 in SAP", "Languages: German (native), English (B1)"]
SKILLS = [
    "Kafka",
    "kubernetes",
    "photoshop",
    "TIG welding",
    "ACLS",
    "python",
    "SQL",
    "hubspot",
    "AutoCAD",
    "phlebotomy",
    "Spanish",
]
NUMBERS = [
    "7",
    "14",
    "four hundred",
    "two",
    "50%",
    "€9k",
    "3x",
    "1998",
    "a third",
    "half",
    "XIV",
    "٣",
    "\uff17",
    "½",
    "dozens",
]

said = st.sampled_from([word for line in (*ENTRY, *RECORD) for word in line.split()])
foreign = st.sampled_from(SKILLS + NUMBERS)
texts = st.lists(st.one_of(said, said, said, foreign), min_size=1, max_size=9).map(" ".join)
slow = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


def digits(text: str) -> set[str]:
    return set(re.findall(r"\d+", normal(text)))


@slow
@given(texts, st.sampled_from([REWRITE_BULLET, REWRITE_SUMMARY]))
def test_what_passes_has_no_number_that_is_not_there(new: str, kind: str) -> None:
    facts = ENTRY + (RECORD if kind == REWRITE_SUMMARY else [])
    if check_text(kind, new, ENTRY, RECORD).passes:
        known = digits(" ".join(facts)) | {"4"} | {"40000"}
        assert digits(new) <= known


@slow
@given(texts, st.sampled_from([REWRITE_BULLET, REWRITE_SUMMARY]))
def test_what_passes_has_no_skill_that_is_not_there(new: str, kind: str) -> None:
    vocabulary = Vocabulary.load()
    facts = ENTRY + (RECORD if kind == REWRITE_SUMMARY else [])
    if check_text(kind, new, ENTRY, RECORD).passes:
        words = set(normal(" ".join(facts)).split())
        for hit in vocabulary.find(tokens(new)):
            if hit.strict and hit.end == hit.start + 1:
                assert normal(tokens(new)[hit.start].text) in words


@slow
@given(st.sampled_from(ENTRY[:2]), foreign, st.integers(0, 12))
def test_nothing_foreign_goes_into_a_line(line: str, word: str, at: int) -> None:
    words = line.split()
    words.insert(at, word)
    assert not check_text(REWRITE_BULLET, " ".join(words), [line, *ENTRY[2:]]).passes


@slow
@given(st.text(max_size=80), st.text(max_size=60))
def test_any_text_is_judged(new: str, old: str) -> None:
    verdict = check_text(REWRITE_BULLET, new, [old])
    assert all(0 <= start < end <= len(new) for start, end in verdict.unsaid)
    assert all(problem.says and problem.rule for problem in verdict.problems)

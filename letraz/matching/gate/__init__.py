"""The claim gate: whether a change says anything that its person has not stated. Pure, and it blocks.

What may be said: for a bullet the old text and the cited lines of the same entry; for a summary all of the record; for
a letter what the posting says of the job, and the record of the person. Words that the person attests count as said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from letraz.document import Document
from letraz.matching.change import (
    ADD_SKILL,
    LETTER_PARAGRAPH,
    REWRITE_BULLET,
    REWRITE_SUMMARY,
    Change,
    Problem,
    Verdict,
)
from letraz.matching.gate.claims.claim import Claim
from letraz.matching.gate.claims.every import problems
from letraz.matching.gate.claims.shape import too_long
from letraz.matching.gate.claims.warnings import warnings
from letraz.matching.gate.facts import Facts, Said
from letraz.matching.gate.targets import Target
from letraz.matching.vocabulary import Vocabulary

__all__ = ["check", "check_text"]

_TEXTS = {REWRITE_BULLET, REWRITE_SUMMARY, ADD_SKILL, LETTER_PARAGRAPH}

#: A line that names a post and its years closes an entry: "Nurse, Marien Clinic, 2018–2022".
_FACE = re.compile(r"[^,]+,.*\b(?:19|20)\d\d\b")


def check(
    change: Change,
    document: Document,
    *,
    record: Document,
    attested: Sequence[str] = (),
    posting: Sequence[str] = (),
    vocabulary: Vocabulary | None = None,
) -> Verdict:
    """What is wrong with a change of `document`, given all that the person has stated (`record`).

    `attested` are texts that the person vouches for; `posting` what the job's posting says, for a letter: its title
    and its company's name first.
    """
    target = Target(change, document, record)
    if wrong := tuple(target.problems()):
        return Verdict(wrong)
    if change.kind not in _TEXTS:
        return Verdict()
    groups = [*target.sources(), *([text] for text in attested)]
    return _verdict(change.kind, change.new, target.old, groups, posting, vocabulary, foreign=not _english(document))


def check_text(
    kind: str,
    new: str,
    entry: Sequence[str],
    record: Sequence[str] = (),
    posting: Sequence[str] = (),
    attested: Sequence[str] = (),
    vocabulary: Vocabulary | None = None,
) -> Verdict:
    """As `check`, for bare texts: `entry` are the lines of the entry, the rewritten one first; `record` other lines."""
    if kind not in _TEXTS:
        return Verdict((Problem("ids", (kind,), "There is no such change."),))
    others = [] if kind == REWRITE_BULLET else _entries(record)
    groups = [list(entry), *others, *([text] for text in attested)]
    old = entry[0] if entry and kind in {REWRITE_BULLET, REWRITE_SUMMARY} else ""
    return _verdict(kind, new, old, groups, posting, vocabulary, foreign=False)


def _verdict(
    kind: str,
    new: str,
    old: str,
    groups: Sequence[Sequence[str]],
    posting: Sequence[str],
    vocabulary: Vocabulary | None,
    *,
    foreign: bool,
) -> Verdict:
    if long := too_long(kind, new, old):
        return Verdict((long,))
    lines = dict.fromkeys(text for group in groups for text in group)  # once: a cited line may stand in the record
    known = (vocabulary or Vocabulary.load()).learn("\n".join(lines))
    theirs = Facts.of([[text] for text in posting] if kind == LETTER_PARAGRAPH else [], known)
    claim = Claim(kind, Said.of(new, known), old, Facts.of(groups, known), theirs, known, strict=foreign)
    words = claim.new.words
    unsaid = tuple((words[at].start, words[at].end) for at in claim.unsaid())
    return Verdict(problems(claim), tuple(warnings(claim, Said.of(old, known))), unsaid)


def _entries(lines: Sequence[str]) -> list[list[str]]:
    """Bare lines parted into entries: each ends, or each begins, with the line that names its post."""
    groups: list[list[str]] = [[]]
    first = bool(lines) and bool(_FACE.match(lines[0]))
    for line in lines:
        face = bool(_FACE.match(line))
        if face and first:
            groups.append([])
        groups[-1].append(line)
        if face and not first:
            groups.append([])
    return groups


def _english(document: Document) -> bool:
    return document.language.partition("-")[0].lower() in {"en", ""}

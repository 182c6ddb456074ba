"""Who offers a job: from a label, or a line of the head that the sentences speak of as well."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from letraz.matching.reading.cues import Cues
from letraz.matching.reading.heads import heads, names_job, pieces, unshouted
from letraz.matching.reading.segments import Segment
from letraz.matching.words import is_common, normal

__all__ = ["company"]

_WORD = r"[A-Z0-9][\w’'.&+-]*"
_NAME = rf"{_WORD}(?: (?:&|and|of|the|for|de|und|y|et) {_WORD}| {_WORD}){{0,6}}"
_SAID = (
    re.compile(
        rf"(?:^|[.!?] )(?:At |Join |Here at )?(?P<who>{_NAME})(?=,? (?:is|are|was|were|has|have|we|provides?"
        rf"|runs?|makes?|hires?|operates?|offers?|serves?|supports?|welcomes?|builds?|helps?|believes?|covers?"
        rf"|employs?|[a-z]{{3,}}s)\b)"
    ),
    re.compile(
        rf"\b(?:[Ww]e're|[Ww]e are|[Aa]t|[Jj]oin|[Hh]ere at|work for|working for"
        rf"|part of) (?P<who>{_NAME})(?=[,.!:;]| (?:and|is|we|you|as|team)\b)"
    ),
    re.compile(
        rf"(?P<who>{_NAME}),? (?:is|are|provides) (?:an? |proud to be an? |committed to )?(?:equal|recruiting"
        rf"|hiring|looking|seeking)"
    ),
)
_LEGAL_FORM = re.compile(
    r"(?:z o\. ?o\.|\b(?:S\. ?A\.|S\. ?L\.|S\. ?p\. ?A\.|S\. ?r\. ?l\.|Inc\.|Ltd\.|Co\.|e\. ?V\.))$"
)
_IS_A = re.compile(rf"(?P<who>{_NAME}) (?:is|are) (?:an? |one of |the |part of )")
_ABOUT = re.compile(
    rf"(?:About|ABOUT|Join|Why|Life at|Working (?:at|for)|Work (?:at|for)|Welcome to|Who (?:is"
    rf"|are)) (?P<who>{_NAME})\??"
)
_LABEL = re.compile(
    r"(?:hiring )?(?:company|employer|organi[sz]ation|agency|client|firm|unternehmen|arbeitgeber|entreprise"
    r"|empresa|firma|pracodawca)(?: name)?",
    re.IGNORECASE,
)
_NOBODY = frozenset(
    """us you we your our this the there it its if all as in what every each they she he and but so that these those
    results interviews applications applicants candidates who role job team position company please no not for with an a
    i my when where how""".split()  # noqa: SIM905
)
_DATED = re.compile(
    r"\b(?:posted|closing|closes|deadline|applicants|ago|views?|required for|start)\b|\d{4}", re.IGNORECASE
)
_STREET = re.compile(
    r"\b(?:street|road|avenue|ave|lane|drive|blvd|suite|floor|str\.|straße)\b|, [A-Z]{2}\b"
    r"|\b[A-Z]{1,2}\d{1,2}[A-Z]?\b",
    re.IGNORECASE,
)
_SEEKING = re.compile(r" (?:is|are) (?:now |currently |actively )?(?:hiring|recruiting|looking|seeking|searching)\b.*")
_BEHIND = re.compile(r", (?!(?:ltd|inc|llc|llp|plc|gmbh|corp)\b)(?=[A-Z]).*$|\s*\([^()]*\)$", re.IGNORECASE)

#: From so many points on a name is sure: a company's ending, or two mentions, or one beside the title.
SURE = 2.5

#: Within so many lines a posting says who its company is.
INTRODUCED = 12


def company(found: Sequence[Segment], job: str) -> tuple[str, bool]:
    """The employer's name as written, and whether it is sure."""
    for one in found:
        if one.inline and _LABEL.fullmatch(one.under):
            return one.text, True
    said = Counter(_said(found))
    said.update(name for one in found[:INTRODUCED] for name in _introduced(one.text))
    parts = pieces(heads(found))[:10]
    said.update(name for name, count in Counter(parts).items() if count > 1)
    scored: list[tuple[float, str]] = []
    for at, piece in enumerate(parts):
        name = _BEHIND.sub("", _SEEKING.sub("", piece).removeprefix("at ").removeprefix("At "))
        if _plausible(name, job):
            scored.append(
                (_mentions(name, said) + 3 * _ends_as_company(name) + 1 - at / 10 - 2 * names_job(name), name)
            )
    for name, count in said.items():
        if name not in job:
            scored.append((1.5 * count + 2 * _ends_as_company(name) - names_job(name), name))
    score, name = max(scored, default=(0.0, ""))
    return _spelled(name, said), score >= SURE


def _mentions(name: str, said: Counter[str]) -> float:
    """How often sentences speak of a name, or of how it begins, as of somebody who does something."""
    norm = normal(name)
    return 2 * min(
        3,
        sum(
            count
            for other, count in said.items()
            if f"{norm} ".startswith(f"{normal(other)} ") or f"{normal(other)} ".startswith(f"{norm} ")
        ),
    )


def _ends_as_company(name: str) -> bool:
    words, endings = normal(name).split(), Cues.load().companies
    named = len(words) > 1 and bool(
        {words[0], words[-1]} & endings or {"university", "college"} & {*words} or "&" in name
    )
    return named or bool(_LEGAL_FORM.search(name))


def _said(found: Sequence[Segment]) -> Iterator[str]:
    """Names that stand where an employer's stands, once for each place."""
    for segment in found:
        if said := _ABOUT.fullmatch(segment.under):
            yield from _somebody(said["who"])
        if segment.kind not in ("must", "nice", "duty"):
            for pattern in _SAID:
                for one in pattern.finditer(segment.text):
                    yield from _somebody(one["who"])


def _introduced(text: str) -> Iterator[str]:
    """A name that a paragraph begins with and says what it is: "Harrow is a family company"."""
    if said := _IS_A.match(text):
        yield from _somebody(said["who"])


def _somebody(name: str) -> Iterator[str]:
    name = name.removesuffix(".")
    words = normal(name.removeprefix("The ")).split()
    if words and words[0] not in _NOBODY and not (len(words) == 1 and is_common(words[0])):
        yield name


def _plausible(name: str, job: str) -> bool:
    """Whether a piece of the head can be a company's name."""
    if name in re.split(" [–-] | at ", job)[0] and not _ends_as_company(name):
        return False
    fits = (name[:1].isupper() or name[:1].isdigit()) and name.count(" ") < 8
    ended = name.endswith((".", "?")) and not _LEGAL_FORM.search(name)
    return fits and not ended and not (_DATED.search(name) or _STREET.search(name))


def _spelled(name: str, said: Counter[str]) -> str:
    """A name in capitals as a sentence spells it."""
    if not name.isupper():
        return name
    return next((other for other in said if normal(other) == normal(name)), unshouted(name))

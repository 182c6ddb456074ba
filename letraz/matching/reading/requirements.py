"""The requirements of a posting: out of its lists, and where it has none, out of its prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from letraz.matching.posting import CONDITION, DUTY, MUST, NICE, Requirement
from letraz.matching.reading.conditions import is_condition
from letraz.matching.reading.levels import clauses
from letraz.matching.reading.prose import asks, demands, paragraph_kind
from letraz.matching.reading.segments import Segment, sentences

__all__ = ["MOST", "requirements"]

#: A posting with more requirements is none; the rest is not read.
MOST = 200

_LISTED = (MUST, NICE, DUTY, CONDITION)
_LEGEND = re.compile(
    r"\W*\(?[ED]\)?\s*[=:]|.*\b(?:essential|desirable) \(?[DE]\)?$|.*\(?E\)?\s*=\s*essential", re.IGNORECASE
)
_BRACKET = re.compile(r"\([^()]*\)")
_HOURS = re.compile(r"\b\d+(?:\.\d+)?\+? (?:hours|hrs) (?:a|per|each) week", re.IGNORECASE)
_EMPLOYMENT = re.compile(
    r"(?:full|part)[- ]time|permanent|temporary|contract|w-?2|hybrid.*|on-?site|remote", re.IGNORECASE
)
_PLACE = re.compile(r"\b(?:location|place|where|type|contract|start|ort|lieu)\b", re.IGNORECASE)
_ASIDE = re.compile(r"(?:we|our|it|this|if not|no problem|don't worry)\b", re.IGNORECASE)
_GAIN = re.compile(
    r"\b(?:401\(?k\)?|pension|insurance|we (?:pay|offer|provide|issue|supply)|(?:is|are) (?:issued"
    r"|provided|supplied)|paid holidays?|per annum|salary)\b|[£$€] ?\d",
    re.IGNORECASE,
)


def requirements(found: Sequence[Segment]) -> tuple[Requirement, ...]:
    """What the segments ask, in order, each text once; at most `MOST`."""
    points = {level: sum(one.kind == level and not one.prose for one in found) for level in _LISTED}
    every: dict[str, Requirement] = {}
    for segment in found:
        for one in _of(segment, points):
            if any(map(str.isalpha, one.text)):
                every.setdefault(one.text, one)
        if len(every) >= MOST:
            break
    return tuple(every.values())[:MOST]


def _of(segment: Segment, points: dict[str, int]) -> Iterator[Requirement]:
    if segment.kind in _LISTED and not segment.prose:
        yield from _of_point(segment)
    elif segment.kind in (MUST, NICE):
        yield from _of_paragraph(segment)
    else:
        yield from _of_prose(segment, points)


def _of_point(segment: Segment) -> Iterator[Requirement]:
    """A point of a list; what stands behind a fact's colon only when it is a condition by its words."""
    text = segment.text
    if _LEGEND.match(text) or _EMPLOYMENT.fullmatch(text):
        return
    if segment.kind == CONDITION and (_GAIN.search(_BRACKET.sub("", text)) or not _binding(segment)):
        return
    for one in (one for part in _listed(segment, text) for one in clauses(part, segment.kind)):
        yield Requirement(_kept(one.text), one.level)


def _listed(segment: Segment, text: str) -> list[str]:
    """The items of "Essential: a degree; two years of it; a licence", which stand for a list."""
    return text.split("; ") if not segment.bullet and segment.text.count("; ") > 1 else [text]


def _binding(segment: Segment) -> bool:
    """Whether a condition is one: "Hours: Monday to Friday" is, "Contract: permanent" is a fact."""
    return not segment.inline or (is_condition(_HOURS.sub("", segment.text)) and not _PLACE.search(segment.under))


def _kept(text: str) -> str:
    """A point without what the employer says of itself behind it: "... ticket. We can put you through it"."""
    first, *rest = sentences(text)
    while rest and not _ASIDE.match(rest[-1]):
        return text
    return first if rest and all(_ASIDE.match(one) for one in rest) else text


def _of_paragraph(segment: Segment) -> Iterator[Requirement]:
    """Prose under "Requirements" or "Nice to have": each sentence, but what the employer says of itself."""
    for sentence in sentences(segment.text):
        if asks(sentence) or not _ASIDE.match(sentence):
            for part in _listed(segment, sentence.rstrip(".")):
                yield from clauses(part, segment.kind)


def _of_prose(segment: Segment, points: dict[str, int]) -> Iterator[Requirement]:
    """Any other line: demands only, and what is asked of a level for which there is no list."""
    kind = segment.kind if segment.kind in ("legal", "apply", "benefit") else paragraph_kind(segment.text)
    for sentence in sentences(segment.text):
        level = asks(sentence)
        if kind in ("legal", "apply", "benefit"):
            level = CONDITION if demands(sentence) else ""
        elif level in (DUTY, MUST, NICE) and points[MUST if level == NICE else level]:
            level = ""
        if level in (MUST, NICE):
            yield from clauses(sentence, level)
        elif level:
            yield Requirement(sentence, level)

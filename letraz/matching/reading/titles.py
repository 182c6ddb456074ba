"""The title of a job, from a label, the posting's head, or the sentence that says who is looked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from letraz.matching.reading.cues import Cues, has
from letraz.matching.reading.heads import aside, names_job, unshouted
from letraz.matching.reading.segments import Segment
from letraz.matching.words import normal

__all__ = ["title", "without"]

#: What has more words is not only a title.
LONGEST = 10

_LABEL = re.compile(
    r"(?:(?:job|role|position|post) ?)?(?:title|position|role|job|vacancy|post|stelle|poste|puesto"
    r"|stanowisko)",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:wanted|required|vacancy|opportunity|(?:we(?:'re| are) )?(?:now |currently )?hiring|job(?: opening"
    r"| vacancy| posting)?"
    r"|opening|position|role|seeking|looking for|we need|join (?:us|our team) as)(?: ?[:!–-] ?| (?=an? ))(?:an? )?",
    re.IGNORECASE,
)
_AFTER = re.compile(r"(?: (?:wanted|needed|required|vacancy|job|position|role|opening))+\W*$", re.IGNORECASE)
_SEEKS = re.compile(
    r"\b(?:looking for|looking to (?:hire|recruit|appoint)|seeks?|seeking|hiring|recruiting|searching for"
    r"|to appoint|(?:opening|vacancy|opportunity|role|position)s? (?:for|of|as)"
    r"|(?:need|want|require|join (?:us|our \w+|the \w+)|working|work) (?:as )?)[:!]? ?"
    r"(?:an?|our|the|two|three|four|five|six|several|some|more|new|next|another|additional"
    r"|as)?\b ?(?P<what>[^.,;:!?()]{3,80})",
    re.IGNORECASE,
)
_PRAISE = re.compile(
    r"(?:an?|our|new|next|another|additional|friendly|experienced|enthusiastic|passionate|motivated"
    r"|talented|skilled|reliable|dedicated|caring|permanent|great|brilliant|good|keen|(?:full"
    r"|part)[- ]time|temporary|highly|self-motivated|organi[sz]ed|ambitious|committed|exceptional"
    r"|outstanding|compassionate|and) ",
    re.IGNORECASE,
)
_CUT = re.compile(
    r" (?:to|who|for|in|at|with|that|on|based|reporting|and join|across|within|from|this|starting|is"
    r"|are)\b"
)
_SENTENCE = re.compile(r"[.!?]$|\b(?:we|you|our|is|are)\b", re.IGNORECASE)


def title(found: Sequence[Segment], parts: Sequence[str]) -> tuple[str, bool]:
    """The title as written, and whether it is sure. It may have the employer or the place behind a dash."""
    for one in found:
        if one.inline and _LABEL.fullmatch(one.under):
            return one.text, True
    candidates = [bare for part in parts[:6] if (bare := _bare(part))]
    for bare in candidates:
        if names_job(bare) and not has(normal(bare).split(" ")[-1], Cues.load().companies):
            return bare, bare.count(" ") < LONGEST
    said = next(_sought(found), "")
    if said:
        return said, True
    first = candidates[0] if candidates else ""
    return first, bool(first and names_job(first))


def without(title: str, *others: str) -> str:
    """A title without pay, hours, employer or place behind it."""
    first, *rest = re.split(r"( [|–—-] | (?:at|for) (?=[A-Z])|, (?=[A-Z]))", title)
    kept, names = first, [normal(other) for other in others if other]
    for sign, piece in zip(rest[::2], rest[1::2], strict=True):
        norm = normal(piece)
        if aside(piece.strip()) or any(norm and (norm in name or name in norm) for name in names):
            break
        kept += sign + piece
    return unshouted(kept.strip(" -–|!,"))


def _bare(part: str) -> str:
    """A part of the head without "We're hiring:" before and "wanted" behind; "" for a sentence or what is no title."""
    first, sign, rest = re.sub(r"^\W+", "", _BEFORE.sub("", part, count=1) if _BEFORE.match(part) else part).partition(
        " - "
    )
    bare = without(_AFTER.sub("", first) + sign + rest)
    return "" if aside(bare) or len(bare) > 100 or _SENTENCE.search(bare) else bare.strip()


def _sought(found: Sequence[Segment]) -> Iterator[str]:
    """Jobs that sentences look for: "X is looking for a friendly barista to join" gives "Barista"."""
    for segment in found[:10]:
        for said in _SEEKS.finditer(segment.text):
            what = _CUT.split(said["what"])[0]
            while praise := _PRAISE.match(what):
                what = what[praise.end() :]
            words = what.split()
            ends = [number for number in range(1, min(len(words), 7) + 1) if names_job(words[number - 1])]
            if ends:
                name = " ".join(words[: ends[-1]])
                yield name[:1].upper() + name[1:]

"""How much a line of a posting asks: of the whole line, or of each clause when its clauses differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from letraz.matching.posting import CONDITION, DUTY, MUST, NICE, Requirement
from letraz.matching.reading.conditions import is_condition, opens_condition

__all__ = ["clauses", "said"]

_NICE = re.compile(
    r"""\(D\) | \[D\] | [-–:|/,]\ ?D$ | \b(?:
      (?:is|are|be|as|just|only|real|big|huge|strong|definite|distinct|great|an?|added|major|nice)\ (?:plus|bonus
        |advantage|asset) | nice[- ]to[- ]have
    | prefer(?:red|ably|ence|able)? | desir(?:able|ed) | ideally | (?:would|is|be)\ ideal | beneficial
      | advantageous | helpful | optional
    | (?:would|will|could)\ (?:really\ )?(?:help|be\ (?:an?\ )?(?:nice|great|good|lovely|useful|handy|welcome|ideal
      |brilliant|super))
    | (?:we'd|we\ would|would)\ (?:really\ |also\ )?(?:love|like|be\ (?:happy|glad|delighted|pleased|thrilled))
    | (?:is|are)\ (?:always\ |very\ |also\ )?(?:welcome|useful|handy|highly\ valued|appreciated) | bonus\ (?:points
      |if|for) | plus\ points? | extra\ points | a\ plus
    | not\ (?:strictly\ |absolutely\ )?(?:essential|required|necessary|needed|a\ must|mandatory|a\ deal-?breaker)
      | (?:isn't|aren't)\ (?:essential|required|necessary|needed)
    | von\ Vorteil | wünschenswert | un\ plus | mile\ widzian\w+ | valorable | deseable | se\ valorará
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_MUST = re.compile(
    r"""\(E\) | \[E\] | [-–:|/,]\ ?E$ | (?<!as\ )(?<!where\ )(?<!when\ )(?<!if\ )\brequired\b(?!\ (?:by|for)) | \b(?:
      (?:is|are|absolute|a)\ must\b | must\b | must[- ]haves? | (?:is|are|an?)\ (?:absolutely\ )?(?:essential
        |mandatory|necessary|needed|requirement)
    | essential\b(?!\ \w) | mandatory | zwingend | erforderlich | indispensable | obligatoire | imprescindible
      | wymagan\w+
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_ONLY_CUE = re.compile(
    r"[\W_]*(?:(?:is|are|would be|but|strongly|highly|an?|the|very|much|also|or|and|not)\W+)*(?:required"
    r"|preferred|desirable|desired|essential|mandatory|(?:nice[ -]to[ -]have)|plus|bonus|advantage\w*"
    r"|beneficial|helpful|optional|ideal|a must|necessary|needed|[DE])\W*",
    re.IGNORECASE,
)
_OPENS_NICE = re.compile(
    r"\W*(?:and |but |or )?(?:ideally|preferably|preferred:|bonus (?:if|points)|nice to have:"
    r"|we'd (?:also )?love|desirable:)",
    re.IGNORECASE,
)

#: A clause ends here whatever follows; "(...)" is one as well when it has a cue.
_HARD = re.compile(r"; |(?<=[.!?]) (?=[A-Z])| [–—] | - |(?=\([^()]*\))|(?<=\)),? ?")
_SOFT = re.compile(r", (?:and |but |while |though |although |plus )?|(?<=\w) (?:but|while|though|although|and) (?=\w)")
_ENDS = re.compile(r"(?: and|,| but|;)?$")

#: The clause "Spanish a plus" has at most so many words.
SHORT = 9


@dataclass(frozen=True, slots=True)
class _Piece:
    begin: int
    end: int
    level: str


def said(text: str) -> str:
    """The level that the text's own words give: nice, must, or ""."""
    if _NICE.search(text):
        return NICE
    return MUST if _MUST.search(text) else ""


def clauses(text: str, base: str) -> list[Requirement]:
    """A line as requirements: one, or one for each run of clauses of the same level. `base` is its heading's."""
    if base in (DUTY, CONDITION):
        return [Requirement(text, CONDITION if base == CONDITION or opens_condition(text) else DUTY)]
    pieces = list(_merged(text, [piece for part in _hard(text) for piece in _soft(text, part, base)]))
    return [Requirement(_trimmed(text[one.begin : one.end]), one.level) for one in pieces]


def _hard(text: str) -> list[tuple[int, int]]:
    """The stretches between hard ends; a bracket without a cue, and a cue alone, belong to what is before."""
    cuts = sorted({0, *(found.end() for found in _HARD.finditer(text)), len(text)})
    found: list[tuple[int, int]] = []
    for begin, end in pairwise(cuts):
        piece = text[begin:end]
        bracket = piece.startswith("(") or text[max(0, begin - 2) : begin].strip().endswith(")")
        if found and (_ONLY_CUE.fullmatch(piece) or (bracket and not said(piece))):
            found[-1] = (found[-1][0], end)
        elif piece.strip():
            found.append((begin, end))
    return found


def _soft(text: str, part: tuple[int, int], base: str) -> Iterator[_Piece]:
    """A stretch, cut at commas where the level changes by words of its own."""
    begin, end = part
    level = _level(text[begin:end], base)
    if not said(text[begin:end]):
        yield _Piece(begin, end, level)
        return
    cuts = [begin, *(begin + found.end() for found in _SOFT.finditer(text[begin:end])), end]
    spans = list(pairwise(cuts))
    own = [said(text[a:b]) for a, b in spans]
    for at in _changes(text, spans, own):
        yield _Piece(begin, spans[at][0], _level(text[begin : spans[at][0]], base))
        begin = spans[at][0]
    yield _Piece(begin, end, _level(text[begin:end], base))


def _changes(text: str, spans: Sequence[tuple[int, int]], own: Sequence[str]) -> Iterator[int]:
    """Numbers of the spans before which a stretch is cut."""
    running = own[0]
    for at in range(1, len(spans)):
        if not own[at] or _ONLY_CUE.fullmatch(text[spans[at][0] : spans[at][1]]):
            continue
        piece = text[spans[at][0] : spans[at][1]]
        before = text[spans[0][0] : spans[at][0]]
        listed = not _OPENS_NICE.match(piece) and (
            before.count(" ") < 3 or piece.count(" ") >= SHORT or not before.rstrip().endswith(",")
        )
        if (running and own[at] != running) or (not running and not listed):
            yield at
        running = own[at]


def _level(text: str, base: str) -> str:
    if is_condition(text):
        return CONDITION
    return said(text) or base


def _merged(text: str, pieces: Sequence[_Piece]) -> Iterator[_Piece]:
    """The pieces, with neighbours of one level as one."""
    run: _Piece | None = None
    for piece in pieces:
        if run and (run.level == piece.level or not re.search(r"\w{2}", text[piece.begin : piece.end])):
            run = _Piece(run.begin, piece.end, run.level)
            continue
        if run:
            yield run
        run = piece
    if run:
        yield run


def _trimmed(text: str) -> str:
    """A clause without the sign or the word that joined it to the next, or a bracket that has no other half."""
    text = text.strip(" ,;–—-")
    text = re.sub(r"(?:,? (?:and|but|while|though|although))$", "", text).rstrip(" ,;")
    if text.startswith("(") and text.endswith(")") and text.count("(") == 1:
        return text[1:-1]
    if text.count("(") < text.count(")"):
        return text.rstrip(")")
    return text.rstrip("(") if text.endswith("(") else text

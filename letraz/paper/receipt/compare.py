"""One reader's text against what the document says: a state for each field, and what nobody said. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from letraz import language
from letraz.document import Document
from letraz.paper.receipt.body import Body
from letraz.paper.receipt.fields import Field, own_words
from letraz.paper.receipt.match import Match, Plan, Span, gaps, match, runs
from letraz.paper.receipt.normal import NONE, plain
from letraz.paper.receipt.partly import partly
from letraz.paper.receipt.readers import Reading
from letraz.paper.receipt.says import Says
from letraz.paper.receipt.value import FOUND, MISSING, OUT_OF_ORDER, PARTLY
from letraz.paper.tongue import Tongue

#: What the page prints between fields, and after the numbers of a list.
SEPARATORS = "·•,:.()"

#: Lines that a footer takes when the name in it is long.
_FOOTER_LINES = 4


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of one reader's text. `lost` holds, for partly readable fields, the words that do not read back."""

    states: tuple[str, ...]
    lost: Mapping[int, tuple[str, ...]]
    unclaimed: tuple[str, ...]
    columns: tuple[int, ...]


def compare(
    reading: Reading,
    found: Sequence[Field],
    document: Document,
    says: Says,
    own: Mapping[str, int] | None = None,
) -> Comparison:
    """Match the fields of `document` in what a reader gave. `own`: its `own_words`, where they are known already."""
    base = int(language.direction(document.language) == "rtl")
    pages = without_footers(reading.pages, document.person.name, says)
    body = Body(pages, base, turned=bool(reading.turned), folded=bool(reading.turned))
    matched = match([body.key(field) for field in found], body.occurrences, plans(found))
    damaged = partly(reading.name, body, found, matched)
    states = [_state(at, matched, damaged.lost) for at in range(len(found))]
    claimed = sorted([*matched.claimed(), *((at, at + 1) for at in damaged.places)])
    return Comparison(
        tuple(states),
        damaged.lost,
        tuple(_unclaimed(body, claimed, own_words(document, says) if own is None else own, Tongue(document.language))),
        tuple(_crossed(body, found, matched)),
    )


def plans(found: Sequence[Field]) -> list[Plan]:
    """With two columns: the one beside read first, or last, or each by itself on every page. The name comes first."""
    beside = [at for at, field in enumerate(found) if field.stream]
    head = [at for at, field in enumerate(found) if field.is_head]
    main = [at for at, field in enumerate(found) if not field.stream and not field.is_head]
    if not beside:
        return [[[*head, *main]]]
    return [[[*head, *beside, *main]], [[*head, *main, *beside]], [[*head, *main], [*head, *beside]]]


def _state(at: int, matched: Match, damaged: Mapping[int, tuple[str, ...]]) -> str:
    if at in matched.in_order:
        return FOUND
    return OUT_OF_ORDER if at in matched.elsewhere else PARTLY if at in damaged else MISSING


def without_footers(pages: Sequence[Sequence[str]], name: str, says: Says) -> list[list[str]]:
    """The lines of each page but for its known last ones, which may stand in the middle of a paragraph."""
    kept = []
    for number, page in enumerate(pages, 1):
        lines = [line for line in page if line.strip()]
        foot = _letters(plain(says.foot(name, number, len(pages))))
        size = next((n for n in range(1, _FOOTER_LINES + 1) if foot and _letters("".join(lines[-n:])) == foot), 0)
        kept.append(lines[: len(lines) - size])
    return kept


def _letters(line: str) -> str:
    """A line whichever way its parts run: a footer is looked for as whole lines, not as a field."""
    return "".join(sorted("".join(line.split())))


def _unclaimed(body: Body, claimed: Sequence[Span], own: Mapping[str, int], tongue: Tongue) -> Iterator[str]:
    """The stretches that hold more than separators and what the page prints of itself."""
    signs = SEPARATORS + tongue.comma.strip() + tongue.list_comma.strip()
    left = Counter({body.placed(word.strip(signs)): count for word, count in own.items()})
    for start, end in gaps(claimed, len(body.text)):
        words = [word for word in _words(body, start, end) if not _is_own(word, left, signs)]
        if words:
            yield " ".join(words)


def _is_own(word: str, left: Counter[str], signs: str) -> bool:
    said = word.strip(signs)
    if said and left[said] < 1:
        return False
    left[said] -= 1
    return True


def _words(body: Body, start: int, end: int) -> Iterator[str]:
    """The words of a stretch, as they stand."""
    chars, spaces = body.text.chars, body.text.gaps
    starts = [start, *(at for at in range(start + 1, end) if spaces[at] != NONE), end]
    yield from (chars[a:b] for a, b in pairwise(starts))


def _crossed(body: Body, found: Sequence[Field], matched: Match) -> Iterator[int]:
    """The pages (from 1) on which one column does not end before the other begins. The name block is of neither."""
    places: dict[int, list[tuple[Span, int]]] = {}
    for at, span in matched.in_order.items():
        if not found[at].is_head:
            for page in range(body.page(span[0]), body.page(span[1] - 1) + 1):
                places.setdefault(page, []).append((span, found[at].stream))
    for page, spans in sorted(places.items()):
        if runs(stream for _, stream in sorted(spans)) > len({stream for _, stream in spans}):
            yield page + 1

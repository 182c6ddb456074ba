"""What a requirement asks for, as terms: "arterial lines", "Kubernetes", "wound care". Pure.

Unit of matching is the line (MATCHING.md, "Decisions"); its terms are what the vocabulary knows in it, and what
stands between its signs, stop words and scaffolding ("proven experience with").
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

from letraz.matching import words
from letraz.matching.vocabulary import Hit, Vocabulary
from letraz.matching.words import Token

__all__ = ["Term", "terms"]

#: Words in one term; what is longer is parted (MATCHING.md).
MOST_WORDS = 4

#: Between two words these part a term; what stands in brackets is a term by itself.
_BREAK = re.compile(r"[,;:/()\[\]•|–—]|\.(?=\s|$)|\s-\s")
_OR = re.compile(r"\bor\b|/", re.IGNORECASE)

#: What stands before examples; an open bracket too: "a cloud warehouse (Snowflake, BigQuery)".
_EXAMPLES = re.compile(r"\b(?:such as|like|for example|for instance|e\.?g\.?|including)\b|\(", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Term:
    """One thing asked for. `tokens` as in the requirement; `concept` when the vocabulary knows it.

    Terms of one `group` are alternatives: any of them will do.
    """

    tokens: tuple[Token, ...]
    concept: str
    weight: float
    group: int

    @property
    def text(self) -> str:
        """Its words as the posting writes them, with single spaces."""
        return " ".join(token.text for token in self.tokens)


def terms(text: str, vocabulary: Vocabulary) -> list[Term]:
    """The terms of a requirement, in order. Empty when it asks for nothing that can be named."""
    found = words.tokens(text)
    hits = [hit for hit in vocabulary.find(found) if _says_something(found[hit.start : hit.end])]
    spans = [(hit.start, hit.end, hit.concept) for hit in hits]
    spans += [(start, end, "") for start, end in _chunks(text, found, hits)]
    return list(_grouped(text, found, sorted(spans)))


def _says_something(taken: Sequence[Token]) -> bool:
    return not all(map(_is_quiet, taken))


def _is_quiet(token: Token) -> bool:
    return token.norm in _quiet() or token.norm.removesuffix("'s") in _quiet()


def _chunks(text: str, found: Sequence[Token], hits: Sequence[Hit]) -> Iterator[tuple[int, int]]:
    """Runs of words that are neither a hit, nor quiet, nor parted by a sign."""
    taken = {at for hit in hits for at in range(hit.start, hit.end)}
    run: list[int] = []
    for at, token in enumerate(found):
        apart = bool(run) and bool(_BREAK.search(text, found[run[-1]].end, token.start))
        quiet = at in taken or _is_quiet(token)
        if apart or quiet or len(run) == MOST_WORDS:
            yield from _kept(found, run)
            run = []
        if not quiet:
            run.append(at)
    yield from _kept(found, run)


def _kept(found: Sequence[Token], run: Sequence[int]) -> Iterator[tuple[int, int]]:
    if run and any(len(found[at].norm) > 1 and not found[at].norm.isdigit() for at in run):
        yield run[0], run[-1] + 1


def _grouped(text: str, found: Sequence[Token], spans: Sequence[tuple[int, int, str]]) -> Iterator[Term]:
    """The terms, alternatives under one number: "or" and what hangs on it, and examples with what they are of."""
    joined = [_alternative(text, found, one[1], other[0]) for one, other in pairwise(spans)]
    for at in reversed(range(len(joined) - 1)):
        # "A, B or C" and "A (B, C)": a comma before an alternative is one too
        listed = _between(text, found, spans[at][1], spans[at + 1][0]).strip() == ","
        joined[at] = joined[at] or (listed and joined[at + 1])
    examples = False
    group = 0
    for at, (start, end, concept) in enumerate(spans):
        if at:
            before = _between(text, found, spans[at - 1][1], start)
            examples = _goes_on(before, examples)
            group += not (joined[at - 1] or examples)
        taken = tuple(found[start:end])
        yield Term(taken, concept, _weight(taken, concept), group)


def _between(text: str, found: Sequence[Token], end: int, start: int) -> str:
    return text[found[end - 1].end : found[start].start]


def _goes_on(before: str, examples: bool) -> bool:
    """Whether what follows is an example of what stands before: "such as A, B"; until a sentence or bracket ends."""
    if _EXAMPLES.search(before):
        return True
    return examples and not re.search(r"[.;:)]|\band\s+(?:an?|the|some)\b", before)


def _alternative(text: str, found: Sequence[Token], end: int, start: int) -> bool:
    """Whether "or" stands between two terms, and little else: "Python or Go", "SQL/NoSQL"."""
    between = _between(text, found, end, start)
    return len(between.split()) <= 4 and bool(_OR.search(between))


def _weight(taken: Sequence[Token], concept: str) -> float:
    """Named things weigh more than everyday words, and rare words more than common ones."""
    if concept:
        return 1.5
    rare = sum(not words.is_common(token.norm) for token in taken)
    return 1.0 if rare else 0.6 if len(taken) > 1 else 0.4


@lru_cache(1)
def _quiet() -> frozenset[str]:
    data = tomllib.loads(files("letraz.matching").joinpath("data", "terms.toml").read_text(encoding="utf-8"))
    return frozenset(words.normal(data["stop"]).split()) | frozenset(words.normal(data["scaffold"]).split())


def alternatives(found: Sequence[Term]) -> list[list[Term]]:
    """The terms by group."""
    groups: list[list[Term]] = []
    for before, term in pairwise([None, *found]):
        assert term is not None
        if before is None or before.group != term.group:
            groups.append([])
        groups[-1].append(term)
    return groups

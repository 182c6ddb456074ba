"""Postings whose line ends were lost when they were copied: where lines and points began is found again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from letraz.matching.reading.runon import items, runs_on
from letraz.matching.rules import Rules
from letraz.matching.vocabulary import Vocabulary
from letraz.matching.words import is_common, normal

__all__ = ["unsquashed"]

#: A line of more characters may hold several.
LONG = 120

#: So many joins like "experienceCalifornia" make a squashed text, in which less clear joins are cut as well.
SQUASHED = 3

#: No heading and no word has so many characters: nothing is looked for farther away.
FAR = 60

_JOIN = re.compile(
    r"""(?<=[a-z])(?=[A-Z])           # experienceCalifornia
      | (?<=[A-Z][A-Z])(?=[A-Z][a-z]{3})   # GEDClear
      | (?<=[.!?:;)%])(?=[A-Z][a-z])  # years.If
      | (?<=[a-z])(?=\d|[£$€]\d)     # Requirements5+, Wales£28,000
      | (?<=\d)(?=[A-Z][a-z]{2})      # 2026Save
    """,
    re.VERBOSE,
)
_WORD = re.compile(r"\S+")
_BEFORE = re.compile(r"[\w'’]+$")
_POINT = re.compile(r"\s+(?=[•●○◦▪▫■►➢➤✓✔‣∙] ?\S)|\s+(?=[·*] [^\W_])")
_DASHED = re.compile(r"(?<=[\w:.;)%]) +(?=[-–] [A-Z0-9])")
_START = re.compile(r"(?:(?<=[.!?;:)] )|(?<=[a-z0-9] )|^)(?=[A-Z])")
_ALONE = frozenset(
    {"Requirements", "Responsibilities", "Qualifications", "Duties", "Benefits", "Essential", "Desirable", "Preferred"}
)
_SENTENCE_ENDS = ".!?:;)"


def unsquashed(text: str) -> list[str]:
    """The lines of a plain text, with those that were run together taken apart. Nothing else is changed."""
    lines = text.split("\n")
    joins = sum(1 for line in lines if len(line) > LONG for word in _WORD.findall(line) if _clear(word))
    if joins >= SQUASHED:
        lines = [part for line in lines for part in _cut(line)]
    return [part for line in lines for part in (_opened(line) if len(line) > LONG else (line,))]


def _clear(word: str) -> bool:
    """Whether it is two words: a lower-case everyday word, and one that begins with a capital."""
    return any(word[0].islower() and _everyday(word[: join.start()], 3) for join in _JOIN.finditer(word))


def _everyday(word: str, least: int) -> bool:
    found = _BEFORE.search(word[-FAR:])
    said = found.group() if found else ""
    return len(said) >= least and is_common(normal(said))


def _cut(line: str) -> Iterator[str]:
    """A line of a squashed text, cut at the joins that are no names."""
    begin = 0
    for word in _WORD.finditer(line):
        for join in _JOIN.finditer(word.group()):
            at, since = word.start() + join.start(), max(word.start(), begin)
            before = line[begin:at] if at - begin < FAR else ""
            if at > begin and _parts(line[since : min(at + FAR, word.end())], at - since, before):
                yield line[begin:at].strip()
                begin = at
    yield line[begin:].strip()


def _parts(word: str, at: int, before: str) -> bool:
    """Whether a word is cut at `at`; `before` is the line up to there."""
    left, right = word[at - 1], word[at]
    headed = normal(before) in Rules.load().headings
    if right in "£$€" or right.isdigit():  # C4, ISO9001 and the like stay
        return headed or not right.isdigit()
    if not left.islower():
        return not left.isupper() or is_common(normal(word[at:]))
    found = _BEFORE.search(word[max(0, at - FAR) : at])
    piece = found.group() if found else ""
    if not piece or piece[0].islower():
        return _everyday(word[:at], 2) or len(piece) > 4
    return headed or len(piece) >= 7 or (len(piece) > 4 and _begins_anew(word, at))


def _begins_anew(word: str, at: int) -> bool:
    """Whether "CivilsAbility" is two words: the second is an everyday one, and the whole is the name of nothing."""
    second = normal(word[at:])
    return len(second) > 4 and is_common(second) and Vocabulary.load().concept(word) is None


def _opened(line: str) -> Iterator[str]:
    """A long line, with its points and what stands behind a heading within it on lines of their own."""
    points = _POINT.split(line)
    for point in points if len(points) > 2 else [line]:
        dashed = _DASHED.split(point)
        for part in dashed if len(dashed) > 3 else [point]:
            loose = runs_on(part)
            for piece in _headed(part, loose=loose):
                yield from items(piece) if loose and not _prose(piece) else [piece]


def _prose(piece: str) -> bool:
    """Whether a stretch ends as sentences do."""
    return piece.endswith((".", "!", "?"))


def _headed(line: str, *, loose: bool) -> Iterator[str]:
    """A line, cut before each heading that begins a sentence within it (`loose`: or anywhere), and behind it."""
    begin = 0
    for start in _START.finditer(line):
        at = start.start()
        end = at >= begin and _heading(line, at, loose=loose)
        if end:
            if line[begin:at].strip():
                yield line[begin:at].strip()
            yield line[at:end].strip()
            begin = end
    if line[begin:].strip():
        yield line[begin:].strip()


def _heading(line: str, at: int, *, loose: bool) -> int:
    """Where the heading that begins at `at` ends, or 0: with a colon, or of two words before a capital or a point."""
    words = list(_WORD.finditer(line[at : at + FAR]))[:6]
    fresh = loose or at == 0 or line[max(0, at - 2) : at].rstrip()[-1:] in _SENTENCE_ENDS
    for count in range(len(words), 0, -1):
        said = line[at : at + words[count - 1].end()]
        rest = line[at + len(said) : at + len(said) + 3].lstrip()
        begun = count > 1 and (fresh or said.istitle())
        alone = loose and count == 1 and said in _ALONE
        shape = said.endswith(":") or ((begun or alone) and (rest[:1].isupper() or rest[:1].isdigit()))
        if shape and normal(said) in Rules.load().headings:
            return at + len(said)
    return 0

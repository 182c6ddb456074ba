"""What is the same text for a receipt, whichever way a reader writes it down. The same for both readers. Pure.

1. Canonical composition (NFC). Compatibility forms are undone only where a font's tables make readers give them:
   ligatures, Arabic presentation forms, radicals. So "x²" stays apart from "x2".
2. Characters without a shape go: zero-width spaces and joiners, bidi controls, variation selectors, soft hyphens.
3. Text is compared without white space and hyphens inside words, and these *gaps* are then compared by themselves
   (`fits`): a space must be a space or the end of a line, a hyphen a hyphen, nothing must be nothing. The end of a
   line may stand where a line may break, and may bring a hyphen that the word itself does not have.
4. A line with characters of right-to-left script is put in the order of the page, and a field in the order in which
   it must then stand (`letraz.paper.receipt.bidi`). No other line is reordered. In such lines PDFium mirrors brackets
   and quotes by rules of its own, and in the file itself a bracket that opens to the left is the shape, and so has the
   text, of one that closes to the right: there, and nowhere else, one is not told from the other (`fold`).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

#: Gaps before a character. An end of line with a hyphen before it is `BROKEN`.
NONE, SPACE, HYPHEN, LINE, BROKEN = ".", " ", "-", "\n", "="

# Scripts that are written without spaces, in which a line may end after any character.
_SELF_BREAKING = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
_SELF = re.compile(f"[{_SELF_BREAKING}\U00020000-\U0003ffff]")
_FORMS = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufdff\ufe70-\ufefc]")
_SHAPELESS = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_STEERING = re.compile("([\u061c\u200e\u200f\u2066-\u2069])")
#: Characters that join words.
HYPHENS = "-\u2010\u2011"
_INNER = re.compile(rf"(?<=\w)[{HYPHENS}](?=\w)")
_AT_END = re.compile(rf"(?<=\w)[{HYPHENS}\xad][ \t]*[\n\f]\s*(?=\w)")
_SOFT = re.compile("\xad")

#: A word at least this long may be broken anywhere: it may be wider than its column.
LONG_WORD = 20

_FOLDS = str.maketrans(")]}）」】〉》”»", "([{（「【〈《“«")

# What may touch a field on its left or right without a gap: the signs we join fields with.
_BEFORE = '([（「“"«•·,،、，:：;；/'
_AFTER = ')]）」”"»•·,،、，:：;；.'


@dataclass(frozen=True, slots=True)
class Squeezed:
    """Characters without white space and inner hyphens; `gaps[n]` says what stands before the n-th of them.

    `pages` holds the place of each page's first character.
    """

    chars: str
    gaps: str
    pages: tuple[int, ...] = (0,)

    def __len__(self) -> int:
        return len(self.chars)

    def said(self, start: int, end: int) -> str:
        """That stretch as a person reads it."""
        spell = {NONE: "", SPACE: " ", HYPHEN: "-", LINE: " ", BROKEN: "-"}
        pairs = zip(self.gaps[start:end], self.chars[start:end], strict=True)
        return "".join(spell[gap] + char for gap, char in pairs).strip(" -")


def fold(text: str) -> str:
    """`text` with brackets and double quotes that do not say on which side they stand (rule 4)."""
    return text.translate(_FOLDS)


def plain(text: str) -> str:
    """`text` composed and without what has no shape; soft hyphens and white space stay (rules 1 and 2)."""
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", _FORMS.sub(lambda form: unicodedata.normalize("NFKC", form[0]), text))
    return _SHAPELESS.sub("", composed)


def has_shape(text: str) -> bool:
    """Whether anything of `text` can be seen on paper."""
    return bool(_SOFT.sub("", plain(text)).strip())


def steered(text: str) -> str:
    """`plain` text with what has no shape but steers the order of a line."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(part if at % 2 else plain(part) for at, part in enumerate(_STEERING.split(text)))


def unsteered(text: str) -> str:
    """`steered` text as `plain` text."""
    return text if text.isascii() else _STEERING.sub("", text)


def squeeze(text: str) -> Squeezed:
    """`plain` text as characters and gaps (rule 3)."""
    text = _AT_END.sub(_broken, text)
    text = text if text.isascii() else _SOFT.sub("", text)
    chars: list[str] = []
    gaps: list[str] = []
    pages = [0]
    size, gap = 0, SPACE
    for part in _PARTS.findall(_INNER.sub(_INNER_MARK, text)):
        if part in _MARKS or part.isspace():
            pages += [size] if "\f" in part else []
            gap = max(gap, _MARKS.get(part) or (LINE if _LINES.search(part) else SPACE), key=_RANK.index)
            continue
        chars.append(part)
        gaps.append(gap + NONE * (len(part) - 1))
        size, gap = size + len(part), NONE
    return Squeezed("".join(chars), "".join(gaps), tuple(pages))


# Stand in for gaps while a text is taken apart; `plain` text holds neither.
_INNER_MARK, _END_MARK = "\x02", "\x03"
_MARKS = {_INNER_MARK: HYPHEN, _END_MARK: BROKEN}
_PARTS = re.compile(rf"[{_INNER_MARK}{_END_MARK}]|\s+|[^\s{_INNER_MARK}{_END_MARK}]+")
_LINES = re.compile("[\n\f]")
_RANK = NONE + SPACE + HYPHEN + LINE + BROKEN


def _broken(found: re.Match[str]) -> str:
    return _END_MARK + ("\f" if "\f" in found[0] else "")


def fits(field: Squeezed, text: Squeezed, at: int, turned: bool = False) -> bool:
    """Whether the gaps agree where `text` has the characters of `field`, its ends included.

    In `turned` text a bracket that closes may stand before what it holds.
    """
    end = at + len(field)
    before, after = (_BEFORE + _AFTER,) * 2 if turned else (_BEFORE, _AFTER)
    if not (_ends(text, at, before, at - 1) and _ends(text, end, after, end)):
        return False
    wanted, found = field.gaps[1:], text.gaps[at + 1 : end]
    if wanted == found or wanted == found.translate(_ENDS):
        return True
    differing = (n for n, pair in enumerate(zip(wanted, found, strict=True), 1) if pair[0] != pair[1])
    return all(_agrees(field, n, field.gaps[n], text.gaps[at + n]) for n in differing)


_ENDS = str.maketrans({LINE: SPACE, BROKEN: HYPHEN})


def _agrees(field: Squeezed, at: int, wanted: str, found: str) -> bool:
    """Whether the gap before a field's character may be found as another one."""
    if wanted in {SPACE, LINE}:
        return found in {SPACE, LINE} or (found == NONE and _between_signs(field, at))
    if wanted in {HYPHEN, BROKEN}:
        return found == BROKEN
    if found == BROKEN:
        return True
    return (found == LINE and _may_break(field, at)) or (found == SPACE and _between_signs(field, at))


def _between_signs(field: Squeezed, at: int) -> bool:
    """Whether a neighbour is of a script without spaces: there readers guess them from the width of a gap."""
    return bool(_SELF.search(field.chars, at - 1, at + 1))


def may_end(field: Squeezed, at: int) -> bool:
    """Whether a line may end before a field's character."""
    return field.gaps[at] != NONE or _may_break(field, at)


def _may_break(field: Squeezed, at: int) -> bool:
    """Whether a line may end before that character with nothing to show for it."""
    left, right = field.chars[at - 1], field.chars[at]
    if not (left.isalnum() and right.isalnum()) or _between_signs(field, at):
        return True
    start = max(field.gaps.rfind(gap, 0, at) for gap in (SPACE, HYPHEN))
    ends = [end for gap in (SPACE, HYPHEN) if (end := field.gaps.find(gap, at)) >= 0]
    return min(ends, default=len(field)) - max(start, 0) >= LONG_WORD


def _ends(text: Squeezed, at: int, signs: str, neighbour: int) -> bool:
    """Whether a word can end at the border before `at`: white space, one of our signs, or a script without spaces."""
    if not 0 < at < len(text) or text.gaps[at] in {SPACE, LINE}:
        return True
    if text.gaps[at] != NONE:
        return False
    if _SELF.search(text.chars, at - 1, at + 1):
        return True
    return text.chars[neighbour] in signs and not _binds(text, neighbour, at)


def _binds(text: Squeezed, sign: int, border: int) -> bool:
    """Whether the sign is part of a number or an address ("3.8", "3,800", "Node.js", "10:30"), not one of ours."""
    if text.chars[sign] not in '.,:;/"':
        return False
    after = sign + 1
    ended = after >= len(text) or text.gaps[after] in {SPACE, LINE} or not text.chars[after].isalnum()
    return not ended if sign >= border else text.chars[sign] != '"' and text.gaps[border] == NONE

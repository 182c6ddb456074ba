"""Two rich texts as people see them: their paragraphs and points, with the words that go and come, bold as bold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from letraz import richtext
from letraz.diff.lines import aligned
from letraz.outline import Line
from letraz.wording import DELETED, INSERTED, SAME, Piece, readable

__all__ = ["Paragraph", "one_line", "redlined"]

#: A paragraph on its way: what is printed of it letter by letter, each with whether it is bold and italic.
_Letters = list[tuple[str, bool, bool]]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or a point, word by word; `depth` and `marker` as `richtext.Paragraph` has them."""

    pieces: tuple[Piece, ...]
    depth: int = 0
    marker: str = ""


def redlined(before: str, after: str) -> list[Paragraph]:
    """What became of a rich text: its new paragraphs in order, each gone one where it stood."""
    old, new = richtext.runs(before), richtext.runs(after)
    pairs = aligned([_line(one) for one in old], [_line(one) for one in new])
    back = {j: i for i, j in pairs.items()}
    found: list[Paragraph] = []
    at = 0
    for number, one in enumerate(new):
        before_it = back.get(number)
        if before_it is not None:
            found += [_told(gone, None) for i, gone in enumerate(old[:before_it]) if i >= at and i not in pairs]
            at = max(at, before_it)
        found.append(_told(None if before_it is None else old[before_it], one))
    return found + [_told(gone, None) for i, gone in enumerate(old) if i >= at and i not in pairs]


def one_line(before: str, after: str) -> list[Piece]:
    """The same of the Markdown of two lines, in one line."""
    old, new = (_spaced(_letters_of(source)) for source in (before, after))
    return list(_pieces(old, new))


def _letters_of(source: str) -> _Letters:
    found: _Letters = []
    for paragraph in richtext.runs(source):
        found += [(" ", False, False), *_letters(paragraph)]
    return found


def _spaced(letters: _Letters) -> _Letters:
    """With one space where there are several, and none around."""
    kept: _Letters = []
    for letter in letters:
        if not letter[0].isspace():
            kept.append(letter)
        elif kept and kept[-1][0] != " ":
            kept.append((" ", *letter[1:]))
    return kept[:-1] if kept and kept[-1][0] == " " else kept


def _line(paragraph: richtext.Paragraph) -> Line:
    return "".join(run.text for run in paragraph.runs), paragraph.marker


def _told(old: richtext.Paragraph | None, new: richtext.Paragraph | None) -> Paragraph:
    shape = new or old or richtext.Paragraph(())
    return Paragraph(tuple(_pieces(_letters(old), _letters(new))), shape.depth, shape.marker)


def _letters(paragraph: richtext.Paragraph | None) -> _Letters:
    """Where a link leads is said behind its words."""
    runs = paragraph.runs if paragraph else ()
    return [(letter, run.bold, run.italic) for run in runs for letter in richtext.spelled(run)]


def _pieces(old: _Letters, new: _Letters) -> Iterator[Piece]:
    i = j = 0
    for piece in readable(*("".join(letter[0] for letter in letters) for letters in (old, new))):
        length = len(piece.text)
        gone, come = old[i : i + length], new[j : j + length]
        if piece.how == SAME:
            yield from _same(gone, come)
        else:
            yield from _styled(gone if piece.how == DELETED else come, piece.how)
        i, j = i + length * (piece.how != INSERTED), j + length * (piece.how != DELETED)


def _same(old: _Letters, new: _Letters) -> Iterator[Piece]:
    """The same words; where only their look changed, they go and come."""
    for stays, run in groupby(zip(old, new, strict=True), lambda pair: pair[0] == pair[1]):
        before, after = zip(*run, strict=True)
        yield from _styled(before, SAME if stays else DELETED)
        yield from () if stays else _styled(after, INSERTED)


def _styled(letters: Sequence[tuple[str, bool, bool]], how: str) -> Iterator[Piece]:
    for (bold, italic), run in groupby(letters, lambda letter: letter[1:]):
        yield Piece("".join(letter[0] for letter in run), how, bold=bold, italic=italic)

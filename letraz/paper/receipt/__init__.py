"""The receipt: a PDF is read back by two readers that share no code, and compared with what is stored. For workers.

Each field matches once, at its own place in order; nothing else may stand in the file. See `match` for how, `normal`
for what counts as the same text, `fields` for what is expected, `facts` for what else must be true of a file.
"""

from __future__ import annotations

from contextlib import ExitStack, closing
from tempfile import NamedTemporaryFile

from letraz.document import Document
from letraz.paper.receipt import readers
from letraz.paper.receipt.compare import Comparison, compare
from letraz.paper.receipt.facts import facts
from letraz.paper.receipt.fields import Field, fields, own_words
from letraz.paper.receipt.readers import Opened, Poppler, ReaderMissing, Reading, Unreadable
from letraz.paper.receipt.says import Says
from letraz.paper.receipt.value import Checked, Facts, Reader, Receipt

__all__ = [
    "Checked",
    "Facts",
    "Field",
    "Reader",
    "ReaderMissing",
    "Receipt",
    "Says",
    "Unreadable",
    "fields",
    "judge",
    "prove",
]


def prove(pdf: bytes, document: Document, beside: frozenset[int] = frozenset(), says: Says | None = None) -> Receipt:
    """Read the file that was made of `document` back, and compare.

    `beside` holds the positions of the blocks in the second column, as `Printed.beside` has them. Raises
    `ReaderMissing` without Poppler, and `Unreadable` when a reader fails on the file.
    """
    says = says or Says.of(document, beside)
    with ExitStack() as held:
        file = held.enter_context(NamedTemporaryFile(suffix=".pdf"))
        file.write(pdf)
        file.flush()
        raw, guess = (held.enter_context(closing(Poppler(file.name, *how))) for how in (["-raw"], []))
        opened = held.enter_context(closing(Opened(pdf)))
        found = readers.pdfium(opened)  # while Poppler reads, too
        known = facts(pdf, opened, document.visible(), says)
        guessed = Reader("poppler by columns", readers.poppler_version(), guess.text(), judges=False)
        return judge([readers.poppler(raw.text()), found], document, says, known, (guessed,))


def judge(
    readings: list[Reading], document: Document, says: Says, known: Facts, others: tuple[Reader, ...] = ()
) -> Receipt:
    """The receipt of what readers gave for a document: pure, so that what they give can be changed in a test."""
    shown = document.visible()
    found, own = fields(shown, says), own_words(shown, says)
    came = {reading.name: compare(reading, found, shown, says, own) for reading in readings}
    return Receipt(
        fields=tuple(_checked(field, at, came) for at, field in enumerate(found)),
        readers=(*(_reader(reading, came[reading.name]) for reading in readings), *others),
        facts=known,
        columns=tuple(sorted({page for comparison in came.values() for page in comparison.columns})),
    )


def _checked(field: Field, at: int, came: dict[str, Comparison]) -> Checked:
    states = {name: comparison.states[at] for name, comparison in came.items()}
    words = dict.fromkeys(word for comparison in came.values() for word in comparison.lost.get(at, ()))
    return Checked(field.where, field.label, field.text, field.key, states, tuple(words))


def _reader(reading: Reading, came: Comparison) -> Reader:
    return Reader(reading.name, reading.version, reading.text, turned=reading.turned, unclaimed=came.unclaimed)

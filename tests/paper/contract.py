"""Everything that must be true of a printed resume, whatever the design: one list of what is not."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator

import outloud
import page as page_validation

from letraz.document import Document
from letraz.paper import press, receipt
from letraz.paper.receipt.value import PARTLY_PROVED
from tests.paper import geometry

#: Languages whose script a PDF gives back damaged in places, as every engine's does: for them a receipt may say
#: *partly readable*, and only that. All others must be found whole.
DAMAGED = ("ar", "hi")


def broken(document: Document) -> list[str]:
    """What a typographer, two checkers of PDF/UA or the receipt would send back. Prints the document."""
    laid_out = press.layout(document)
    misplaced = geometry.faults(laid_out)
    printed = press.finished(laid_out, document)
    return [*misplaced, *inaccessible(printed.pdf), *unread(printed, document)]


def inaccessible(pdf: bytes) -> list[str]:
    """The errors that page-validation and outloud find: both are partial checkers of PDF/UA-1."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        return [*_by_page_validation(file.name), *_by_outloud(file.name)]


def _by_page_validation(path: str) -> Iterator[str]:
    found = page_validation.validate_pdf(path, profile=page_validation.ValidationProfile.PDF_UA_1)
    yield from (f"page-validation: {failure}" for failure in found.failures)


def _by_outloud(path: str) -> Iterator[str]:
    found = outloud.check(path)
    if found.error:
        yield f"outloud: {found.error}"
    yield from (f"outloud: {finding}" for finding in found.findings if finding.severity == "error")


def unread(printed: press.Printed, document: Document) -> list[str]:
    """What the receipt says is wrong; in the languages of `DAMAGED`, beside what is partly readable."""
    found = receipt.prove(printed.pdf, document, printed.beside)
    if document.language in DAMAGED and found.verdict == PARTLY_PROVED:
        return []
    return found.problems()

"""PDF: the resume on paper, tagged for screen readers and parsers (PDF/UA-1)."""

from __future__ import annotations

from letraz.document import Document
from letraz.formats._format import Format, Kinds


class Pdf(Format):
    """What is sent to an employer."""

    name, label, suffix, mimetype, order = "pdf", "PDF", ".pdf", "application/pdf", 10
    help = "To send. It looks the same everywhere, and parsers can read it."

    def write(self, document: Document, kinds: Kinds) -> bytes:
        """The pages in the document's design. `ValueError` for what cannot be printed."""
        from letraz import paper  # only workers and the command line ever get here: the web loads no engine

        return paper.render(document)

"""PDF: the resume on paper, tagged for screen readers and parsers (PDF/UA-1)."""

from __future__ import annotations

from letraz.document import Document
from letraz.formats._format import File, Format, Kinds, Paper


class Pdf(Format):
    """What is sent to an employer."""

    name, label, suffix, mimetype, order = "pdf", "PDF", ".pdf", "application/pdf", 10
    help = "To send. It looks the same everywhere, and parsers can read it."

    def write(self, document: Document, kinds: Kinds) -> bytes:
        """The pages in the document's design. `ValueError` for what cannot be printed."""
        from letraz import paper  # only workers and the command line ever get here: the web loads no engine

        return paper.render(document)

    def make(self, document: Document, kinds: Kinds, paper: Paper | None = None) -> File:
        """The pages, read back: with the receipt and a picture of the first. As `write`, or what was printed before."""
        from letraz import paper as room

        pdf, beside = paper or _printed(document)
        receipt = room.prove(pdf, document, beside)
        said = {**receipt.to_json(), "sentence": receipt.sentence(), "problems": receipt.problems()}
        said["fields"] = [
            {**row, "state": field.state} for row, field in zip(said["fields"], receipt.fields, strict=True)
        ]
        return File(pdf, said, room.thumbnail(pdf))


def _printed(document: Document) -> Paper:
    from letraz import paper

    printed = paper.print_out(document)
    return printed.pdf, printed.beside

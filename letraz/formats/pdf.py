"""PDF: the resume on paper, tagged for screen readers and parsers (PDF/UA-1)."""

from __future__ import annotations

from dataclasses import replace

from letraz.attached import NAME
from letraz.document import Document
from letraz.formats import letraz_json
from letraz.formats._format import File, Format, Kinds, Paper, Reading, UnreadableFile
from letraz.formats._pdf_data import NoData, data_of


class Pdf(Format):
    """What is sent to an employer. One that carries its data is read back whole."""

    name, label, suffix, mimetype, order = "pdf", "PDF", ".pdf", "application/pdf", 10
    help = "To send. It looks the same everywhere, and parsers can read it."
    reads = "a PDF that carries its Letraz data"

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

    def read(self, data: bytes, kinds: Kinds) -> Reading:
        """The document that the PDF carries; its pages are not looked at."""
        try:
            carried = data_of(data, NAME)
            found = letraz_json.LetrazJson().read(carried, kinds)
        except NoData as error:
            raise UnreadableFile(str(error)) from error
        except UnreadableFile as error:
            raise UnreadableFile(f"The Letraz data in this PDF can't be read. {error}") from error
        return replace(found, format=self.name)

    def recognises(self, data: bytes) -> bool:
        """A PDF. Whether it carries anything is told by `read`, in a sentence of its own."""
        return data.startswith(b"%PDF-")


def _printed(document: Document) -> Paper:
    from letraz import paper

    printed = paper.print_out(document)
    return printed.pdf, printed.beside

"""DOCX: the resume as a Word file, for agencies and forms that ask for one and for whoever writes on in it."""

from __future__ import annotations

from letraz.document import Document
from letraz.formats._format import Format, Kinds


class Docx(Format):
    """Real headings, lists, links and a page, in the spirit of the design."""

    name, label, suffix, order = "docx", "Word (DOCX)", ".docx", 15
    mimetype = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    help = "For agencies and forms that ask for a Word file."

    def write(self, document: Document, kinds: Kinds) -> bytes:
        """The visible part of the document."""
        from letraz.formats import _docx  # 100 ms and 20 MB that a web process does not need

        return _docx.write(document.visible())

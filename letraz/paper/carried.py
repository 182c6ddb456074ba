"""The attachment of a PDF, as WeasyPrint takes it."""

from __future__ import annotations

from datetime import UTC, datetime

from weasyprint import Attachment

from letraz.attached import NAME, attached
from letraz.document import Document

#: WeasyPrint writes a moment, by itself that of the run; the bytes of a file depend on its document alone.
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def attachments(document: Document) -> list[Attachment]:
    """What `document` asks to carry: for `write_pdf(attachments=…)`; none when it does not ask."""
    data = attached(document)
    said = {"name": NAME, "description": "What this resume shows, for Letraz to read", "relationship": "Data"}
    return [Attachment(string=data, created=_LONG_AGO, modified=_LONG_AGO, **said)] if data else []

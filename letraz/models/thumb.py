"""The small picture of a version in the timeline: the first page, kept for as long as the version is.

Whole pages are drawn for whoever looks at them and give way to others; a timeline shows many versions at once. So each
version's picture is made when somebody first sees it there, by a worker, and the pages are counted along with it.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import update
from sqlalchemy.orm import Session

from letraz import storage
from letraz.document import CannotMake, Document
from letraz.extensions import queue
from letraz.models.preview import Preview
from letraz.models.version import Version

#: What a worker makes: the PDF of a document with how many pages it has, and the small picture of a PDF.
Print = Callable[[Document], tuple[bytes, int]]
Picture = Callable[[bytes], bytes]


def thumb_key(resume_id: int, digest: str) -> str:
    """Where the picture lies: with the pages of its resume, and gone with them. Empty: it can't be made."""
    return f"pages/{resume_id}/thumbs/{digest}.webp"


def build_thumb(session: Session, version_id: int, engine: str, print_out: Print, picture: Picture) -> None:
    """Make the picture of a version, from its pages where they are kept, and note how many there are. Commits."""
    version = session.get(Version, version_id)
    if version is None:
        return
    resume_id, digest, document = version.resume_id, version.digest, version.document
    kept, preview = Preview.paper(session, resume_id, digest, engine), session.get(Preview, resume_id)
    drawn = preview.find(digest) if preview else None
    session.rollback()  # drawing takes long: no lock is held meanwhile
    try:
        pdf, count = (kept[0], drawn.page_count) if kept and drawn else print_out(document)
        data = picture(pdf)
    except CannotMake:
        data, count = b"", 0
    key = thumb_key(resume_id, digest)
    storage.put(key, data)
    mine = update(Version).where(Version.resume_id == resume_id, Version.digest == digest, Version.page_count == 0)
    session.execute(mine.values(page_count=count))
    session.commit()
    queue.tell(key, "here")

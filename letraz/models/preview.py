"""The pages beside the editor: pictures of the PDF that would be exported now, and that PDF, made by a worker.

There is one row a resume, and only workers write it. It names by their digest the documents that are drawn: the one
that is saved, and others that were, or that somebody looked at in another design. A digest stands for everything
that can change a page, so what is kept under it is served as it is. Who looks asks the queue, not the database, so
looking never writes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from letraz import storage
from letraz.database import line, now
from letraz.document import CannotMake, Document
from letraz.extensions import Model, queue
from letraz.look import Look
from letraz.models.resume import Resume

#: What is kept of one resume: what is saved, each design's in the chooser, and some that were tried.
MOST_KEPT = 12

#: Before any resume was saved: what is drawn of a look alone says nothing about the saved state.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a worker made of a document: the PDF, and the pictures of its pages, which are made as they are taken.

    A picture has its page's number as its name; the last one is "thumb", the first page again, small.
    A sheet says what stands on a page: `width` and `height` in points, `lines` of text, and `marks`, each a list of a
    place in `Document.visible` and its rectangle in points. `beside`: the blocks of the column beside.
    """

    pdf: bytes
    pictures: Iterable[tuple[str, bytes]]
    sheets: list[dict[str, Any]] = field(default_factory=list)
    beside: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawing that is kept, without its files; or, with an `error`, why the pages of this digest cannot be made."""

    digest: str
    page_count: int
    sheets: list[dict[str, Any]] = field(default_factory=list)
    beside: list[int] = field(default_factory=list)
    error: str = ""


Draw = Callable[[Document], Drawing]


class Preview(Model):
    """The drawings of one resume: `made` is the digest of the saved state's, `kept` holds all, the newest first.

    What cannot be drawn is kept too, as the sentence that says why; `failed` and `error` say so of the saved state.
    `engine` is what drew them; it is empty when that is no longer the one that files are made with: then the drawings
    count as old.
    """

    __tablename__ = "preview"

    resume_id: Mapped[int] = mapped_column(ForeignKey("resumes.id", ondelete="CASCADE"), primary_key=True)
    made: Mapped[str] = line(64)
    page_count: Mapped[int] = mapped_column(default=0)
    sheets: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list, server_default=text("'[]'"))
    engine: Mapped[str] = line(100)
    kept: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list, server_default=text("'[]'"))
    failed: Mapped[str] = line(64)
    error: Mapped[str] = line(500)
    made_at: Mapped[datetime] = mapped_column(default=now)  #: `updated_at` of the resume whose saved state was drawn

    # --- looking -------------------------------------------------------------------------------------

    def find(self, digest: str) -> Drawn | None:
        """The drawing of this digest, when it is kept and still the one that would be made."""
        return self.kept_of(self.engine).get(digest) if self.engine else None

    def kept_of(self, engine: str) -> dict[str, Drawn]:
        """All drawings that are kept, by their digests, when this engine made them."""
        own = [Drawn(**one) for one in self.kept] if self.engine == engine[:100] else []
        return {one.digest: one for one in own if not one.error}

    def why_not(self, digest: str) -> str:
        """The sentence that says why the pages of this digest cannot be made; "" when nobody has found so."""
        said = (str(one.get("error", "")) for one in self.kept if self.engine and one["digest"] == digest)
        return next(said, "")

    def meanwhile(self) -> Drawn:
        """What can be shown until something else is drawn: the saved state as it was last, maybe without pages."""
        return Drawn(self.made, self.page_count if self.made else 0, self.sheets)

    def is_done(self, digest: str) -> bool:
        """Whether a worker has nothing more to do for this digest."""
        return bool(self.engine) and any(one["digest"] == digest for one in self.kept)

    @classmethod
    def paper(cls, session: Session, resume_id: int, digest: str, engine: str) -> tuple[bytes, frozenset[int]] | None:
        """The PDF that the pages of `digest` were drawn from, and its blocks of the column beside.

        None unless this engine made it, or when its file is gone. A document of no fixed design version has none that
        could be trusted: do not ask for it.
        """
        preview = session.get(cls, resume_id)
        drawn = preview.find(digest) if preview and preview.engine == engine[:100] else None
        if drawn is None:
            return None
        try:
            return storage.read(paper_key(resume_id, digest)), frozenset(drawn.beside)
        except FileNotFoundError:
            return None

    # --- drawing: for workers ------------------------------------------------------------------------

    @classmethod
    def forget(cls, session: Session, engine: str) -> None:
        """Let what another engine drew count as old, and what it could not draw be tried again. Commits."""
        other = update(cls).where(cls.engine != engine[:100], cls.engine != "")
        session.execute(other.values(engine="", failed="", error=""))
        session.commit()

    @classmethod
    def build(
        cls, session: Session, resume_id: int, digest: str, draw: Draw, engine: str, look: Look | Document | None = None
    ) -> None:
        """Draw and keep the pages of `digest`; nothing when the resume has moved on. Commits.

        An empty `digest` means the resume as it is now; `look`: as it would be in another design, or another document
        that is kept beside it (a letter in its look). What is kept is not drawn again.
        """
        resume = session.get(Resume, resume_id)
        document = _seen(resume, look) if resume and resume.deleted_at is None else None
        saved_at = resume.updated_at if resume and look is None else None
        preview = session.get(cls, resume_id)
        kept = preview.kept_of(engine) if preview and document else {}
        session.rollback()  # drawing takes long: no lock is held meanwhile (SQLite has one for all writers)
        if document is None or digest not in ("", document.digest()):
            return
        digest = document.digest()
        try:
            if digest in kept and _is_whole(resume_id, digest):
                cls._tell(session, resume_id, engine, kept[digest], saved_at)
            else:
                cls._draw(session, resume_id, engine, digest, draw(document), saved_at)
        except CannotMake as error:
            cls._tell(session, resume_id, engine, Drawn(digest, 0, error=str(error)[:500]), saved_at)

    @classmethod
    def _draw(
        cls, session: Session, resume_id: int, engine: str, digest: str, drawing: Drawing, saved_at: datetime | None
    ) -> None:
        storage.put(paper_key(resume_id, digest), drawing.pdf)
        drawn = Drawn(digest, len(drawing.sheets), drawing.sheets, drawing.beside)
        cls._tell(session, resume_id, engine, drawn, saved_at)
        for name, picture in drawing.pictures:
            storage.put(page_key(resume_id, digest, name), picture)
            queue.tell(page_key(resume_id, digest, name), "here")

    @classmethod
    def _tell(cls, session: Session, resume_id: int, engine: str, drawn: Drawn, saved_at: datetime | None) -> None:
        """Commit what came of a document, and remove the files of what that drives out.

        Its own pictures may still be on their way: whoever asks for one waits.
        """
        preview = session.get(cls, resume_id, with_for_update=True)
        if preview is None:
            preview = cls(resume_id=resume_id, made="", page_count=0, sheets=[], failed="", error="", made_at=NEVER)
            preview.engine, preview.kept = engine[:100], []
            session.add(preview)
        dropped = preview._keep(drawn, engine, saved_at)
        session.commit()
        queue.tell(f"pages:{resume_id}:{drawn.digest}", "failed" if drawn.error else "drawn")
        for old in dropped:
            storage.delete(f"pages/{resume_id}/{old}")

    def _keep(self, drawn: Drawn, engine: str, saved_at: datetime | None) -> set[str]:
        """Take in what came of a document; the digests whose files go. What another engine drew is no longer kept."""
        before = {drawn.digest, *self._digests()}
        own = self.kept_of(engine)
        others = [one for one in self.kept if self.engine == engine[:100] and one["digest"] != drawn.digest]
        if drawn.error and self.made == drawn.digest and drawn.digest in own:  # its pictures could not be made
            self.made, self.page_count, self.sheets = "", 0, []
        if saved_at:
            self._save(drawn, saved_at)
        rows = [asdict(drawn), *others]
        self.kept = rows[:MOST_KEPT] + [one for one in rows[MOST_KEPT:] if one["digest"] in (self.made, self.failed)]
        self.engine = engine[:100]
        return before - self._digests()

    def _save(self, drawn: Drawn, saved_at: datetime) -> None:
        """Say of the saved state what came of it; the pages it had before stay when it has none now."""
        self.made_at, self.error = saved_at, drawn.error
        self.failed = drawn.digest if drawn.error else ""
        if not drawn.error:
            self.made, self.page_count, self.sheets = drawn.digest, drawn.page_count, drawn.sheets

    def _digests(self) -> set[str]:
        """Those that have files: what is kept, and what is shown meanwhile."""
        return {self.made, *(one["digest"] for one in self.kept if not one.get("error"))} - {""}


def page_key(resume_id: int, digest: str, name: str) -> str:
    """Where the picture of a page lies ("1", "2", … or "thumb")."""
    return f"pages/{resume_id}/{digest}/{name}.webp"


def paper_key(resume_id: int, digest: str) -> str:
    """Where the PDF lies that the pictures were drawn from."""
    return f"pages/{resume_id}/{digest}/paper.pdf"


def _is_whole(resume_id: int, digest: str) -> bool:
    """Whether the last picture is there: a worker may have died before it."""
    try:
        storage.read(page_key(resume_id, digest, "thumb"))
    except FileNotFoundError:
        return False
    return True


def _seen(resume: Resume, look: Look | Document | None) -> Document:
    if isinstance(look, Document):
        return look
    return resume.seen(look) if look else resume.document()

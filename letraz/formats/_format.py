"""What every file format answers, and what reading a file gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, TypeAlias

from letraz.document import Document
from letraz.kind import Kind
from letraz.notes import Note

#: Every section type by its name, handed in by whoever asks: a format knows none by itself.
Kinds: TypeAlias = Mapping[str, Kind]


#: A finished PDF, and the positions of the blocks in its column beside.
Paper: TypeAlias = tuple[bytes, frozenset[int]]


class UnreadableFile(ValueError):
    """A file that cannot be read at all. The message is a sentence for the person, with the place where it is known."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says: the document, not yet through the forms; a note for each value not simply taken; the format."""

    document: Document
    notes: Sequence[Note] = ()
    format: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A finished file. What can be read back has a receipt (JSON values), and a picture of its first page (WebP)."""

    data: bytes
    receipt: Mapping[str, Any] | None = None
    picture: bytes = b""


class Format:
    """A kind of file. A subclass overrides `write`, or `read` and `recognises`, or all three."""

    name: ClassVar[str]  #: "json-resume"; stored with each export, so it never changes
    label: ClassVar[str]
    help: ClassVar[str] = ""  #: what it is good for, in a line
    reads: ClassVar[str] = ""  #: what of it can be read, where that is less than every such file
    suffix: ClassVar[str]  #: of the file's name: ".pdf"
    mimetype: ClassVar[str]
    order: ClassVar[int] = 100  #: its place in a menu
    letters: ClassVar[bool] = True  #: a letter can be such a file; not where only what a section type has is written
    private: ClassVar[bool] = False  #: holds hidden things too: a copy for the person, not a file for others

    @property
    def can_write(self) -> bool:
        """Whether it can be exported."""
        return type(self).write is not Format.write

    @property
    def can_read(self) -> bool:
        """Whether it can be imported."""
        return type(self).read is not Format.read

    def write(self, document: Document, kinds: Kinds) -> bytes:
        """The file. The same document gives the same bytes. `ValueError` with a sentence when it cannot be made."""
        raise NotImplementedError

    def make(self, document: Document, kinds: Kinds, paper: Paper | None = None) -> File:
        """The file with its receipt. What can be proved overrides this.

        `paper` is the document's PDF, when it was printed before, with the blocks of its column beside.
        """
        return File(self.write(document, kinds))

    def read(self, data: bytes, kinds: Kinds) -> Reading:
        """What the file says. `UnreadableFile` when it is damaged; nothing else is raised, whatever the bytes."""
        raise NotImplementedError

    def recognises(self, data: bytes) -> bool:
        """Whether the bytes look like this format, by their content. Never raises."""
        return False

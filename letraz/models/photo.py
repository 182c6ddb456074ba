"""The photo of a resume: a portrait without metadata, and what it shows."""

from __future__ import annotations

from base64 import b64encode
from datetime import datetime
from typing import Any

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from letraz.database import line
from letraz.document import Photo


class Pictured:
    """What has a photo. There is one when `photo_alt` says what it shows."""

    photo: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)  #: a JPEG without metadata
    photo_alt: Mapped[str] = line(200)  #: what it shows; empty when there is none

    options: Mapped[dict[str, Any]]
    revision: Mapped[int]
    updated_at: Mapped[datetime]

    def touch(self) -> None:
        """Note that something of it changed now."""
        raise NotImplementedError

    def portrait(self) -> Photo | None:
        """Its photo as a value; reads the picture's bytes only where there is one."""
        if not self.photo_alt or not self.photo:
            return None
        return Photo(b64encode(self.photo).decode(), self.photo_alt)

    def take_photo(self, photo: Photo | None) -> None:
        """Have this photo, or none. `ValueError` when it is no JPEG."""
        self.photo = photo.jpeg() if photo else None
        self.photo_alt = (photo.alt if photo else "")[:200]

    def remove_photo(self) -> None:
        """Have no photo and show none. Its bytes stay, in no document, for an Undo until the resume is saved again."""
        self.photo_alt = ""
        self.options = {name: value for name, value in (self.options or {}).items() if name != "photo"}
        self.revision += 1
        self.touch()

    def put_photo_back(self, alt: str) -> bool:
        """Have the removed photo again. False when its bytes are gone, or another photo has its place."""
        if self.photo_alt or not self.photo or not alt:
            return False
        self.photo_alt = alt
        self.revision += 1
        self.touch()
        return True

    def drop_removed_photo(self) -> None:
        """Forget the bytes that were kept for an Undo."""
        if not self.photo_alt:
            self.photo = None

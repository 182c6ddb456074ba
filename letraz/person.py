"""The header of a resume as a value: who it is about, where to reach them, what they look like. Pure."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Self

from letraz.values import filled

#: How every JPEG begins.
JPEG = b"\xff\xd8\xff"

#: Bytes of a portrait: one of 600 × 600 pixels takes 30 to 60 kB.
MOST_PHOTO = 150_000


@dataclass(frozen=True, slots=True)
class Link:
    """A place on the web that belongs to a person: `network` ("GitHub"), `username`, `url`."""

    url: str = ""
    network: str = ""
    username: str = ""

    @property
    def label(self) -> str:
        """What is printed for it: the address without its scheme.

        When the address is a host alone it does not say who is meant, so the user name is printed with it.
        """
        bare = self.url.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
        if "/" in bare or not self.username:
            return bare or self.network
        return f"{self.network or bare}: {self.username}" if self.network or bare else self.username


@dataclass(frozen=True, slots=True)
class Photo:
    """A portrait that travels inside the document: `data` is a JPEG as base64, `alt` says what it shows.

    The bytes are part of the value, so that a snapshot prints the same for ever and a copy loses nothing.
    """

    data: str = ""
    alt: str = ""

    def jpeg(self) -> bytes:
        """The picture's bytes; `ValueError` when `data` is no base64 of a JPEG."""
        found = b64decode(self.data, validate=True)
        if not found.startswith(JPEG):
            raise ValueError("not a JPEG")
        return found


@dataclass(frozen=True, slots=True)
class Person:
    """The header of one resume (its `personal_info`). Every field may be empty."""

    name: str = ""
    headline: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    city: str = ""
    region: str = ""
    postal: str = ""
    country: str = ""  #: ISO 3166-1 alpha-2
    nationality: str = ""
    date_of_birth: str = ""  #: ISO date; empty unless the person chose to print it
    url: str = ""
    links: tuple[Link, ...] = ()
    photo: Photo | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The person of a mapping; unknown keys are ignored, missing ones are empty."""
        known = {f.name: data[f.name] for f in fields(cls) if f.name in data}
        links = tuple(Link(**{k: str(v) for k, v in link.items() if k in _LINK}) for link in known.pop("links", ()))
        photo = known.pop("photo", None)
        return cls(**known, links=links, photo=Photo(**photo) if photo else None)

    def to_json(self) -> dict[str, Any]:
        """Every field that is not empty."""
        return filled(self)


_LINK = {f.name for f in fields(Link)}

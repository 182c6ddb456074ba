"""Documents that mean harm, or whose owner fell asleep on a key. Each with how it must end: pages, or a sentence."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from io import BytesIO

from PIL import Image

from letraz.document import Block, Document, Person, Photo
from tests import samples

#: What is said of a photo that is none.
UNREADABLE = "The photo cannot be read."


def sixty_pages() -> Document:
    """Three thousand short lines: little text, and twice the pages that may be printed."""
    return _telling("x\n" * 3_000)


def a_long_word() -> Document:
    """Twenty thousand letters without a place to break: the engine's time grows with the square of such a run."""
    return _telling("W" * 20_000)


def ten_thousand_items() -> Document:
    return Document(Person("A"), (samples.skills(*(samples.skill(f"Skill {n}") for n in range(10_000))),))


def nested_lists() -> Document:
    """Two hundred lists in each other: the engine would end in a `RecursionError` after seconds."""
    return _telling("\n".join("  " * depth + "- deeper" for depth in range(200)))


def unclosed_marks() -> Document:
    """What makes parsers of Markdown go back again and again."""
    return _telling("*" * 5_000 + "[" * 5_000 + "**a_" * 5_000)


def every_control_character() -> Document:
    """All of them, and what turns or joins text, in a name, a heading, a text and a tag."""
    said = "".join(f"{chr(code)}x" for code in [*range(0x20), *range(0x7F, 0xA0), *range(0x2000, 0x2070), 0xFEFF])
    return Document(Person(said), (samples.summary(said), Block("any", said, "tags", (samples.skill(said),))))


def no_characters() -> Document:
    """Code points that are none."""
    return _telling("a \ufffe b \uffff")


def columns_of_sections() -> Document:
    """A column beside with sixty sections: giving them to the main one by one would take sixty layouts."""
    short = (samples.skills(*(samples.skill(f"Skill {n} {m}") for m in range(5)), title=f"{n}") for n in range(60))
    return Document(Person("A"), (*short, samples.summary("The long story.")), design="sidebar")


def a_cut_off_photo() -> Document:
    return _with_photo(_jpeg()[:500])


def half_a_photo() -> Document:
    """Its head is good, and its scan ends half way."""
    return _with_photo(_jpeg()[: len(_jpeg()) // 2])


def a_photo_that_says_it_is_huge() -> Document:
    """A header that tells of 20,000 × 20,000 pixels: a gigabyte, once opened."""
    data = bytearray(_jpeg())
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = (20_000).to_bytes(2, "big") * 2
    return _with_photo(bytes(data))


def a_photo_that_is_none() -> Document:
    return _with_photo(b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>")


#: Name -> what makes it, and how the refusal begins; empty where it is printed.
ALL: Mapping[str, tuple[Callable[[], Document], str]] = {
    "sixty pages": (sixty_pages, "This resume takes "),
    "a long word": (a_long_word, ""),
    "ten thousand items": (ten_thousand_items, "This resume is too long to print: it has 10000 entries"),
    "nested lists": (nested_lists, ""),
    "unclosed marks": (unclosed_marks, ""),
    "every control character": (every_control_character, ""),
    "no characters": (no_characters, "No font here can print"),
    "columns of sections": (columns_of_sections, ""),
    "a cut off photo": (a_cut_off_photo, UNREADABLE),
    "half a photo": (half_a_photo, UNREADABLE),
    "a photo that says it is huge": (a_photo_that_says_it_is_huge, UNREADABLE),
    "a photo that is none": (a_photo_that_is_none, UNREADABLE),
}


def _telling(text: str) -> Document:
    return Document(Person("A"), (samples.summary(text),))


def _with_photo(data: bytes) -> Document:
    photo = Photo(base64.b64encode(data).decode(), "A person")
    return Document(Person("A", photo=photo), (samples.summary("Text."),), options={"photo": "end"})


def _jpeg() -> bytes:
    written = BytesIO()
    Image.linear_gradient("L").convert("RGB").save(written, "JPEG")
    return written.getvalue()

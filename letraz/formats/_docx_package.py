"""The empty Word file that a resume is written into: styles, lists, page and names, in the spirit of its design.

It is made from `templates/formats/docx/` and holds the styles that are used and no others: python-docx looks a style
up by walking through all of them, and its own template has a hundred and sixty.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from babel.core import get_global
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from letraz.document import Document
from letraz.formats._spirit import PAPERS, Spirit
from letraz.formats._telling import Teller, title_of

_FOLDER = Path(__file__).parent.parent / "templates" / "formats" / "docx"

#: What is in the file, and which template makes it.
_PARTS: Mapping[str, str] = {
    "[Content_Types].xml": "types.xml",
    "_rels/.rels": "root.xml",
    "docProps/core.xml": "core.xml",
    "word/document.xml": "document.xml",
    "word/_rels/document.xml.rels": "rels.xml",
    "word/styles.xml": "styles.xml",
    "word/numbering.xml": "numbering.xml",
    "word/settings.xml": "settings.xml",
    "word/fontTable.xml": "fonts.xml",
    "word/footer1.xml": "footer.xml",
}

_TWIPS = 1440 / 25.4  #: twentieths of a point in a millimetre

#: The first moment that a ZIP file can tell. The same document gives the same bytes at any time of day.
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Face:
    """Fonts that Word and LibreOffice have or have a twin of, for three kinds of script."""

    latin: str
    complex: str
    asian: str = ""


_TWINS = {
    "Cambria": ("Caladea", "roman"),
    "Calibri": ("Carlito", "swiss"),
    "Times New Roman": ("Liberation Serif", "roman"),
    "Arial": ("Liberation Sans", "swiss"),
}
_ASIAN = {
    "zh-CN": ("SimSun", "Microsoft YaHei"),
    "zh-TW": ("PMingLiU", "Microsoft JhengHei"),
    "ja": ("Yu Mincho", "Yu Gothic"),
    "ko": ("Batang", "Malgun Gothic"),
}


def package(document: Document, look: Spirit) -> bytes:
    """The file without a word of text in it; `document` is what `Document.visible` gave."""
    teller = Teller(document)
    width, height = (round(side * _TWIPS) for side in PAPERS[look.paper])
    margin = round(look.margin * _TWIPS)
    said = {
        "look": look,
        "accent": look.accent[1:].upper(),
        "body": _face(look.serif, teller.tag),
        "faces": [(name, *twin) for name, twin in _TWINS.items()],
        "head": _face(look.serif_heads, teller.tag),
        "page": {"width": width, "height": height, "margin": margin, "text": width - 2 * margin},
        "rtl": teller.direction == "rtl",
        "lang": _languages(teller.tag, teller.direction),
        "tongue": teller.tag,
        "title": printable(title_of(document)),
        "author": printable(document.person.name),
        "footer": look.footer,
    }
    return zipped({name: _template(made_by, said).encode() for name, made_by in _PARTS.items()})


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a ZIP file whose bytes depend on nothing else."""
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as file:
        for name, data in parts.items():
            entry = ZipInfo(name, _LONG_AGO)
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o600 << 16
            file.writestr(entry, data)
    return written.getvalue()


def printable(text: str) -> str:
    """`text` without what XML cannot hold."""
    return "".join(char for char in text if char in "\t\n" or (char >= " " and _fits(ord(char))))


def _fits(code: int) -> bool:
    return not (0x7F <= code <= 0x9F or 0xD800 <= code <= 0xDFFF or 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE)


def _face(serif: bool, tag: str) -> Face:
    asian = next((fonts for start, fonts in _ASIAN.items() if tag.startswith(start)), ("", ""))
    if serif:
        return Face("Cambria", "Times New Roman", asian[0])
    return Face("Calibri", "Arial", asian[1])


def _languages(tag: str, direction: str) -> dict[str, str]:
    """For the spelling of each kind of script; Word knows languages by their countries."""
    parts = get_global("likely_subtags").get(tag.replace("-", "_"), "").split("_")
    full = tag if "-" in tag or len(parts) < 3 else f"{parts[0]}-{parts[-1]}"
    asian = full.startswith(("zh", "ja", "ko"))
    turned = direction == "rtl" or full.startswith(("hi", "th"))
    return {
        "latin": "en-US" if asian or turned else full,
        "asian": full if asian else "zh-CN",
        "complex": full if turned else "ar-SA",
    }


def _template(name: str, said: Mapping[str, object]) -> str:
    return _environment().get_template(name).render(said)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )

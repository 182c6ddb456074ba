"""A Word file being written: paragraphs by their style, runs, links, numbered lists, a photo. Through python-docx."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any, TypeAlias
from zipfile import ZipFile

import docx
from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from letraz.formats._docx_package import printable, zipped
from letraz.formats._docx_turns import turns

#: An element of python-docx, which types its elements by descriptors that mypy cannot see through.
Element: TypeAlias = Any

_PHOTO_WIDTH = 26.0  #: millimetres, as the designs print it
_PHOTO_HEIGHT = 40.0  #: at most

#: What an address cannot hold as it is: Word calls a file damaged that has such a link.
_ODD = re.compile(r"[\x00-\x20\"<>\\^`{|}\x7f]")

_BAD_PHOTO = (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError, OSError, ValueError, KeyError)


#: Beside it the figures of a telephone number keep their order in a line that runs from the right.
_MARK = "\u200e"


class Sheet:
    """What is written goes to its end. `rtl`: the page runs from the right."""

    def __init__(self, package: bytes, *, rtl: bool) -> None:
        self._file = docx.Document(BytesIO(package))
        self._body: Element = self._file.element.body
        self._rtl = rtl
        self._links: dict[str, str] = {}
        self._numbers = 2

    def paragraph(self, style: str) -> Element:
        """A new, empty paragraph of this style (its id)."""
        made = self._body.add_p()
        made.style = style
        return made

    def say(self, into: Element, text: str, *styles: str, ltr: bool = False) -> None:
        """More text at the end of a paragraph or a link; styles of characters by their ids, the first one as such."""
        text = f"{_MARK}{text}{_MARK}" if ltr and self._rtl else text
        for part, turned in turns(printable(text), rtl=self._rtl and not ltr):
            run = into.add_r()
            if styles or turned:
                look = run.get_or_add_rPr()
                if styles:
                    look.style = styles[0]
                for name in (
                    ("b", "bCs") if "Strong" in styles[1:] else ("i", "iCs") if "Emphasis" in styles[1:] else ()
                ):
                    getattr(look, f"get_or_add_{name}")()
                if turned:
                    look.get_or_add_rtl()
            run.text = part

    def link(self, paragraph: Element, url: str) -> Element:
        """A link at the end of a paragraph, to say its text into. `url` is one that is safe to follow."""
        made = OxmlElement("w:hyperlink")
        made.set(qn("r:id"), self._related(_ODD.sub(lambda odd: f"%{ord(odd[0]):02X}", printable(url).strip())))
        paragraph.append(made)
        return made

    def _related(self, url: str) -> str:
        if url not in self._links:
            self._links[url] = name = f"link{len(self._links) + 1}"
            self._file.part.rels.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, url, name, is_external=True)
        return self._links[url]

    def list_from(self, start: int, depth: int) -> int:
        """A numbered list of its own that begins at `start`, `depth` deep (1 to 3): for `number`."""
        self._numbers += 1
        level = f'<w:lvlOverride w:ilvl="{depth - 1}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        number = f'<w:num {nsdecls("w")} w:numId="{self._numbers}"><w:abstractNumId w:val="1"/>{level}</w:num>'
        self._file.part.numbering_part.element.append(parse_xml(number))
        return self._numbers

    @staticmethod
    def number(paragraph: Element, list_id: int, depth: int) -> None:
        """Make a paragraph an item of a list."""
        numbered = paragraph.get_or_add_pPr().get_or_add_numPr()
        numbered.get_or_add_ilvl().val = depth - 1
        numbered.get_or_add_numId().val = list_id

    def photo(self, paragraph: Element, jpeg: bytes, alt: str) -> bool:
        """A portrait at the far end of the first lines; False, and nothing written, for what is no picture."""
        try:
            inline = self._file.part.new_pic_inline(BytesIO(jpeg), width=Mm(_PHOTO_WIDTH))
        except _BAD_PHOTO:
            return False
        if not 0 < inline.extent.cy <= Mm(_PHOTO_HEIGHT):
            return False
        drawing = OxmlElement("w:drawing")
        drawing.append(_floating(inline, printable(alt), "left" if self._rtl else "right"))
        paragraph.add_r().append(drawing)
        return True

    def finish(self) -> bytes:
        """The file. Nothing in it tells the time of day."""
        written = BytesIO()
        self._file.save(written)
        with ZipFile(written) as file:
            return zipped({name: file.read(name) for name in file.namelist()})


def _floating(inline: Element, alt: str, side: str) -> Element:
    """The picture as one that text runs beside."""
    found = parse_xml(
        f'<wp:anchor {nsdecls("wp", "a", "pic", "r")} distT="0" distB="0" distL="180000" distR="180000" simplePos="0"'
        ' relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="0"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="margin"><wp:align>{side}</wp:align></wp:positionH>'
        '<wp:positionV relativeFrom="margin"><wp:align>top</wp:align></wp:positionV>'
        f'<wp:extent cx="{inline.extent.cx}" cy="{inline.extent.cy}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        '<wp:wrapSquare wrapText="bothSides"/></wp:anchor>'
    )
    inline.docPr.set("descr", alt)
    inline.docPr.set("name", "Photo")
    for child in list(inline)[1:]:
        found.append(child)
    return found

"""What must be true of a file beside its words, looked up in the file itself through PDFium. Knows no design."""

from __future__ import annotations

import ctypes
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import pypdfium2
from pypdfium2 import raw

from letraz import language
from letraz.document import Document
from letraz.paper.receipt.addresses import as_written, targets, working
from letraz.paper.receipt.hidden import Looked, look
from letraz.paper.receipt.normal import plain
from letraz.paper.receipt.readers import Opened
from letraz.paper.receipt.says import Says
from letraz.paper.receipt.structure import Link, links, tree
from letraz.paper.receipt.value import Facts
from letraz.paper.tongue import Tongue


def facts(pdf: bytes, opened: Opened, document: Document, says: Says) -> Facts:
    """The facts of a file that was made of `document`, with a sentence for each that is not as it must be."""
    pages = list(zip(opened.pages, opened.texts, strict=True))
    found, looked, anchors = tree(opened.pages), look(pages), links(pages)
    printed = targets(document)
    wanted, works = Counter(as_written(target.url) for target in printed), working(printed, anchors)
    known = Facts(
        pages=len(opened.pages),
        size=len(pdf),
        sha256=hashlib.sha256(pdf).hexdigest(),
        tagged=found.tagged,
        headings_nested=_nested(found.headings, bool(document.person.name)),
        links=wanted.total(),
        links_working=works.total(),
        language=_language(opened.file),
        title=str(opened.file.get_metadata_dict().get("Title", "")),
        fonts=looked.fonts,
        fonts_embedded=not looked.loose,
        hidden_text=looked.hidden,
        figures=found.figures,
        attachments=_attachments(opened.file),
    )
    return replace(known, problems=(*_of_file(known, looked, document, says), *_of_links(wanted, works, anchors)))


def title(document: Document) -> str:
    """What a file's title must be: "Name – Headline"; the resume's own name when it has neither."""
    person = document.person
    named = " – ".join(part for part in (person.name, person.headline) if part)
    return named or document.title or Tongue(document.language).word("resume")


def _of_file(known: Facts, looked: Looked, document: Document, says: Says) -> Iterator[str]:
    photo = document.person.photo
    alts = (photo.alt,) if photo and says.photo else ()
    tag, named = language.tag(document.language), title(document)
    checks = {
        "The file is not tagged: screen readers cannot follow it.": known.tagged,
        "Its headings skip a level.": known.headings_nested,
        f"Its language is “{known.language}” and should be “{tag}”.": known.language == tag,
        f"Its title is “{known.title}” and should be “{named}”.": _same(known.title, named),
        f"These fonts are not in the file: {', '.join(looked.loose)}.": known.fonts_embedded,
        "Its pictures are not described as the photo is.": known.figures == alts,
    }
    yield from (sentence for sentence, good in checks.items() if not good)
    yield from (f"It hides the text “{text}”." for text in known.hidden_text)


def _of_links(wanted: Counter[str], works: Counter[str], anchors: Sequence[Link]) -> Iterator[str]:
    for url, lost in (wanted - works).items():
        if lost == wanted[url]:
            yield f"The link to {url} does not work or is not tagged."
        else:
            yield f"Of {wanted[url]} links to {url} only {works[url]} can be followed by everybody."
    for url in sorted({link.target for link in anchors} - set(wanted)):
        yield f"It has a link to {url}, which stands nowhere in the resume."


def _attachments(file: pypdfium2.PdfDocument) -> tuple[str, ...]:
    return tuple(str(file.get_attachment(n).get_name()) for n in range(file.count_attachments()))


def _same(one: str, other: str) -> bool:
    return plain(one).split() == plain(other).split()


def _nested(levels: Sequence[int], named: bool) -> bool:
    """Whether no heading is more than one level below the one before; the first is the name, where there is one."""
    first = not named or not levels or levels[0] == 1
    return first and all(after - before <= 1 for before, after in pairwise(levels))


def _language(opened: pypdfium2.PdfDocument) -> str:
    size = raw.FPDFCatalog_GetLanguage(opened, None, 0)
    room = (ctypes.c_ushort * (size // 2 + 1))()
    raw.FPDFCatalog_GetLanguage(opened, room, size)
    return bytes(room).decode("utf-16-le").split("\0")[0]

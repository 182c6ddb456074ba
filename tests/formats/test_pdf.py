"""A PDF that carries what it shows is read back whole; one that does not, or that means harm, gives a sentence."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import zlib
from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import page as page_validation
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from letraz import paper
from letraz.attached import NAME, attached, printed
from letraz.document import Block, Document, Entry, Link, Person, Photo
from letraz.formats import FORMATS, UnreadableFile, read
from letraz.formats._pdf_data import MOST, SECONDS
from letraz.models.intake import tidy
from letraz.sections import TYPES
from tests import samples, strategies
from tests.formats.test_contract import full

CARRY = {"data": "attached"}
CAST = ("nurse", "long_record", "world", "arabic", "hebrew", "chinese", "sparse", "pictures")


def tidied(document: Document) -> Document:
    """The document as the forms take it, as every stored one is."""
    return tidy(document)[0]


def asking(document: Document, **options: str) -> Document:
    return replace(document, options={**document.options, **CARRY, **options})


def back(pdf: bytes) -> Document:
    """What comes in from a file."""
    reading = read(pdf, TYPES)
    assert reading.format == "pdf"
    document, notes = tidy(reading.document)
    assert [*reading.notes, *notes] == []
    return document


def bare(document: Document) -> Document:
    """The visible document without what is never printed: keys, what imports kept aside, the resume's own name."""
    shown = document.visible().map_entries(lambda entry: replace(entry, key="", extra={}))
    blocks = tuple(replace(block, key="", extra={}) for block in shown.blocks)
    return replace(shown, person=replace(shown.person, extra={}), blocks=blocks, title="", extra={})


def file_with(*objects: bytes) -> bytes:
    """A PDF of a page and these objects, the first of which is number 4: an attachment's description."""
    tree = b"<</Names[(letraz.json) 4 0 R]>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
    first = (b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles " + tree + b">>>>", b"<</Kids[3 0 R]/Count 1>>", page)
    made = b"%PDF-1.7\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % pair for pair in enumerate((*first, *objects), 1))
    return made + b"trailer<</Size %d/Root 1 0 R>>\n%%%%EOF" % (len(objects) + 4)


def carrying(data: bytes, filters: bytes = b"") -> bytes:
    """A PDF that carries these bytes."""
    stream = b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), b"/Filter" + filters if filters else b"", data)
    return file_with(b"<</Type/Filespec/F(letraz.json)/UF(letraz.json)/EF<</F 5 0 R>>>>", stream)


def sentence(pdf: bytes) -> str:
    with pytest.raises(UnreadableFile) as found:
        read(pdf, TYPES)
    return str(found.value)


# --- what is carried --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CAST)
def test_it_reads_back_whole(name: str) -> None:
    document = asking(tidied(getattr(samples, name)()), accent="#1d5c43")
    assert back(paper.render(document)) == bare(document)


@pytest.mark.parametrize("kind", TYPES)
def test_every_field_of_a_type_comes_back(kind: str) -> None:
    block = Block(kind, entries=(full(TYPES[kind]),))
    document = asking(tidied(Document(Person("Ada"), (block,))))
    assert tidied(printed(document)) == bare(document)


def test_a_header_and_a_printed_photo_come_back() -> None:
    picture = BytesIO()
    Image.new("RGB", (40, 50)).save(picture, "JPEG")
    photo = Photo(b64encode(picture.getvalue()).decode(), "Ada")
    links = (Link("https://github.com/ada", "GitHub", "ada"),)
    person = Person("Ada", "Nurse", date_of_birth="1990-02-03", country="PL", links=links, photo=photo)
    document = asking(Document(person), photo="end")
    assert back(paper.render(document)) == document
    assert printed(asking(Document(person))).person.photo is None


@given(strategies.documents())
def test_of_any_document_what_is_printed_comes_back(document: Document) -> None:
    shown = printed(document)
    assert printed(tidied(shown)) == shown


def test_one_that_does_not_ask_carries_nothing() -> None:
    assert attached(samples.nurse()) == b""
    assert attached(replace(samples.nurse(), options={"data": "yes"})) == b""


def test_what_is_not_printed_is_not_carried() -> None:
    secret = "Zebra"
    hidden = Entry("custom", {"heading": secret}, title=secret, hidden=True)
    shown = Entry("custom", {"heading": "Shown"}, title="Shown", key="zebra", extra={"refused": {"x": secret}})
    referee = TYPES["references"].entry_of({"name": secret, "contact": secret, "reference": secret, "on_request": True})
    strength = TYPES["strengths"].entry_of({"name": "Calm", "shown_by": ["zebra"]})
    blocks = (
        Block("custom", "Things", entries=(shown, hidden), key="zebra", extra={"x": secret}),
        Block("custom", secret, entries=(shown,), hidden=True),
        Block("references", "References", entries=(referee,)),
        Block("strengths", "Strengths", entries=(strength,)),
    )
    links = (Link("https://example.org/me", secret, secret),)
    photo = Photo("Zebra", "Zebra")
    person = Person("Ada", links=links, photo=photo, extra={"x": secret})
    data = attached(asking(Document(person, blocks, secret, extra={"set_aside": [secret]})))
    assert b"Shown" in data
    assert b"References on request" not in data  # its type says it anew
    assert secret.casefold() not in data.decode().casefold()


def test_a_referee_who_is_printed_is_carried() -> None:
    values = {"name": "Dr. Ito", "position": "Head nurse", "contact": "ito@example.org", "reference": "Calm."}
    block = Block("references", entries=(TYPES["references"].entry_of(values),))
    assert printed(Document(blocks=(block,))).blocks[0].entries[0].values == values


# --- the file ---------------------------------------------------------------------------------------


def test_the_same_document_gives_the_same_bytes() -> None:
    document = asking(samples.nurse())
    assert paper.render(document) == paper.render(document)


def test_it_is_small_and_stays_accessible(tmp_path) -> None:
    path = tmp_path / "it.pdf"
    path.write_bytes(paper.render(asking(samples.nurse())))
    result = page_validation.validate_pdf(str(path), profile=page_validation.ValidationProfile.PDF_UA_1)
    assert [str(failure) for failure in result.failures] == []
    assert path.stat().st_size < 50_000


def test_it_stands_there_under_its_name() -> None:
    with pikepdf.open(BytesIO(paper.render(asking(samples.nurse())))) as opened:
        assert list(opened.attachments) == [NAME]
        held = opened.attachments[NAME].get_file()
        assert json.loads(held.read_bytes())["letraz"] == 1
        assert held.creation_date is None or held.creation_date.year == 1970


def test_one_that_another_program_has_saved_anew_is_read_too() -> None:
    document = asking(tidied(samples.nurse()))
    saved = BytesIO()
    with pikepdf.open(BytesIO(paper.render(document))) as opened:
        opened.save(saved, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert NAME.encode() not in saved.getvalue()
    assert back(saved.getvalue()) == bare(document)


# --- what means harm --------------------------------------------------------------------------------


def test_one_that_carries_nothing_says_so() -> None:
    said = sentence(paper.render(samples.nurse()))
    assert said.startswith("This PDF carries no Letraz data. Only a PDF that Letraz made with its data attached")


def test_one_that_carries_something_else_says_so() -> None:
    made = BytesIO()
    with pikepdf.open(BytesIO(paper.render(samples.nurse()))) as opened:
        opened.attachments["other.json"] = pikepdf.AttachedFileSpec(opened, b"{}")
        opened.save(made)
    assert "carries no Letraz data" in sentence(made.getvalue())


def test_a_locked_one_says_so() -> None:
    locked = BytesIO()
    with pikepdf.open(BytesIO(paper.render(asking(samples.nurse())))) as opened:
        opened.save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert "locked with a password" in sentence(locked.getvalue())


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_torn_one_says_so(share: float) -> None:
    whole = paper.render(asking(samples.nurse()))
    assert sentence(whole[: int(len(whole) * share)]).startswith("This PDF ")


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (b"", "This PDF is damaged"),
        (b"{", "can't be read. This JSON breaks off at line 1"),
        (b"[]", "A Letraz file is one object"),
        (b'{"letraz": 99}', "Another Letraz wrote this file (version 99)"),
        (b'{"letraz": 1, "blocks": ' + b"[" * 99 + b"]" * 99 + b"}", "brackets in each other"),
        (b"\xff\xfe\x00", "can't be read"),
        (b"\x00" * 99, "can't be read"),
    ],
)
def test_what_is_carried_is_not_believed(data: bytes, part: str) -> None:
    assert part in sentence(carrying(data))


LARGER = "What this PDF carries is larger than any resume."
TOO_MUCH = "This PDF takes too much to open."


@pytest.mark.parametrize(
    ("pdf", "why"),
    [
        (lambda: carrying(zlib.compress(b" " * (MOST - 2) + b"{}"), b"/FlateDecode"), "The Letraz data in this PDF "),
        (lambda: carrying(zlib.compress(b" " * (MOST - 1) + b"{}"), b"/FlateDecode"), LARGER),
        (lambda: carrying(zlib.compress(b"0" * 400_000_000, 1), b"/FlateDecode"), TOO_MUCH),
        (
            lambda: carrying(zlib.compress(zlib.compress(b"0" * 400_000_000, 1)), b"[/FlateDecode/FlateDecode]"),
            TOO_MUCH,
        ),
        (lambda: carrying(b"0" * 1000, b"[" + b"/ASCIIHexDecode" * 10_000 + b"]"), "Th"),
        (lambda: file_with(b"4 0 R"), "This PDF "),
        (lambda: file_with(b"<</EF<</F 4 0 R>>>>"), "This PDF "),
        (lambda: file_with(*[b"[" * 20_000] * 50), "This PDF "),
    ],
    ids=["all it may", "a byte more", "huge", "twice packed", "many filters", "itself", "no stream", "brackets"],
)
def test_a_bomb_takes_bounded_time(pdf: Callable[[], bytes], why: str) -> None:
    made, start = pdf(), time.perf_counter()
    assert sentence(made).startswith(why)
    assert time.perf_counter() - start < 3 * SECONDS


@settings(max_examples=20)
@given(st.binary(max_size=300))
def test_any_bytes_after_the_start(data: bytes) -> None:
    assert sentence(b"%PDF-1.7\n" + data).startswith("This PDF ")


def test_only_the_program_loads_the_reader() -> None:
    code = "import sys; from letraz.formats import read, FORMATS; from letraz.sections import TYPES\n"
    code += "try: read(b'%PDF-1.7', TYPES)\nexcept ValueError: print('pypdfium2' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_it_writes_through_the_paper() -> None:
    assert FORMATS["pdf"].write(asking(samples.sparse()), TYPES) == paper.render(asking(samples.sparse()))

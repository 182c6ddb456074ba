"""What every format keeps to, also one that is not written yet."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest

from letraz import forms
from letraz.document import Block, Document, Entry, Link, Person
from letraz.fields import PartialDateField
from letraz.formats import FORMATS, Format, detect, read
from letraz.models.item import Item
from letraz.sections import TYPES
from tests.samples import nurse

every = pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
written = pytest.mark.parametrize(
    "form", [form for form in FORMATS.values() if form.can_write], ids=lambda form: form.name
)


def text_of(form: Format, data: bytes, tmp_path: Path) -> str:
    """What a person or a parser reads in a file, on one line, in NFC."""
    if form.suffix == ".pdf":
        (tmp_path / "it.pdf").write_bytes(data)
        command = ["pdftotext", "-layout", str(tmp_path / "it.pdf"), "-"]
        data = subprocess.run(command, capture_output=True, check=True).stdout
    if form.suffix == ".docx":
        return _flat("\n".join(paragraph.text for paragraph in docx.Document(BytesIO(data)).paragraphs))
    return _flat(data.decode())


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text))


# --- a document in which every field says something that stands nowhere else ------------------------


def full(kind: type[Item]) -> Entry:
    """An entry with all fields that are shown, each with a word of its own."""
    values = {one.name: _word(kind, one) for one in kind.Form(formdata=None, meta={"csrf": False})}
    for name in ("current", "on_request", "revision", "shown_by"):
        values.pop(name, None)
    return kind.entry_of(values)


def _word(kind: type[Item], one: Any) -> Any:
    name = re.sub(r"[^a-z]", "", f"q{kind.__tablename__}{one.name}")
    if isinstance(one, PartialDateField):
        return "2034-11" if "end" in one.name or one.name == "expires" else "2033-11"
    if isinstance(one, forms.UrlField):
        return f"https://{name}.example"
    if isinstance(one, forms.NamesField):
        return [f"{name}a", f"{name}b"]
    if isinstance(one, forms.ChoiceField):
        return next(code for code in one.choices if code)
    return True if isinstance(one, forms.YesField) else name


def words_of(kind: type[Item], entry: Entry) -> list[str]:
    """The words of `full` that a file must show."""
    found: list[str] = []
    for value in entry.values.values():
        found += [word for word in (value if isinstance(value, list) else [value]) if isinstance(word, str)]
    dates = {"2034" if "end" in name or name == "expires" else "2033" for name in entry.values if _is_date(kind, name)}
    return [re.sub("^https://", "", word) for word in found if not word[0].isdigit()] + sorted(dates)


def _is_date(kind: type[Item], name: str) -> bool:
    return isinstance(kind.Form(formdata=None, meta={"csrf": False})[name], PartialDateField)


def whole(*entries: Entry) -> Document:
    """A document with these entries, each in a section of its type, under a full header."""
    blocks = [Block(e.kind, TYPES[e.kind].label, TYPES[e.kind].layout, (e,)) for e in entries]
    return Document(PERSON, tuple(blocks))


PERSON = Person(
    "Qname",
    "Qheadline",
    "qmail@example.org",
    "+1 555 0100",
    "Qstreet 1",
    "Qcity",
    "Qregion",
    "Q-1234",
    "PL",
    "Qnationality",
    "1990-02-03",
    "https://qurl.example",
    (Link("https://qlink.example", "Qnetwork", "quser"),),
)


# --- the contract -----------------------------------------------------------------------------------


@every
def test_it_has_a_name_a_label_a_suffix_and_a_type(form: Format) -> None:
    assert re.fullmatch("[a-z][a-z-]{1,19}", form.name)
    assert FORMATS[form.name] is form
    assert form.label
    assert form.help.endswith(".")
    assert re.fullmatch(r"(\.[a-z]+)+", form.suffix)
    assert re.fullmatch("[a-z]+/[a-z.+-]+", form.mimetype)
    assert form.can_write or form.can_read


@every
def test_no_other_has_its_suffix(form: Format) -> None:
    assert [other.name for other in FORMATS.values() if other.suffix == form.suffix] == [form.name]


@written
def test_it_writes_the_nurse(form: Format, tmp_path: Path) -> None:
    text = text_of(form, form.write(nurse(), TYPES), tmp_path)
    assert "Zofia Nowak" in text
    assert "Lakeview Community Hospital" in text


@written
@pytest.mark.parametrize(
    "document", [Document(), Document(blocks=(Block("skills"), Block("summary", "x", hidden=True)))]
)
def test_it_writes_an_empty_document(form: Format, document: Document) -> None:
    assert form.write(document, TYPES)


@written
def test_the_same_document_gives_the_same_bytes(form: Format) -> None:
    assert form.write(nurse(), TYPES) == form.write(nurse(), TYPES)


@written
def test_hidden_things_and_titles_stay_at_home_unless_it_is_private(form: Format, tmp_path: Path) -> None:
    one = TYPES["custom"].entry_of({"heading": "Shown", "text": "Here"})
    secret = TYPES["custom"].entry_of({"heading": "Zebra", "text": "Zebra", "tags": ["Zebra"]})
    block = Block("custom", "Things", entries=(one, replace(secret, hidden=True)))
    document = Document(Person("Me"), (block, Block("custom", "Zebra", entries=(secret,), hidden=True)), "Zebra")
    text = text_of(form, form.write(document, TYPES), tmp_path)
    assert "Shown" in text
    assert ("Zebra" in text) == form.private


@written
def test_it_shows_the_header(form: Format, tmp_path: Path) -> None:
    text = text_of(form, form.write(whole(), TYPES), tmp_path)
    words = ["Qname", "Qheadline", "qmail@example.org", "+1 555 0100", "Qstreet 1", "Qcity", "Qregion", "Q-1234"]
    for word in [*words, "Qnationality", "qurl.example", "quser", "1990"]:
        assert word in text


@written
@pytest.mark.parametrize("kind", TYPES)
def test_it_shows_every_field_of_a_type(form: Format, kind: str, tmp_path: Path) -> None:
    entry = full(TYPES[kind])
    text = text_of(form, form.write(whole(entry), TYPES), tmp_path).casefold()
    plain = re.sub("[ _-]", "", text)
    missing = [word for word in words_of(TYPES[kind], entry) if re.sub("[ _-]", "", word.casefold()) not in plain]
    assert not missing


@written
def test_a_title_of_ones_own_is_shown(form: Format, tmp_path: Path) -> None:
    document = Document(blocks=(replace(whole(full(TYPES["skills"])).blocks[0], title="What I can do"),))
    assert "What I can do" in text_of(form, form.write(document, TYPES), tmp_path)


@pytest.mark.parametrize("form", [form for form in FORMATS.values() if form.can_read], ids=lambda form: form.name)
def test_it_knows_its_own_files(form: Format) -> None:
    for document in (nurse(), Document(Person("Ada"))):
        data = form.write(replace(document, options={"data": "attached"}), TYPES)
        assert detect(data) is form
        assert read(data, TYPES).format == form.name


@every
def test_it_recognises_nothing_in_noise(form: Format) -> None:
    for data in (b"", b"\x00", b"{", b"[]", b'"', b"\xff\xfe", b"{}" * 99):
        assert not form.recognises(data)

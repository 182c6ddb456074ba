"""The Word file: real styles, lists and links; opened by LibreOffice, it says the same in the same order."""

from __future__ import annotations

import re
import shutil
import subprocess
from base64 import b64encode
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document as WordFile
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from letraz.document import Block, CannotMake, Document, Entry, Link, Person, Photo
from letraz.formats import FORMATS
from letraz.formats._docx_turns import turns
from tests import samples, strategies, tongues
from tests.paper import reading


def written(document: Document) -> bytes:
    return FORMATS["docx"].write(document, {})


def opened(document: Document) -> WordFile:
    return docx.Document(BytesIO(written(document)))


def part(document: Document, name: str) -> str:
    with ZipFile(BytesIO(written(document))) as file:
        return file.read(name).decode()


def of(text: str = "", **more: Any) -> Document:
    return Document(Person("Ada"), (Block("x", "X", entries=(Entry("x", title="T", text=text, **more),)),))


def portrait(kind: str = "JPEG") -> Photo:
    picture = BytesIO()
    Image.new("RGB", (400, 500), "#888").save(picture, kind)
    return Photo(b64encode(picture.getvalue()).decode(), 'Zofia "in" <uniform>')


# --- what it is made of -----------------------------------------------------------------------------


def test_its_headings_are_headings() -> None:
    styles = [(p.style.name, p.text.split("\t")[0]) for p in opened(samples.nurse()).paragraphs if p.style]
    assert styles[:3] == [
        ("Title", "Zofia Nowak"),
        ("Subtitle", "Registered Nurse, BSN"),
        ("Contact", "Tacoma, Washington · (253) 555-0142 · zofia.nowak@example.org · example.org/zofia"),
    ]
    assert ("Heading 1", "Experience") in styles
    assert ("Heading 2", "Registered Nurse, Step-Down Unit") in styles
    assert [text for name, text in styles if name == "Heading 3"] == ["Shift lead", "Nursing Assistant, part time"]


def test_it_has_the_styles_it_uses_and_few_others() -> None:
    known = {style.style_id for style in opened(samples.nurse()).styles}
    assert len(known) <= 30
    for document in (samples.nurse(), samples.long_record(), samples.arabic()):
        used = set(re.findall(r'<w:[pr]Style w:val="(\w+)"', part(document, "word/document.xml")))
        assert used <= known


def test_lists_are_lists_three_deep() -> None:
    file = opened(of("- one\n  - two\n    - three\n\n      more\n\nText\n\n1. first\n   1. inner"))
    names = [p.style.name for p in file.paragraphs if p.style and p.style.name.startswith("List")]
    assert names == [
        "List Bullet",
        "List Bullet 2",
        "List Bullet 3",
        "List Continue 3",
        "List Number",
        "List Number 2",
    ]


@pytest.mark.slow
@pytest.mark.xdist_group("word")
def test_numbers_are_those_of_the_source(word: Mapping[str, bytes]) -> None:
    text = reading.squash(reading.poppler(word["numbers"]))
    assert text.endswith("1.a2.b1.inner3.c•p7.seven8.eighttext1.new1.other")


def test_a_date_stands_at_the_far_end_of_its_title() -> None:
    texts = [p.text for p in opened(samples.nurse()).paragraphs]
    assert "Registered Nurse, Step-Down Unit\tMar 2021 – Present" in texts
    assert "Registered Nurse licence, State of Washington\tJul 2018 – Jul 2027" in texts


def test_bold_and_italic_are_styles() -> None:
    runs = [run for p in opened(of("a **b** *c* ***d***")).paragraphs for run in p.runs]
    said = {run.text: (run.style.name, run.italic) for run in runs if run.style}
    assert (said["b"], said["c"], said["d"]) == (("Strong", None), ("Emphasis", None), ("Strong", True))


def test_links_lead_somewhere() -> None:
    links = [link for p in opened(samples.nurse()).paragraphs for link in p.hyperlinks]
    assert {link.text: link.address for link in links} == {
        "zofia.nowak@example.org": "mailto:zofia.nowak@example.org",
        "example.org/zofia": "https://example.org/zofia",
        "free to copy": "https://example.org/handover/licence",
        "example.org/handover": "https://example.org/handover",
        "github.com/zofia/handover": "https://github.com/zofia/handover",
    }


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "\\\\host\\share", "https:"])
def test_what_is_not_safe_to_follow_is_text(url: str) -> None:
    document = of(url=url, links=(Link(url, "Net", "me"),))
    assert "<w:hyperlink" not in part(document, "word/document.xml")


def test_an_address_holds_only_what_one_may() -> None:
    rels = part(of(url='https://example.org/a b"<c>\\{d}|^`'), "word/_rels/document.xml.rels")
    assert 'Target="https://example.org/a%20b%22%3Cc%3E%5C%7Bd%7D%7C%5E%60"' in rels


def test_it_names_itself_and_tells_no_time() -> None:
    file = opened(samples.nurse())
    core = file.core_properties
    assert (core.title, core.author, core.language) == ("Zofia Nowak – Registered Nurse, BSN", "Zofia Nowak", "en")
    with ZipFile(BytesIO(written(samples.nurse()))) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        everything = b"".join(packed.read(name) for name in packed.namelist())
    assert b"created" not in everything
    assert b"python" not in everything


def test_it_is_small() -> None:
    assert len(written(samples.nurse())) < 10_000


@pytest.mark.parametrize(("size", "width"), [("A4", 210), ("Letter", 215.9)])
def test_both_papers(size: str, width: float) -> None:
    page = opened(replace(samples.nurse(), options={"page_size": size, "margin": "20"})).sections[0]
    assert page.page_width is not None
    assert abs(page.page_width.mm - width) < 0.1
    assert page.left_margin is not None
    assert abs(page.left_margin.mm - 20) < 0.1


def test_it_has_the_colour_and_letters_of_the_design() -> None:
    modern = part(replace(samples.nurse(), design="modern", options={"accent": "#1d5c43"}), "word/styles.xml")
    assert '<w:color w:val="1D5C43"/>' in modern
    assert 'w:ascii="Calibri"' in modern
    assert 'w:ascii="Cambria"' in part(samples.nurse(), "word/styles.xml")


@pytest.mark.parametrize(("footer", "found"), [("name", "Zofia Nowak · "), ("page", " / "), ("none", "")])
def test_the_foot_of_the_page(footer: str, found: str) -> None:
    document = replace(samples.nurse(), options={"footer": footer})
    assert found in part(document, "word/footer1.xml")
    assert ("footerReference" in part(document, "word/document.xml")) == (footer != "none")


@pytest.mark.parametrize(
    ("document", "says"),
    [
        (samples.nurse(), 'w:val="en-US"'),
        (replace(samples.nurse(), language="pt-BR"), 'w:val="pt-BR"'),
        (replace(samples.nurse(), language="de"), 'w:val="de-DE"'),
        (samples.arabic(), 'w:bidi="ar-EG"'),
        (samples.hebrew(), 'w:bidi="he-IL"'),
        (samples.chinese(), 'w:eastAsia="zh-CN"'),
        (replace(samples.nurse(), language="hi"), 'w:bidi="hi-IN"'),
    ],
)
def test_it_says_its_language(document: Document, says: str) -> None:
    assert re.search(f"<w:lang [^>]*{says}", part(document, "word/styles.xml"))


def test_right_to_left_runs_from_the_right() -> None:
    assert "<w:bidi/>" in part(samples.arabic(), "word/styles.xml")
    assert "<w:bidi/>" not in part(samples.nurse(), "word/styles.xml")
    body = part(samples.arabic(), "word/document.xml")
    assert re.search(r"<w:rtl/></w:rPr><w:t>ليلى حداد</w:t>", body)
    assert re.search(r"<w:r><w:t>\u200e\+962 6 555 0142\u200e</w:t>", body)


@pytest.mark.parametrize(
    ("text", "rtl", "found"),
    [
        ("abc", False, [("abc", False)]),
        (
            "على نظام Epic منذ 2021.",
            True,
            [("على نظام ", True), ("Epic", False), (" منذ 2021.", True)],
        ),
        ("نظام Node JS 22 (ICU)", True, [("نظام ", True), ("Node JS 22 (ICU", False), (")", True)]),
        ("for الأمل والحياة (the", False, [("for ", False), ("الأمل والحياة", True), (" (the", False)]),
        ("2018 – 2021", True, [("2018 – 2021", True)]),
        ("", True, []),
    ],
)
def test_turns(text: str, rtl: bool, found: list[tuple[str, bool]]) -> None:
    assert list(turns(text, rtl=rtl)) == found


@given(st.text(), st.booleans())
def test_no_sign_is_lost_in_a_turn(text: str, rtl: bool) -> None:
    assert "".join(part for part, _ in turns(text, rtl=rtl)) == text


# --- pages ------------------------------------------------------------------------------------------


def test_headings_stay_with_what_follows() -> None:
    for paragraph in opened(samples.nurse()).paragraphs:
        if paragraph.style and paragraph.style.name == "Heading 1":
            assert paragraph.style.paragraph_format.keep_with_next


def test_an_entry_does_not_cling_to_the_next() -> None:
    rows = [p for p in opened(samples.nurse()).paragraphs if p.text.startswith(("Basic Life", "Western Sound"))]
    assert [p.paragraph_format.keep_with_next for p in rows] == [False, False]


def test_a_section_can_ask_for_a_new_page_and_stay_whole() -> None:
    blocks = (Block("x", "New", entries=(Entry("x", title="A"), Entry("x", title="B")), new_page=True),)
    made = opened(Document(Person("Ada"), (replace(blocks[0], keep_together=True),))).paragraphs[1:]
    assert made[0].paragraph_format.page_break_before
    assert [p.paragraph_format.keep_with_next for p in made] == [True, True, False]


# --- a photo ----------------------------------------------------------------------------------------


def with_photo(photo: Photo, choice: str = "end") -> Document:
    return Document(Person("Ada", photo=photo), options={"photo": choice})


def test_a_photo_has_its_words() -> None:
    shown = opened(with_photo(portrait())).element.body.findall(f".//{qn('wp:docPr')}")
    assert [picture.get("descr") for picture in shown] == ['Zofia "in" <uniform>']


@pytest.mark.parametrize(
    "photo", [Photo("x"), portrait("PNG"), Photo(b64encode(b"\xff\xd8\xff\xe0 broken").decode(), "A")]
)
def test_what_is_no_photo_is_refused_where_it_is_shown(photo: Photo) -> None:
    with pytest.raises(CannotMake, match="photo cannot be read"):
        written(with_photo(photo))
    assert "<w:drawing" not in part(with_photo(photo, "none"), "word/document.xml")


def test_a_damaged_photo_is_refused() -> None:
    """Cut off in its scan: its head is good, and a word processor would show the half of it."""
    picture = portrait().jpeg()
    with pytest.raises(CannotMake, match="photo cannot be read"):
        written(with_photo(Photo(b64encode(picture[: len(picture) * 3 // 4]).decode(), "A")))


def test_a_photo_that_its_owner_does_not_print_is_left_out() -> None:
    assert "<w:drawing" not in part(with_photo(portrait(), "none"), "word/document.xml")


@given(st.binary(max_size=200))
def test_any_bytes_after_the_start_of_a_photo(data: bytes) -> None:
    with suppress(CannotMake):
        assert written(with_photo(Photo(b64encode(b"\xff\xd8\xff" + data).decode(), "A")))


# --- whatever is in it ------------------------------------------------------------------------------


@given(strategies.documents())
def test_any_document(document: Document) -> None:
    assert opened(document).paragraphs


def test_every_control_character() -> None:
    odd = "".join(map(chr, [*range(32), *range(0x7F, 0xA0), 0xD800, 0xFDD0, 0xFFFE, 0xFFFF, 0x1FFFF]))
    texts = dict.fromkeys(("title", "subtitle", "place", "note", "group", "level", "text"), f"a{odd}b")
    person = Person(name=f"A{odd}", headline=odd, phone=odd, url=f"https://x.example/{odd}")
    for layout in ("timeline", "tags", "lines"):
        entry = Entry("x", **texts, url=f"https://x.example/{odd}", tags=(odd,))
        assert opened(Document(person, (Block("x", odd, layout, (entry,)),), odd, odd, odd)).paragraphs


# --- opened by LibreOffice --------------------------------------------------------------------------

NUMBERS = "1. a\n2. b\n   1. inner\n3. c\n\n- p\n\n7. seven\n8. eight\n\ntext\n\n1. new\n\n1) other"

OPENED = {
    "nurse": samples.nurse(),
    "modern": replace(samples.nurse(), design="modern", options={"page_size": "Letter"}),
    "long_record": samples.long_record(),
    "world": samples.world(),
    "hebrew": samples.hebrew(),
    "chinese": samples.chinese(),
    "photo": replace(samples.nurse(), person=replace(samples.ZOFIA, photo=portrait()), options={"photo": "end"}),
    "numbers": of(NUMBERS),
    **{f"tongue-{tag}": tongues.ALL[tag]() for tag in tongues.ALL},
}


@pytest.fixture(scope="module")
def word(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """The PDF that LibreOffice makes of each file; skipped where there is no LibreOffice."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no soffice on the PATH: install it to open Word files (apt-get install libreoffice-writer)")
    folder: Path = tmp_path_factory.mktemp("word")
    for name, document in OPENED.items():
        (folder / f"{name}.docx").write_bytes(written(document))
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    files = [str(folder / f"{name}.docx") for name in OPENED]
    command = [office, home, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return {name: (folder / f"{name}.pdf").read_bytes() for name in OPENED}


@pytest.mark.slow
@pytest.mark.xdist_group("word")
@pytest.mark.parametrize("name", ["nurse", "modern", "long_record", "photo", "chinese"])
def test_it_reads_back_in_order(word: Mapping[str, bytes], name: str) -> None:
    text, place = reading.squash(reading.poppler(word[name], "-raw")), 0
    for said in reading.sayings(OPENED[name]):
        found = text.find(reading.squash(said), place)
        assert found >= 0, f"{said!r} is not there after {text[max(place - 60, 0) : place]!r}"
        place = found


@pytest.mark.slow
@pytest.mark.xdist_group("word")
@pytest.mark.parametrize("tag", [tag for tag in tongues.ALL if tag not in ("ar", "he")])
def test_every_language_reads_back_in_order(word: Mapping[str, bytes], tag: str) -> None:
    test_it_reads_back_in_order(word, f"tongue-{tag}")


@pytest.mark.slow
@pytest.mark.xdist_group("word")
@pytest.mark.parametrize("name", ["world", "hebrew", "tongue-he"])
def test_every_word_reads_back_in_every_script(word: Mapping[str, bytes], name: str) -> None:
    """Where a line runs both ways poppler moves its signs; of Arabic it gives no word whole (nor in our own pages)."""
    text = reading.poppler(word[name])
    words = {word for said in reading.sayings(OPENED[name]) for word in re.findall(r"[^\W_]+", said)}
    assert len(words) > 20
    assert [word for word in words if word not in text and not re.search("[\u0600-\u06ff]", word)] == []


@pytest.mark.slow
@pytest.mark.xdist_group("word")
def test_it_takes_as_many_pages_as_the_design(word: Mapping[str, bytes]) -> None:
    assert reading.page_count(word["nurse"]) == 2
    assert reading.page_count(word["hebrew"]) == 1

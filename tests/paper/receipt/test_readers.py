"""The readers: their marks and quirks, and what happens when one fails."""

from __future__ import annotations

from contextlib import closing
from io import BytesIO
from pathlib import Path

import pytest
from pdfminer.high_level import extract_text_to_fp

from letraz.paper import render
from letraz.paper.receipt import ReaderMissing, Unreadable, prove, readers
from letraz.paper.receipt.normal import plain, squeeze
from letraz.paper.receipt.readers import Opened, Poppler
from tests import samples, tongues
from tests.paper.receipt.changing import read


def test_popplers_turned_words_are_turned_back() -> None:
    reading = readers.poppler("\u202bאביב\u202c \u202bתל\u202c\n12-\u202bב\u202c ok\n\f")
    assert reading.pages == (("ביבא לת", "12-ב ok", ""),)
    assert reading.turned == 2
    nested = readers.poppler("\u202bאב \u202a12\u202c גד\u202c")
    assert nested.pages == (("דג 12 בא",),)


def test_a_page_is_a_page_for_both() -> None:
    pdf = render(samples.long_record())
    assert len(read(pdf, "poppler").pages) == len(read(pdf, "pdfium").pages) == 3


def test_both_readers_stand_lines_of_the_page_the_same_way() -> None:
    """Poppler and PDFium share no code; what is left of their differences is how they cut lines."""
    pdf = render(tongues.ALL["he"]())
    texts = [
        sorted("".join("".join(line.split()) for page in read(pdf, name).pages for line in page))
        for name in ("poppler", "pdfium")
    ]
    brackets = str.maketrans("", "", "()")
    assert "".join(texts[0]).translate(brackets) == "".join(texts[1]).translate(brackets)


def test_a_third_witness_reads_the_same_letters() -> None:
    """Pdfminer shares no code with the two, and judges nothing."""
    pdf, said = render(samples.nurse()), BytesIO()
    extract_text_to_fp(BytesIO(pdf), said, laparams=None, codec="utf-8")
    miner = squeeze(plain(said.getvalue().decode())).chars
    poppler = squeeze("\n".join(line for page in read(pdf, "poppler").pages for line in page)).chars
    assert sorted(miner.replace("-", "")) == sorted(poppler.replace("-", ""))


def test_a_hyphen_that_pdfium_swallows_is_put_back() -> None:
    assert readers._JOINED == "\ufffe"
    pdf = render(samples.long_words())
    with closing(Opened(pdf)) as opened:
        assert readers._JOINED in "".join(text.get_text_range() for text in opened.texts)
    assert any(line.endswith("-") for page in read(pdf, "pdfium").pages for line in page)


def test_what_is_no_pdf_is_refused_by_name() -> None:
    for data in (b"", b"%PDF-1.7 but no more", b"\0" * 1000):
        with pytest.raises(Unreadable):
            prove(data, samples.nurse())


def test_a_reader_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    slow = tmp_path / "pdftotext"
    slow.write_text("#!/bin/sh\nexec sleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setattr(readers, "program", lambda name: str(slow))
    monkeypatch.setattr(readers, "SECONDS", 0.2)
    with closing(Poppler("x.pdf")) as running, pytest.raises(Unreadable, match="longer"):
        running.text()
    assert running._process.poll() is not None


def test_a_reader_that_says_too_much_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    loud = tmp_path / "pdftotext"
    loud.write_text("#!/bin/sh\nsleep 0.2\nexec yes\n")
    loud.chmod(0o755)
    monkeypatch.setattr(readers, "program", lambda name: str(loud))
    with closing(Poppler("x.pdf")) as running, pytest.raises(Unreadable, match="ended with"):
        running.text()


def test_a_missing_reader_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    readers.program.cache_clear()
    with pytest.raises(ReaderMissing, match="poppler-utils"):
        readers.program("pdftotext")

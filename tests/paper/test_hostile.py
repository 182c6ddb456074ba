"""Whatever a document holds, it is printed or refused with a sentence, soon."""

from __future__ import annotations

import time
from typing import Any

import pytest

from letraz import paper
from letraz.designs import Design, design
from letraz.document import Document
from letraz.paper import limits, press
from letraz.paper.press import PHOTO
from letraz.worker import CPU_SECONDS
from tests.paper import cases, hostile, reading


@pytest.mark.parametrize("name", hostile.ALL)
def test_it_is_printed_or_refused_soon(name: str) -> None:
    """A quarter of what a task may use, however slow the machine: processor time is counted."""
    make, refusal = hostile.ALL[name]
    document = make()
    started = time.process_time()
    if refusal:
        with pytest.raises(paper.PaperError, match=f"^{refusal}"):
            paper.render(document)
    else:
        assert 1 <= reading.page_count(paper.render(document)) <= limits.MAX_PAGES
    assert time.process_time() - started < CPU_SECONDS / 4


def test_a_photo_that_is_not_printed_is_not_opened() -> None:
    """The resume of somebody whose photo is damaged prints without one."""
    document = hostile.a_cut_off_photo()
    assert paper.render(cases.dressed(document, design("classic"), photo="none"))


def test_a_good_photo_is_on_the_page() -> None:
    """Where a photo is asked for the engine asks for exactly it, and the file holds it."""
    pdf = paper.render(cases.dressed(cases.portrait(), design("classic"), photo="end"))
    assert b"/DCTDecode" in pdf
    assert press._Own(cases.portrait()).fetch(PHOTO)


def test_a_column_beside_takes_few_layouts(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[frozenset[int]] = []
    real = press._laid_out

    def counted(shown: Document, look: Design, beside: frozenset[int]) -> Any:
        taken.append(beside)
        return real(shown, look, beside)

    monkeypatch.setattr(press, "_laid_out", counted)
    laid_out = press.layout(hostile.columns_of_sections())
    assert 1 < len(laid_out.beside) < 60
    assert len(taken) <= 3

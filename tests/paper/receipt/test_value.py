"""The receipt as a value: its verdict, and what it says to a person."""

from __future__ import annotations

from dataclasses import replace

import pytest

from letraz.paper.receipt import Checked, Facts, Reader, Receipt


def checked(*states: str, text: str = "Epic", words: tuple[str, ...] = ()) -> Checked:
    return Checked("Skills · Epic", "title", text, "k", dict(zip(("poppler", "pdfium"), states, strict=True)), words)


FOUND = checked("found", "found")
READERS = (Reader("poppler", "22", "Epic"), Reader("pdfium", "159", "Epic"))


def receipt(*found: Checked, readers: tuple[Reader, ...] = READERS, facts: Facts | None = None) -> Receipt:
    return Receipt(found, readers, facts or Facts())


def test_a_whole_one_is_proved() -> None:
    good = receipt(FOUND, FOUND)
    assert (good.verdict, good.problems()) == ("proved", [])
    assert good.sentence() == "Both readers found all 2 fields in order."
    assert receipt(FOUND).sentence() == "Both readers found the one field in order."


@pytest.mark.parametrize(
    ("states", "sentence"),
    [
        (("missing", "missing"), "Both readers do not find “Epic” (Skills · Epic, title)."),
        (("found", "missing"), "PDFium does not find “Epic” (Skills · Epic, title)."),
        (("out_of_order", "found"), "Poppler finds, but not in its place, “Epic” (Skills · Epic, title)."),
        (("out_of_order", "out_of_order"), "Both readers find, but not in its place, “Epic” (Skills · Epic, title)."),
    ],
)
def test_one_red_field_is_enough(states: tuple[str, str], sentence: str) -> None:
    bad = receipt(FOUND, checked(*states))
    assert bad.verdict == "unproved"
    assert bad.problems() == [sentence]
    assert bad.sentence() == "Both readers found 1 of 2 fields in order; 1 missing or out of order."


def test_partly_readable_words_are_named() -> None:
    weak = receipt(FOUND, checked("found", "partly", words=("वैज्ञानिक",)))
    assert weak.verdict == "partly"
    assert weak.problems() == ["PDFium partly reads “Epic” (Skills · Epic, title): वैज्ञानिक."]
    assert weak.sentence() == "Both readers found 1 of 2 fields in order; 1 only partly readable."
    worse = receipt(FOUND, checked("found", "partly"), checked("missing", "partly"))
    assert worse.verdict == "unproved"
    assert worse.problems()[0].startswith("Poppler does not find")


def test_text_that_nobody_stored_is_not_proved() -> None:
    odd = receipt(FOUND, readers=(READERS[0], replace(READERS[1], unclaimed=("Kubernetes",))))
    assert (odd.verdict, odd.unclaimed) == ("unproved", ("Kubernetes",))
    assert odd.problems() == ["The file says “Kubernetes”, which stands nowhere in the resume."]
    guess = Reader("poppler by columns", "22", "", judges=False, unclaimed=("anything",))
    assert receipt(FOUND, readers=(*READERS, guess)).verdict == "proved"


def test_a_file_with_a_problem_is_not_proved() -> None:
    assert receipt(FOUND, facts=Facts(problems=("Its headings skip a level.",))).verdict == "unproved"
    crossed = replace(receipt(FOUND), columns=(2,))
    assert crossed.verdict == "unproved"
    assert crossed.problems() == ["On page 2 the two columns are read across each other."]


def test_long_texts_are_cut_for_a_person() -> None:
    bad = receipt(checked("missing", "missing", text="word " * 60))
    assert len(bad.problems()[0]) < 160


def test_it_survives_json() -> None:
    whole = Receipt((FOUND, checked("missing", "partly", words=("a", "b"))), READERS, Facts(fonts=("X",)), (1, 2))
    assert Receipt.from_json(whole.to_json()) == whole
    assert whole.to_json()["verdict"] == "unproved"

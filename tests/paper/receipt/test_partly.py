"""Scripts that readers extract badly: stated as partly readable, with the words; never found loosely."""

from __future__ import annotations

from dataclasses import replace

import pytest

from letraz.document import Block, Document, Entry, Person
from letraz.paper.receipt import Says, fields
from letraz.paper.receipt.compare import Comparison, compare
from letraz.paper.receipt.readers import Reading
from tests import samples, tongues
from tests.paper.receipt.test_prove import proved

HINDI = "प्रियंका श्रीवास्तव"


def compared(document: Document, reader: str, *lines: str) -> Comparison:
    return compare(Reading(reader, "0", "", (lines,)), fields(document), document, Says())


def summary(text: str) -> Document:
    return Document(Person("Ada", "Clerk"), (Block("x", "Work", "prose", (Entry("x", text=text),)),))


@pytest.mark.parametrize("tag", ["hi", "ar"])
def test_hindi_and_arabic_files_are_at_least_partly_readable(design: str, tag: str) -> None:
    receipt = proved(tongues.ALL[tag](), design)
    assert receipt.verdict in {"partly", "proved"}, receipt.problems()
    for field in receipt.fields:
        assert field.state in {"found", "partly"}
        assert bool(field.words) is (field.state == "partly")


@pytest.mark.parametrize("aside", ["above", "beside"])
def test_a_column_beside_without_headings_keeps_its_damaged_words(aside: str) -> None:
    """No heading tells where the main column begins: its first, damaged text took the words of the one beside."""
    receipt = proved(tongues.ALL["hi"](), "sidebar", headings="hidden", size="9", density="open", aside=aside)
    assert receipt.verdict == "partly", receipt.problems()
    assert all(bool(field.words) is (field.state == "partly") for field in receipt.fields)


def test_emoji_that_a_reader_does_not_see_are_named() -> None:
    receipt = proved(samples.pictures(), "classic")
    name = next(field for field in receipt.fields if field.label == "name")
    assert name.states == {"poppler": "found", "pdfium": "partly"}
    assert name.words == ("🎉",)
    assert "PDFium partly reads “Ada 🎉 Łęcka” (Personal details, name): 🎉." in receipt.problems()
    assert receipt.verdict == "partly"


def test_a_damaged_word_is_named_and_the_others_must_be_there() -> None:
    document = summary(f"Worked with {HINDI} in Delhi")
    good = compared(document, "poppler", "Ada", "Clerk", "Work", f"Worked with {HINDI} in Delhi")
    assert set(good.states) == {"found"}
    damaged = compared(document, "poppler", "Ada", "Clerk", "Work", "Worked with प्िरयंका श्रीवास्तव in Delhi")
    assert damaged.states[-1] == "partly"
    assert damaged.lost == {3: ("प्रियंका",)}
    lost = compared(document, "poppler", "Ada", "Clerk", "Work", "Worked with प्िरयंका श्रीवास्तव in")
    assert lost.states[-1] == "missing"


def test_a_field_that_is_not_there_at_all_is_missing() -> None:
    document = summary(f"{HINDI}")
    assert compared(document, "poppler", "Ada", "Clerk", "Work").states[-1] == "missing"
    only = Document(Person("🎉", "Clerk"))
    assert compared(only, "pdfium", "Clerk").states == ("missing", "found")


def test_a_damaged_field_of_the_column_beside_does_not_stand_within_the_name() -> None:
    document = Document(Person("Ada", "Clerk"), (Block("y", "", entries=(Entry("y", title="वैज्ञानिक"),)),))
    says = Says(beside=frozenset({0}))

    def state(*lines: str) -> str:
        return compare(Reading("poppler", "0", "", (lines,)), fields(document, says), document, says).states[-1]

    assert state("Ada", "Clerk", "वैज्ाञनिक") == "partly"
    assert state("Ada", "वैज्ाञनिक", "Clerk") == "missing"


MAIN = "गेहूँ की छह नई किस्मों का परीक्षण"
SAID = "गेहूँ की छहि निई ⁠कस्माें का परीक्षण"  # the same, as both readers give it


def columns(*lines: str, titles: tuple[str, ...] = ("Alpha", "वैज्ञानिक", "Omega")) -> dict[str, str]:
    """The states of the damaged texts of two columns; that of the main one comes first in the document."""
    beside = tuple(Entry("y", title=title) for title in titles)
    blocks = (Block("x", "", "prose", (Entry("x", text=MAIN), Entry("x", text="End"))), Block("y", "", entries=beside))
    document, says = Document(Person("Ada"), blocks), Says(beside=frozenset({1}))
    told = fields(document, says)
    came = compare(Reading("poppler", "0", "", (lines,)), told, document, says)
    damaged = {MAIN: "main", "वैज्ञानिक": "beside"}
    return {damaged[f.text]: state for f, state in zip(told, came.states, strict=True) if f.text in damaged}


def test_damaged_texts_of_two_columns_do_not_take_each_others_places() -> None:
    both = {"main": "partly", "beside": "partly"}
    assert columns("Ada", "Alpha", "वैज्ाञनिक", "Omega", SAID, "End") == both
    assert columns("Ada", SAID, "End", "Alpha", "वैज्ाञनिक", "Omega") == both
    assert columns("Ada", "Alpha", "Omega", SAID, "End") == {"main": "partly", "beside": "missing"}
    assert columns("Ada", "Alpha", "वैज्ाञनिक", "Omega", "End") == {"main": "missing", "beside": "partly"}


def test_damaged_texts_of_two_columns_may_touch() -> None:
    titles = ("Alpha", "वैज्ञानिक")
    assert columns("Ada", "Alpha", "वैज्ाञनिक", SAID, "End", titles=titles) == {"main": "partly", "beside": "partly"}
    assert columns("Ada", "Alpha", "वैज्ाञनिक", "End", titles=titles) == {"main": "missing", "beside": "partly"}


def test_a_damaged_text_within_the_other_column_is_not_in_its_place() -> None:
    assert columns("Ada", "Alpha", "वैज्ाञनिक", SAID, "Omega", "End")["main"] == "missing"
    assert columns("Ada", "Alpha", "Omega", SAID, "वैज्ाञनिक", "End")["beside"] == "missing"


def test_other_scripts_are_never_partly_readable() -> None:
    for text in ("Résumé writer", "Łódź", "אחות", "護士", "Εθνική"):
        found = compared(summary(text), "poppler", "Ada", "Clerk", "Work", text[:-1] + "Q")
        assert found.states[-1] == "missing"
        assert found.unclaimed


def test_what_is_added_to_a_damaged_text_is_still_told() -> None:
    document = summary(f"Worked with {HINDI}")
    found = compared(document, "poppler", "Ada", "Clerk", "Work", "Worked with प्िरयंका श्रीवास्तव and Kubernetes")
    assert found.states[-1] == "partly"
    assert "Kubernetes" in " ".join(found.unclaimed)


def test_a_dropped_field_of_such_a_script_is_red() -> None:
    document = replace(samples.arabic(), design="classic")
    receipt = proved(document, "classic")
    texts = [field.text for field in receipt.fields]
    without = document.map_entries(lambda entry: replace(entry, title=entry.title.replace("ممرضة أولى", "")))
    pages = tuple(tuple(line[::-1] for line in field.text.split("\n")) for field in fields(without))
    found = compare(Reading("poppler", "0", "", pages), fields(document), document, Says())
    assert found.states[texts.index("ممرضة أولى")] == "missing"


def test_the_words_around_a_damaged_one_must_be_in_order() -> None:
    document = summary(f"Worked with {HINDI} in Delhi")
    found = compared(document, "poppler", "Ada", "Clerk", "Work", "Worked in Delhi with प्िरयंका श्रीवास्तव")
    assert found.states[-1] == "missing"


def test_one_damaged_field_does_not_stand_for_two() -> None:
    entries = (Entry("x", title="वैज्ञानिक"), Entry("x", title="वैज्ञानिक"))
    document = Document(Person("Ada", "Clerk"), (Block("x", "Work", "lines", entries),))
    both = compared(document, "poppler", "Ada", "Clerk", "Work", "वैज्ाञनिक", "वैज्ाञनिक")
    assert both.states[-2:] == ("partly", "partly")
    one = compared(document, "poppler", "Ada", "Clerk", "Work", "वैज्ाञनिक")
    assert sorted(one.states[-2:]) == ["missing", "partly"]

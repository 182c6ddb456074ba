"""What changed between two texts: the pieces give both back, whatever they are."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from letraz.wording import DELETED, INSERTED, SAME, Piece, compare, readable

TEXTS = st.text(st.sampled_from("ab c.,’é漢 "), max_size=40)


def test_a_word_that_was_swapped_is_taken_out_and_put_in() -> None:
    assert compare("Ran k8s daily", "Ran Kubernetes daily") == [
        Piece("Ran ", SAME), Piece("k8s", DELETED), Piece("Kubernetes", INSERTED), Piece(" daily", SAME),
    ]  # fmt: skip


def test_what_no_fact_has_is_marked_within_its_piece() -> None:
    new = "Ran a large unit"
    pieces = compare("Ran a unit", new, [(new.index("large"), new.index("large") + 5)])
    assert [piece for piece in pieces if piece.unsaid] == [Piece("large", INSERTED, unsaid=True)]


@given(TEXTS, TEXTS, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=3))
def test_the_pieces_give_both_texts_back(before: str, after: str, unsaid: list[tuple[int, int]]) -> None:
    pieces = compare(before, after, unsaid)
    assert "".join(piece.text for piece in pieces if piece.how != INSERTED) == before
    assert "".join(piece.text for piece in pieces if piece.how != DELETED) == after


@given(TEXTS, TEXTS)
def test_pieces_for_a_reader_give_both_back_too(before: str, after: str) -> None:
    pieces = readable(before, after)
    assert "".join(piece.text for piece in pieces if piece.how != INSERTED) == before
    assert "".join(piece.text for piece in pieces if piece.how != DELETED) == after
    assert all(piece.text for piece in pieces)
    assert all(one.how != two.how for one, two in pairwise(pieces))


def test_small_words_that_happen_to_be_the_same_are_no_scraps() -> None:
    assert readable("trusted to wash the linen", "trusted to bring new nurses to the standard") == [
        Piece("trusted to ", SAME),
        Piece("wash the linen", DELETED),
        Piece("bring new nurses to the standard", INSERTED),
    ]  # fmt: skip
    assert readable("Senior Charge Nurse", "Associate Professor") == [
        Piece("Senior Charge Nurse", DELETED), Piece("Associate Professor", INSERTED),
    ]  # fmt: skip


def test_scripts_without_spaces_are_compared_sign_by_sign() -> None:
    assert compare("看護師です", "看護婦です")[1:3] == [Piece("師", DELETED), Piece("婦", INSERTED)]


@given(TEXTS)
def test_equal_texts_have_no_difference(text: str) -> None:
    assert all(piece.how == SAME for piece in compare(text, text))

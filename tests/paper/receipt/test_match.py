"""Matching: each field at most once, as many as can be in order, and fast."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from letraz.paper.receipt.match import Match, Span, Taken, chain, gaps, match, runs


def matched(fields: Sequence[str], text: str) -> Match:
    """Fields matched in a plain text, at word borders."""
    return match(fields, lambda word: [m.span() for m in re.finditer(rf"\b{re.escape(word)}\b", text)])


def test_each_field_matches_once_at_its_own_place() -> None:
    found = matched(["a", "b", "a", "c"], "a b a c")
    assert found.in_order == {0: (0, 1), 1: (2, 3), 2: (4, 5), 3: (6, 7)}


def test_two_fields_of_one_text_need_two_places() -> None:
    found = matched(["a", "a"], "a b")
    assert len(found.in_order) + len(found.elsewhere) == 1


def test_what_stands_elsewhere_is_out_of_order() -> None:
    found = matched(["one", "two", "three"], "two three one")
    assert set(found.in_order) == {1, 2}
    assert found.elsewhere == {0: (10, 13)}


def test_a_lost_skill_is_not_found_in_a_paragraph_that_names_it() -> None:
    found = matched(["chart in Epic daily", "Epic"], "chart in Epic daily")
    assert set(found.in_order) == {0}
    assert found.elsewhere == {}


def test_two_lost_skills_do_not_cost_the_paragraph() -> None:
    found = matched(["use Epic and Pyxis", "Epic", "Pyxis"], "use Epic and Pyxis")
    assert set(found.in_order) == {0}


def test_one_long_field_out_of_place_does_not_cost_the_short_ones() -> None:
    long = "a paragraph of many words that moved to the end of the page"
    found = matched([long, "one", "two", "three"], f"one two three {long}")
    assert set(found.in_order) == {1, 2, 3}
    assert set(found.elsewhere) == {0}


def test_what_columns_begin_with_stands_before_all_of_them() -> None:
    def where(word: str) -> list[Span]:
        return [m.span() for m in re.finditer(rf"\b{word}\b", text)]

    plan = [[[0, 1, 2, 3], [0, 1, 4, 5]]]
    text = "h1 h2 m1 s1 m2 s2"
    fields = ["h1", "h2", "m1", "m2", "s1", "s2"]
    assert set(match(fields, where, plan).in_order) == set(range(6))
    text = "h1 s1 h2 m1 m2 s2"
    found = match(fields, where, plan)
    assert (set(found.in_order), set(found.elsewhere)) == ({0, 1, 2, 3, 5}, {4})


def test_columns_need_no_order_between_them() -> None:
    fields = ["m1", "m2", "s1", "s2"]
    text = "m1 s1 m2 s2"

    def where(word: str) -> list[Span]:
        return [(text.index(word), text.index(word) + 2)]

    assert len(match(fields, where).in_order) == 3
    assert len(match(fields, where, [[range(4)], [[0, 1], [2, 3]]]).in_order) == 4


def best_by_force(steps: Sequence[Sequence[Span]]) -> int:
    """The most fields that a chain can have, by trying all."""

    def longest(at: int, end: int) -> int:
        if at == len(steps):
            return 0
        taken = [1 + longest(at + 1, span[1]) for span in steps[at] if span[0] >= end]
        return max([longest(at + 1, end), *taken])

    return longest(0, 0)


spans = st.tuples(st.integers(0, 12), st.integers(1, 3)).map(lambda pair: (pair[0], sum(pair)))


@given(st.lists(st.lists(spans, max_size=3, unique=True).map(sorted), max_size=6))
def test_the_chain_is_the_best_there_is(steps: list[list[Span]]) -> None:
    found = chain(list(enumerate(steps)))
    assert len(found) == best_by_force(steps)
    ordered = [found[at] for at in sorted(found)]
    assert all(one[1] <= other[0] for one, other in pairwise(ordered))
    assert all(found[at] in steps[at] for at in found)


@given(
    st.lists(st.sampled_from(["a", "b", "c", "a b", "b c"]), max_size=8), st.lists(st.sampled_from("abcx"), max_size=12)
)
def test_no_stretch_is_two_fields(fields: list[str], text: list[str]) -> None:
    found = matched(fields, " ".join(text))
    assert not set(found.in_order) & set(found.elsewhere)
    assert all(one[1] <= other[0] for one, other in pairwise(found.claimed()))


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=5), min_size=1, max_size=30))
def test_a_text_of_its_fields_is_whole(fields: list[str]) -> None:
    found = matched(fields, " ".join(fields))
    assert len(found.in_order) == len(fields)


@given(st.lists(spans))
def test_what_is_taken_never_overlaps(wanted: list[Span]) -> None:
    taken = Taken()
    for span in wanted:
        free = all(span[1] <= other[0] or other[1] <= span[0] for other in taken.spans)
        assert taken.free(span) is free
        if free:
            taken.take(span)


def test_gaps_and_runs() -> None:
    assert gaps([(1, 3), (3, 4), (6, 8)], 9) == [(0, 1), (4, 6), (8, 9)]
    assert gaps([], 0) == []
    assert [runs(text) for text in ([], [0], [0, 0, 1], [0, 1, 0])] == [0, 1, 2, 3]


def test_five_thousand_fields_in_a_hundred_thousand_characters() -> None:
    """About 0.3 s on the machine that it was written on; a quadratic search takes minutes."""
    dice = random.Random(7)
    words = ["".join(dice.choices("abcdefghij", k=dice.randint(2, 9))) for _ in range(2_000)]
    fields = [" ".join(dice.choices(words, k=dice.randint(1, 5))) for _ in range(5_000)]
    text = " ".join(fields)
    places: dict[str, list[Span]] = {}

    def where(wanted: str) -> list[Span]:
        if wanted not in places:
            start, found = text.find(wanted), []
            while start >= 0:
                found.append((start, start + len(wanted)))
                start = text.find(wanted, start + 1)
            places[wanted] = found
        return places[wanted]

    began = time.process_time()
    found = match(fields, where)
    assert len(found.in_order) > 4_990
    assert time.process_time() - began < 8


def test_thousands_of_equal_fields_do_not_multiply() -> None:
    began = time.process_time()
    spans = [(2 * n, 2 * n + 1) for n in range(5_000)]
    assert len(match(["x"] * 5_000, lambda _: spans).in_order) == 5_000
    assert len(match(["x"] * 5_000, lambda _: spans[:4_000]).in_order) == 4_000
    assert time.process_time() - began < 8

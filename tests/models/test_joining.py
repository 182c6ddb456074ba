"""What a second file says goes beside what is there: the first stays, and nothing of the second is lost."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letraz.document import Link, Person
from letraz.models.joining import MOST_LINKS, clashes, joined_extra, joined_person
from tests.strategies import fit, lines

OWN = Person(name="Alice", email="a@example.org", links=(Link("https://a.example"), Link("", "GitHub", "alice")))
NEW = Person(
    name="Alice B.",
    email="a@example.org",
    phone="+48 1",
    links=(Link("https://a.example"), Link("https://b.example"), Link("", "github", "Alice")),
)


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        ({"a": 1}, {"b": 2}, {"a": 1, "b": 2}),
        ({"a": 1}, {"a": 1}, {"a": 1}),
        ({"a": 1}, {"a": 2}, {"a": 1, "set_aside": [{"a": 2}]}),
        ({"a": ""}, {"a": 2}, {"a": 2}),
        ({"a": [1, 2]}, {"a": [2, 3]}, {"a": [1, 2, 3]}),
        ({"x": {"kept": {"a": 1}}}, {"x": {"kept": {"b": 2}}}, {"x": {"kept": {"a": 1, "b": 2}}}),
        ({"x": {"a": 1}}, {"x": {"a": 2, "b": 3}}, {"x": {"a": 1, "b": 3}, "set_aside": [{"x": {"a": 2}}]}),
        ({"set_aside": [{"a": 1}]}, {"set_aside": [{"b": 1}]}, {"set_aside": [{"a": 1}, {"b": 1}]}),
        ({"x": {"a": 1}}, {"x": [1]}, {"x": {"a": 1}, "set_aside": [{"x": [1]}]}),
    ],
)
def test_extra_is_joined_key_by_key(before: Any, after: Any, whole: Any) -> None:
    assert joined_extra(before, after) == whole


extras = st.dictionaries(lines, fit, max_size=4).map(lambda extra: {k: v for k, v in extra.items() if k != "set_aside"})


@given(extras, extras)
def test_nothing_of_either_is_lost(before: dict[str, Any], after: dict[str, Any]) -> None:
    whole = joined_extra(before, after)
    found = _leaves(whole)
    assert all(leaf in found for leaf in _leaves(before) + _leaves(after))


def _leaves(value: Any) -> list[Any]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    if inner is None:
        return [value] if value not in (None, "") else []
    return [leaf for one in inner for leaf in _leaves(one)]


def test_an_own_header_stays_and_is_filled_up() -> None:
    found = joined_person(OWN, NEW)
    assert (found.name, found.email, found.phone) == ("Alice", "a@example.org", "+48 1")
    assert found.links == (*OWN.links, Link("https://b.example"))
    left = {"name": "Alice B.", "links": [{"network": "github", "username": "Alice"}]}
    assert found.extra == {"set_aside": [left]}
    assert clashes(OWN, NEW) == {"name": ("Alice", "Alice B.")}


def test_links_beyond_what_a_header_takes_are_set_aside() -> None:
    many = Person(links=tuple(Link(f"https://{number}.example") for number in range(MOST_LINKS)))
    found = joined_person(OWN, many)
    assert len(found.links) == MOST_LINKS
    assert [row["url"] for row in found.extra["set_aside"][0]["links"]] == ["https://48.example", "https://49.example"]

"""What hypothesis draws: texts, values of every section type, whole documents, and JSON of any shape."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from letraz import forms
from letraz.document import Block, Document, Entry, Link, Person
from letraz.fields import PartialDateField
from letraz.models.intake import tidy
from letraz.models.item import Item
from letraz.sections import TYPES

#: One line that a form takes as it is, in any script.
lines = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp")), max_size=30).map(
    lambda text: " ".join(text.split())
)
#: Text in the Markdown subset, or what only looks like it.
_marks = ("- {}", "  - {}", "1. {}", "**{}** *and* [x](https://example.org/x)")
prose = st.lists(st.one_of(lines, *(lines.map(mark.format) for mark in _marks)), max_size=5).flatmap(
    lambda parts: st.sampled_from(["\n", "\n\n"]).map(lambda gap: gap.join(parts))
)
names = st.lists(lines, max_size=4)
addresses = st.sampled_from(["", "https://example.org/a?b=c#d", "http://пример.рф/путь", "example.org"])
dates = st.one_of(
    st.just(""),
    st.integers(1900, 2100).map(str),
    st.tuples(st.integers(1900, 2100), st.integers(1, 12)).map(lambda date: "{}-{:02}".format(*date)),
    st.tuples(st.integers(1900, 2100), st.integers(1, 12), st.integers(1, 28)).map(
        lambda d: "{}-{:02}-{:02}".format(*d)
    ),
)

#: Any JSON value, with the numbers and characters that break readers.
anything: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), dates, addresses),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)

#: Any JSON value that is fit to store as it is.
fit: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(-1e9, 1e9), lines, dates, addresses),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(lines, inner, max_size=4),
    max_leaves=8,
)


def values(kind: type[Item]) -> st.SearchStrategy[dict[str, Any]]:
    """Values of a section type's fields, not all of which its form takes."""
    every = {one.name: _of(one) for one in kind.Form(formdata=None, meta={"csrf": False}) if one.name in kind.fields()}
    return st.fixed_dictionaries({}, optional=every)


def _of(one: Any) -> st.SearchStrategy[Any]:
    if isinstance(one, forms.ChoiceField):
        return st.sampled_from(list(one.choices))
    found = {
        PartialDateField: dates,
        forms.YesField: st.booleans(),
        forms.KeysField: names,
        forms.NamesField: names,
        forms.UrlField: addresses,
        forms.RichField: prose,
    }
    return found.get(type(one), lines)


@st.composite
def entries(draw: st.DrawFn, kind: type[Item]) -> Entry:
    """An entry that the type's form takes whole."""
    found = draw(values(kind))
    try:
        return kind.entry_of(found)
    except ValueError:
        assume(False)
        raise


people = st.builds(
    Person,
    name=lines,
    headline=lines,
    email=st.sampled_from(["", "a@example.org", "ä@пример.рф"]),
    phone=lines,
    address=lines,
    city=lines,
    region=lines,
    country=st.sampled_from(["", "PL", "US"]),
    nationality=lines,
    date_of_birth=dates,
    url=addresses,
    links=st.lists(st.builds(Link, addresses, lines, lines), max_size=2).map(tuple),
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A document as the forms take it: sections of any types, some hidden, strengths that point to other entries."""
    blocks = []
    for kind in draw(st.lists(st.sampled_from(list(TYPES)), max_size=4)):
        found = draw(st.lists(entries(TYPES[kind]), max_size=2))
        flags = {name: draw(st.booleans()) for name in ("hidden", "new_page", "keep_together")}
        blocks.append(Block(kind, draw(st.sampled_from(["", "My own title"])), entries=tuple(found), **flags))
    numbered = Document(draw(people), tuple(blocks), draw(lines), draw(st.sampled_from(["en", "pl", "zh-Hant-TW"])))
    keys = iter(f"i{number}" for number in range(1, 100))
    marked = numbered.map_entries(lambda entry: _marked(entry, next(keys), draw(st.booleans())))
    document, notes = tidy(marked)
    assume(not notes)
    return document


def _marked(entry: Entry, key: str, hidden: bool) -> Entry:
    pointing = {"shown_by": ["i1"]} if "shown_by" in TYPES[entry.kind].fields() else {}
    return replace(entry, key=key, hidden=hidden, values={**entry.values, **pointing})

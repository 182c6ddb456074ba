"""What hypothesis draws: texts, values of every section type, whole documents, and JSON of any shape."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from letraz import forms
from letraz.dates import Duration, PartialDate
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


# --- documents that differ ------------------------------------------------------------------------

#: Few words, so that two documents have some in common; keys that are missing, doubled, or used for another type.
_few = st.sampled_from(["", "Nurse", "Lakeview", "Staff nurse"])
_texts = st.lists(
    st.sampled_from(["- Ran a unit of nine.", "- Ran a unit of twelve.", "Calm.", "- Taught", "1. One"]), max_size=4
).map("\n".join)
_values = st.fixed_dictionaries(
    {},
    optional={
        "job_title": _few,
        "current": st.booleans(),
        "description": _texts,
        "shown_by": st.just(["i1"]),
        "x": fit,
    },
)
_extra = st.dictionaries(st.sampled_from("ab"), fit, max_size=1)
_lasting = st.sampled_from([None, Duration(PartialDate(2000)), Duration(PartialDate(2000), PartialDate(2003))])

wild_entries = st.builds(
    Entry,
    kind=st.sampled_from(["experience", "skills"]),
    values=_values,
    title=_few,
    subtitle=_few,
    note=_few,
    dates=_lasting,
    tags=st.lists(_few, max_size=2).map(tuple),
    text=_texts,
    hidden=st.booleans(),
    key=st.sampled_from(["", "i1", "i2", "i3", "i4"]),
    extra=_extra,
)
wild_blocks = st.builds(
    Block,
    kind=st.sampled_from(["experience", "skills"]),
    title=_few,
    layout=st.sampled_from(["timeline", "tags"]),
    entries=st.lists(wild_entries, max_size=4).map(tuple),
    hidden=st.booleans(),
    new_page=st.booleans(),
    key=st.sampled_from(["", "s1", "s2", "s3"]),
    extra=_extra,
)
#: Documents of any shape, as no form would let them through.
wild = st.builds(
    Document,
    person=st.builds(Person, name=_few, links=st.just(()) | st.just((Link("https://example.org"),)), extra=_extra),
    blocks=st.lists(wild_blocks, max_size=4).map(tuple),
    title=_few,
    language=st.sampled_from(["en", "pl"]),
    design=st.sampled_from(["classic", "modern", "none"]),
    design_version=st.integers(0, 2),
    options=st.dictionaries(st.sampled_from(["margin", "accent", "x"]), _few, max_size=2),
    extra=_extra,
)


def named(document: Document) -> Document:
    """The document with keys as stored ones have them: no two alike."""
    numbers = iter(range(1, 1000))
    keyed = document.map_entries(lambda entry: replace(entry, key=f"i{next(numbers)}"))
    return replace(keyed, blocks=tuple(replace(block, key=f"s{next(numbers)}") for block in keyed.blocks))


@st.composite
def permuted(draw: st.DrawFn, document: Document) -> Document:
    """The document with its sections, and the items of each, in another order."""
    blocks = [replace(b, entries=tuple(draw(st.permutations(b.entries)))) for b in document.blocks]
    return replace(document, blocks=tuple(draw(st.permutations(blocks))))


@st.composite
def edited(draw: st.DrawFn, document: Document) -> Document:
    """A document that was made from this one: moved, left out, put in, hidden, reworded, and items gone elsewhere."""
    shuffled = draw(permuted(document))
    rows = [[e for e in block.entries if draw(st.integers(0, 4))] for block in shuffled.blocks]
    blocks = [replace(b, hidden=draw(st.booleans()), title=draw(_few)) for b in shuffled.blocks]
    if draw(st.booleans()):
        blocks.insert(0, draw(wild_blocks))
        rows.insert(0, list(blocks[0].entries))
    if rows and rows[-1]:
        draw(st.sampled_from(rows)).append(rows[-1].pop())
    made = [replace(b, entries=tuple(map(draw, map(_other, row)))) for b, row in zip(blocks, rows, strict=True)]
    kept = [block for block in made if draw(st.integers(0, 4))]
    return replace(shuffled, blocks=tuple(kept), person=draw(st.just(document.person) | people))


def _other(entry: Entry) -> st.SearchStrategy[Entry]:
    new = st.builds(lambda e: replace(e, kind=entry.kind, key=entry.key), wild_entries)
    return st.one_of(st.just(entry), st.just(replace(entry, hidden=not entry.hidden)), new, wild_entries)

"""The receipt as a value: what was looked for, what was found, and the sentences for the person. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

#: How a reader may find a field.
FOUND, OUT_OF_ORDER, MISSING, PARTLY = "found", "out_of_order", "missing", "partly"

#: What a receipt may come to.
PROVED, PARTLY_PROVED, UNPROVED = "proved", "partly", "unproved"

SCHEMA = 1

_ONE = {OUT_OF_ORDER: "finds, but not in its place,", MISSING: "does not find", PARTLY: "partly reads"}
_BOTH = {OUT_OF_ORDER: "find, but not in its place,", MISSING: "do not find", PARTLY: "partly read"}
_NAMES = {"poppler": "Poppler", "pdfium": "PDFium"}


@dataclass(frozen=True, slots=True)
class Checked:
    """One field and its state for each judging reader. `words` are those that a *partly* readable one loses."""

    where: str
    label: str
    text: str
    key: str
    states: Mapping[str, str]
    words: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """The worst of the readers' states."""
        return max(self.states.values(), key=(FOUND, PARTLY, OUT_OF_ORDER, MISSING).index, default=MISSING)


@dataclass(frozen=True, slots=True)
class Reader:
    """A program that read the file, and the plain text as it sees it. `judges`: whether the verdict hears it.

    `turned` counts lines of right-to-left script that were put back into reading order for the comparison.
    `unclaimed` is text of the file that no field accounts for.
    """

    name: str
    version: str
    text: str
    judges: bool = True
    turned: int = 0
    unclaimed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What is true of the file beside its words. `problems` are sentences; there is none in a good file."""

    pages: int = 0
    size: int = 0  #: bytes
    sha256: str = ""
    tagged: bool = False
    headings_nested: bool = False
    links: int = 0  #: addresses of the document that can be followed
    links_working: int = 0  #: of these, those with a tagged, described link to exactly that address
    language: str = ""
    title: str = ""
    fonts: tuple[str, ...] = ()
    fonts_embedded: bool = False
    hidden_text: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()  #: the alternative text of each picture
    attachments: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """The proof that a file reads back, or what is wrong with it."""

    fields: tuple[Checked, ...]
    readers: tuple[Reader, ...]
    facts: Facts
    columns: tuple[int, ...] = ()  #: pages (from 1) on which two columns are read across each other

    @property
    def verdict(self) -> str:
        """`PROVED` when every field is found in order by both readers and nothing is wrong with the file."""
        states = {field.state for field in self.fields}
        odd = any(reader.unclaimed for reader in self.readers if reader.judges)
        if states - {FOUND, PARTLY} or odd or self.columns or self.facts.problems:
            return UNPROVED
        return PARTLY_PROVED if PARTLY in states else PROVED

    @property
    def unclaimed(self) -> tuple[str, ...]:
        """Text of the file that no field accounts for, as the judging readers give it."""
        return tuple(dict.fromkeys(text for reader in self.readers if reader.judges for text in reader.unclaimed))

    def sentence(self) -> str:
        """What to say first: "Both readers found all 84 fields in order."."""
        count = len(self.fields)
        good = sum(field.state == FOUND for field in self.fields)
        if good == count:
            return f"Both readers found {_all(count)} in order."
        partly = sum(field.state == PARTLY for field in self.fields)
        lost = count - good - partly
        rest = [f"{partly} only partly readable" if partly else "", f"{lost} missing or out of order" if lost else ""]
        return f"Both readers found {good} of {_many(count)} in order; {' and '.join(filter(None, rest))}."

    def problems(self) -> list[str]:
        """What is wrong or weak, in sentences, the gravest first. Empty for a file that is proved."""
        return [*self._of_fields(), *self._of_texts(), *self.facts.problems]

    def _of_fields(self) -> Iterator[str]:
        worst = sorted(self.fields, key=lambda field: (MISSING, OUT_OF_ORDER, PARTLY, FOUND).index(field.state))
        for field in (field for field in worst if field.state != FOUND):
            for state in dict.fromkeys(state for state in field.states.values() if state != FOUND):
                who = [name for name, found in field.states.items() if found == state]
                words = f": {', '.join(field.words)}" if state == PARTLY and field.words else ""
                yield f"{_readers(who, state)} “{_short(field.text)}” ({_place(field)}){words}."

    def _of_texts(self) -> Iterator[str]:
        yield from (f"On page {page} the two columns are read across each other." for page in self.columns)
        for text in self.unclaimed:
            yield f"The file says “{_short(text)}”, which stands nowhere in the resume."

    def to_json(self) -> dict[str, Any]:
        """As JSON values; `from_json` gives an equal receipt back."""
        return {"schema": SCHEMA, "verdict": self.verdict, **_lists(asdict(self))}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The receipt that `to_json` wrote. `ValueError` when it is not one."""
        if data.get("schema") != SCHEMA:
            raise ValueError(f"not a receipt of version {SCHEMA}")
        try:
            return cls(
                fields=tuple(_read(Checked, field) for field in data["fields"]),
                readers=tuple(_read(Reader, reader) for reader in data["readers"]),
                facts=_read(Facts, data["facts"]),
                columns=tuple(data["columns"]),
            )
        except (TypeError, KeyError, AttributeError) as error:
            raise ValueError(f"a damaged receipt: {error}") from error


def _read(kind: type[Any], data: Mapping[str, Any]) -> Any:
    known = {field.name: data[field.name] for field in fields(kind)}
    return kind(**{name: tuple(value) if isinstance(value, list) else value for name, value in known.items()})


def _lists(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _lists(part) for name, part in value.items()}
    return [_lists(part) for part in value] if isinstance(value, (tuple, list)) else value


def _all(count: int) -> str:
    return "the one field" if count == 1 else f"all {count} fields"


def _many(count: int) -> str:
    return "1 field" if count == 1 else f"{count} fields"


def _readers(names: list[str], state: str) -> str:
    if len(names) > 1:
        return f"Both readers {_BOTH[state]}"
    return f"{_NAMES.get(names[0], names[0])} {_ONE[state]}"


def _place(field: Checked) -> str:
    return f"{field.where}, {field.label}" if field.where and field.where != field.text else field.label


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 80 else f"{text[:79]}…"

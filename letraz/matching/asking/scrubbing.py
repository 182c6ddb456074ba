"""Taking out of texts what names or reaches a person: names, e-mail, numbers, links, addresses. Pure.

What a stranger wrote is treated like what the person wrote. It errs towards taking out: a book's number may go with it.
Its time grows with the length of the text and no faster.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import urlsplit

from letraz.person import Person

__all__ = ["BLANKS", "Scrubber", "clean"]

#: What stands in place of what was taken out.
NAME, EMAIL, LINK, NUMBER, ADDRESS = BLANKS = ("[name]", "[e-mail]", "[link]", "[number]", "[address]")

#: Before and after a name; they are no part of it.
_TITLES = {"mr", "mrs", "ms", "mx", "miss", "dr", "prof", "professor", "sir", "dame", "phd", "md", "rn", "jr", "sr",
           "ii", "iii", "msc", "bsc", "mba", "herr", "frau", "don", "doña", "mme", "ing"}  # fmt: skip

#: A run of digits with what people write between them. `_is_number` decides.
_DIGITS = re.compile(r"(?<![\w€£$¥])(?<![€£$¥]\s)\+?\(?\d[\d\s().\-/–]{5,24}\d(?!\w)")

_YEAR = re.compile(r"(?:19|20)\d\d")

#: A host with a path: "example.org/in/me", with or without its scheme.
_PATH = re.compile(r"((?:[\w-]{1,63}\.){1,4}([a-z]{2,12}))/\S*", re.IGNORECASE)

#: What looks like a host and is a name of software: "Node.js/Express".
_SOFTWARE = {"js", "ts", "py", "css", "html", "sql", "cpp", "asp.net", "ado.net", "vb.net", "socket.io"}

_EDGE = "()[]{}<>,;:.!?\"'“”‘’«»"

_TWICE = re.compile(r"\[name\](?:\s+\[name\])+")

#: Letters whose stroke is no accent to Unicode, and letters that are spelled with two where they cannot be written.
_STROKES = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe"}
)
_SPELLED = {
    "ä": "ae",
    "ö": "oe",
    "ü": "ue",
    "Ä": "Ae",
    "Ö": "Oe",
    "Ü": "Ue",
    "ø": "oe",
    "Ø": "Oe",
    "å": "aa",
    "Å": "Aa",
}

#: Between the digits of a number.
_BETWEEN = r"[\s().\-/–]{0,3}"


class Scrubber:
    """Takes these people out of texts. `others` are full names, and whatever else names or reaches somebody."""

    def __init__(self, people: Iterable[Person], others: Iterable[str] = ()) -> None:
        everybody, rest = list(people), [text for text in others if text.strip()]
        names = [person.name for person in everybody] + rest
        users = [link.username for person in everybody for link in person.links if len(link.username) > 3]
        places = [text for person in everybody for text in _places(person)]
        self._hosts = {host for person in everybody for host in _hosts(person)}
        self._names = _any_of([*_spellings(names), *users], NAME)
        self._places = _any_of([text for text in places if len(text) > 3], ADDRESS)
        self._numbers = _any_number([person.phone for person in everybody])

    def __call__(self, text: str) -> str:
        """The text, cleaned, with a blank for each thing taken out."""
        text = clean(text)
        for take_out in (self._words, self._places, self._numbers, _numbers, self._names):
            text = take_out(text)
        return _TWICE.sub(NAME, text)

    def _words(self, text: str) -> str:
        return re.sub(r"\S+", lambda found: self._word(found.group()), text)

    def _word(self, word: str) -> str:
        bare = word.strip(_EDGE)
        if not bare:
            return word
        if "@" in bare[1:] and "." in bare.rpartition("@")[2]:
            return word.replace(bare, EMAIL)
        low = bare.casefold()
        if "://" in low or low.startswith("www.") or low in self._hosts or _is_path(low):
            return word.replace(bare, LINK)
        return word


def clean(text: str) -> str:
    """Without what cannot be seen: control characters, zero-width ones, ones that turn the direction of a line."""
    kept = (char if char == "\n" or unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co"} else _gap(char)
            for char in text)  # fmt: skip
    return "".join(kept)


def _gap(char: str) -> str:
    return " " if char.isspace() else ""


def _is_path(word: str) -> bool:
    found = _PATH.fullmatch(word)
    return found is not None and found.group(1) not in _SOFTWARE and found.group(2) not in _SOFTWARE


def _hosts(person: Person) -> Iterator[str]:
    for url in (person.url, *(link.url for link in person.links)):
        try:
            host = (urlsplit(url if "://" in url else f"//{url}").hostname or "").removeprefix("www.")
        except ValueError:
            continue
        if host:
            yield host


def _spellings(names: Iterable[str]) -> Iterator[str]:
    """Each name whole, and its parts that can only be a part of a name: capitalised, and no title.

    Of a double name ("Nowak-Kowalska") people use one half, too; a whole name is one in small letters as well.
    """
    for name in names:
        whole = " ".join(name.split())
        yield from _with_plain(whole)
        if " " in whole:
            yield from (spelling.lower() for spelling in _with_plain(whole))
        halves = [half for half in re.split(r"[\s,.\-‐‑–]+", name) if len(half) > 2]
        for part in [*re.split(r"[\s,.]+", name), *halves]:
            if len(part) > 1 and not part[0].islower() and part.casefold() not in _TITLES and part[0].isalpha():
                yield from _with_plain(part)


def _places(person: Person) -> Iterator[str]:
    """Address and postal code, and without what a street is called before its name: "ul. Długa 5" is "Długa 5"."""
    yield person.postal
    yield from _with_plain(person.address)
    name = re.sub(r"^[^\W\d]{1,4}\.\s+", "", person.address)
    if re.search(r"\d", name):
        yield from _with_plain(name)


def _with_plain(name: str) -> Iterator[str]:
    """The name, in capitals, without its accents, and as machines write it: "Paweł" is Pawel, "Müller" Mueller."""
    spelled = "".join(_SPELLED.get(char, char) for char in name)
    bare = (unicodedata.normalize("NFKD", one.translate(_STROKES)) for one in (name, spelled))
    plain = ("".join(char for char in one if not unicodedata.combining(char)) for one in bare)
    yield from {spelling for one in (name, *plain) for spelling in (one, one.upper())}


def _any_of(texts: Iterable[str], blank: str) -> Callable[[str], str]:
    """What puts `blank` in place of each of the texts, the longest first, where a word begins and ends.

    Scripts without capitals are written without gaps: there it may stand within a word.
    """
    found = sorted({text for text in texts if text}, key=len, reverse=True)
    if not found:
        return lambda text: text
    pattern = re.compile("|".join(map(_bounded, found)))
    return lambda text: pattern.sub(blank, text)


def _bounded(text: str) -> str:
    gaps = r"\s+".join(map(re.escape, text.split()))
    return rf"(?<!\w){gaps}(?!\w)" if text.lower() != text.upper() or text.isascii() else gaps


def _any_number(phones: Iterable[str]) -> Callable[[str], str]:
    """What takes these very numbers out, however their digits are grouped and with or without a country's code."""
    ends = ["".join(char for char in phone if char.isdecimal())[-7:] for phone in phones]
    known = [_BETWEEN.join(end) for end in ends if len(end) == 7]
    if not known:
        return lambda text: text
    pattern = re.compile(rf"(?<!\w)(?:[+(]?\d[\d\s().\-/–]{{0,14}})?(?:{'|'.join(known)})(?!\d)")
    return lambda text: pattern.sub(NUMBER, text)


def _numbers(text: str) -> str:
    return _DIGITS.sub(lambda found: NUMBER if _is_number(found.group()) else found.group(), text)


def _is_number(run: str) -> bool:
    """Whether a run of digits reaches somebody: long enough, and not years, dates or an amount."""
    groups = re.findall(r"\d+", run)
    if all(_YEAR.fullmatch(group) or len(group) <= 2 for group in groups) and any(map(_YEAR.fullmatch, groups)):
        return False
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", run):
        return False
    return sum(map(len, groups)) >= (7 if run[0] == "+" else 9)

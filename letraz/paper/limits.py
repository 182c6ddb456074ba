"""How much may be printed, and the sentence for what may not. Measured: a page costs 60 to 85 ms of layout."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from letraz import jpeg, scripts
from letraz.document import CannotMake, Document, Entry, Photo

MAX_CHARACTERS = 100_000  #: of text in all
MAX_ENTRIES = 600  #: in all sections
MAX_EMOJI = 200  #: each is a bitmap and costs as much as forty words
MAX_PAGES = 30

# Words named in one sentence.
_NAMED = 5

# Characters of one of them: Chinese and Japanese write a whole sentence without a space.
_LONGEST = 20


class PaperError(CannotMake):
    """A resume that cannot be printed. The message is a sentence for the person whose resume it is."""


def check_size(document: Document) -> None:
    """Refuse what would take too long to lay out. Raises `PaperError`."""
    texts = list(words(document))
    length = sum(map(len, texts))
    if length > MAX_CHARACTERS:
        raise PaperError(f"This resume is too long to print: it has {length:,} characters, and {MAX_CHARACTERS:,} fit.")
    entries = sum(len(block.entries) for block in document.blocks)
    if entries > MAX_ENTRIES:
        raise PaperError(f"This resume is too long to print: it has {entries} entries, and {MAX_ENTRIES} fit.")
    emoji = sum(character >= "\U0001f000" and character < "\U0001fb00" for text in texts for character in text)
    if emoji > MAX_EMOJI:
        raise PaperError(f"This resume has {emoji} emoji. At most {MAX_EMOJI} can be printed.")


def check_photo(photo: Photo) -> None:
    """Refuse one that the engine would leave out without a word: cut off, huge, or none at all. Raises `PaperError`."""
    try:
        jpeg.whole(photo)
    except CannotMake as error:
        raise PaperError(str(error)) from error


def check_pages(count: int) -> None:
    """Refuse more than `MAX_PAGES`. Raises `PaperError`."""
    if count > MAX_PAGES:
        raise PaperError(
            f"This resume takes {count} pages. At most {MAX_PAGES} can be printed: hide or shorten some of it."
        )


def refuse_missing(missing: Sequence[str], document: Document) -> None:
    """Name the words that hold a character no font has, and the packages that bring one.

    Raises `PaperError` when there are any.
    """
    characters = tuple(dict.fromkeys(missing))
    if not characters:
        return
    found = [*dict.fromkeys(_spelled(characters, document))]
    more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
    raise PaperError(f"No font here can print {', '.join(found[:_NAMED])}{more}. {_way_out(characters)}")


def _way_out(characters: Sequence[str]) -> str:
    found = scripts.packages(characters)
    if not found:
        return "Please write it another way."
    return f"Install {' and '.join(found)} on the server, or write it another way."


def _spelled(characters: Sequence[str], document: Document) -> Iterator[str]:
    """The words, as they come; then the characters that stand in none, which are our own or of no shape to show."""
    lost, said = frozenset(characters), set[str]()
    for word in (word for text in words(document) for word in text.split()):
        if found := [character for character in dict.fromkeys(word) if character in lost]:
            said.update(found)
            yield _quoted(word, found)
    yield from (f"“{character}” ({_code(character)})" for character in characters if character not in said)


def _quoted(word: str, found: Sequence[str]) -> str:
    """The word; with the codes of characters that nobody may be able to see in it."""
    odd = [_code(character) for character in found if not scripts.package(character)]
    short = word if len(word) <= _LONGEST else f"{word[:_LONGEST]}…"
    return f"“{short}” ({', '.join(odd)})" if odd else f"“{short}”"


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"


def words(document: Document) -> Iterator[str]:
    """Every text of the document that a design may print."""
    person = document.person
    yield from (person.name, person.headline, person.email, person.phone, person.address, person.city)
    yield from (person.region, person.postal, person.country, person.nationality, person.url)
    yield from (text for link in person.links for text in (link.label, link.url))
    for block in document.blocks:
        yield block.title
        for entry in block.entries:
            yield from _of_entry(entry)


def _of_entry(entry: Entry) -> Iterator[str]:
    yield from (entry.title, entry.subtitle, entry.place, entry.note, entry.group, entry.level, entry.url, entry.text)
    yield from entry.tags
    yield from (text for link in entry.links for text in (link.label, link.url))

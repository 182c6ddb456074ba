"""Make the faces of the printed page again from published packages. Run by hand: `python tools/fonts.py`.

Needs `pip`, `npm` (only for `npm pack`) and `fonttools`. Writes the TTF files and licences of
`letraz/templates/designs/fonts/`. The same packages give the same bytes.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

from fontTools import subset  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from fontTools.varLib import instancer  # type: ignore[import-untyped]

TARGET = Path(__file__).resolve().parent.parent / "letraz" / "templates" / "designs" / "fonts"

#: Latin of living languages with Vietnamese and the scholars' dots, marks that combine, Greek, Cyrillic; then dashes,
#: quotes and spaces, small figures, currencies, letter-like signs, thirds and eighths, arrows, a little mathematics,
#: shapes and ticks, and the ligatures that people paste from a PDF.
KEEP = (
    *((0x20, 0x17F), (0x18F, 0x18F), (0x192, 0x192), (0x1A0, 0x1A1), (0x1AF, 0x1B0), (0x1CD, 0x1DC), (0x1E6, 0x1E7)),
    *((0x1EA, 0x1EB), (0x1FA, 0x1FF), (0x218, 0x21B), (0x232, 0x233), (0x259, 0x259), (0x2B9, 0x2BC), (0x2C6, 0x2DD)),
    *((0x300, 0x30C), (0x323, 0x328), (0x370, 0x3CF), (0x3D7, 0x3D7), (0x400, 0x45F), (0x490, 0x4FF)),
    *((0x1E00, 0x1EFF), (0x2002, 0x203A), (0x2044, 0x2044), (0x2070, 0x208E), (0x20A0, 0x20BF), (0x2113, 0x2126)),
    *((0x2153, 0x215E), (0x2190, 0x2199), (0x2202, 0x2265), (0x25A0, 0x25CF), (0x2605, 0x2606), (0x2713, 0x2717)),
    (0xFB00, 0xFB04),
)

#: What the page uses. No contextual alternates: Inter's turn a typed "->" into an arrow. No choice of figures: asking
#: for it costs memory with every run of text, and each of these families has lining figures as its own.
FEATURES = ["ccmp", "kern", "liga", "locl", "mark", "mkmk"]

#: Characters that a file may lack, and what is drawn for them: hyphens, and spaces a sixth of an em wide.
STAND_INS = {0x2010: "-", 0x2011: "-", 0x2009: " ", 0x202F: " "}
THIN = 1 / 6

#: The micro sign, which leaves the glyph it shares to the Greek letter: that one is kerned.
MICRO = 0xB5

REGULAR, BOLD = 400, 600


@dataclass(frozen=True)
class Family:
    """One family: its package and version, and where in the package its faces are.

    `files` is a pattern by slant: "{ours}" stands for the style as Adobe writes it, "{theirs}" as Google does. A
    variable font is set to `axes` and the weight. `lends` names glyphs for signs it lacks. `display` is the file, and
    if it is variable the optical size in points, of one more regular face for a name.
    """

    name: str
    package: str
    version: str
    files: Mapping[str, str]
    axes: Mapping[str, float] = field(default_factory=dict)
    lends: Mapping[int, str] = field(default_factory=dict)
    display: tuple[str, float] | None = None

    def faces(self) -> Iterator[tuple[str, str, Mapping[str, float]]]:
        """Style as in a file's name, source file, axes."""
        for slant, pattern in self.files.items():
            for weight in (REGULAR, BOLD):
                style = ("" if weight == REGULAR else "Semibold") + slant or "Regular"
                theirs = style.replace("Semibold", "SemiBold").replace("It", "Italic")
                yield style, pattern.format(ours=style, theirs=theirs), {**self.axes, "wght": weight}
        if self.display:
            name, size = self.display
            yield "Display", name, {"wght": REGULAR, "opsz": size}


SUPERIORS = {0xB9: "one.sups", 0xB2: "two.sups", 0xB3: "three.sups"}
FAMILIES = (
    Family(
        "Letraz Serif",
        "source-serif",
        "4.5.1",
        dict.fromkeys(("", "It"), "TTF/SourceSerif4-{ours}.ttf"),
        display=("TTF/SourceSerif4Display-Regular.ttf", 0),
    ),
    Family("Letraz Sans", "source-sans", "3.52.0", dict.fromkeys(("", "It"), "TTF/SourceSans3-{ours}.ttf")),
    Family(
        "Letraz Garamond",
        "fontpkg-eb-garamond",
        "1.3",
        {"": "files/EBGaramond[wght].ttf", "It": "files/EBGaramond-Italic[wght].ttf"},
        lends=SUPERIORS,
    ),
    Family(
        "Letraz Literata",
        "fontpkg-literata",
        "3.103",
        {"": "files/Literata[opsz,wght].ttf", "It": "files/Literata-Italic[opsz,wght].ttf"},
        {"opsz": 10},
        display=("files/Literata[opsz,wght].ttf", 36),
    ),
    Family(
        "Letraz Inter",
        "fontpkg-inter",
        "4.1.post1",
        {"": "files/Inter[opsz,wght].ttf", "It": "files/Inter-Italic[opsz,wght].ttf"},
        {"opsz": 14},
    ),
    Family("Letraz Fira", "fontpkg-fira-sans", "4.203", dict.fromkeys(("", "It"), "files/FiraSans-{theirs}.ttf")),
)


def main() -> None:
    """Fetch each package and write its faces."""
    with tempfile.TemporaryDirectory() as folder:
        for family in FAMILIES:
            work = Path(folder)
            source = wheel(work, family) if family.package.startswith("fontpkg-") else tarball(work, family)
            for style, name, axes in family.faces():
                write(family, style, axes, source / name)
            [licence] = source.glob("LICENSE*")
            shutil.copyfile(licence, TARGET / f"{family.package.removeprefix('fontpkg-')}-LICENSE.txt")


def wheel(work: Path, family: Family) -> Path:
    """The folder of a package from PyPI, fetched at its version."""
    pinned, module = f"{family.package}=={family.version}", family.package.replace("-", "_")
    options = ("--quiet", "--no-deps", "--only-binary=:all:")
    subprocess.run([sys.executable, "-m", "pip", "download", *options, "--dest", work, pinned], check=True)
    [packed] = work.glob(f"{module}-*.whl")
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(work)
    return work / module


def tarball(work: Path, family: Family) -> Path:
    """The folder of a package from npm, fetched at its version."""
    pinned = f"{family.package}@{family.version}"
    packed = subprocess.run(["npm", "pack", "--silent", pinned], cwd=work, check=True, capture_output=True, text=True)
    with tarfile.open(work / packed.stdout.strip()) as archive:
        archive.extractall(work / family.package, filter="data")
    return work / family.package / "package"


def write(family: Family, style: str, axes: Mapping[str, float], source: Path) -> None:
    """Cut one face from its source and write it, under a name of ours: it is a modified version."""
    font = TTFont(source, recalcTimestamp=False)
    if "fvar" in font:
        font = reopened(instancer.instantiateVariableFont(font, dict(axes)))
    part(font, family.lends)
    cut(font)
    rename(font, family.name, style)
    font.save(TARGET / f"{family.name.replace(' ', '')}-{style}.ttf")


def reopened(font: TTFont) -> TTFont:
    """The same font read again: a fresh instance still refers to glyphs that are gone."""
    buffer = io.BytesIO()
    font.save(buffer)
    buffer.seek(0)
    return TTFont(buffer, recalcTimestamp=False)


def part(font: TTFont, lends: Mapping[int, str]) -> None:
    """Give each character a glyph of its own.

    A PDF keeps one text for each glyph of a font: if two characters share a glyph, one of them reads back as the other.
    """
    known = font.getBestCmap()
    wanted = {point: glyph for point, glyph in lends.items() if point not in known}
    wanted |= {point: known[ord(sign)] for point, sign in STAND_INS.items() if point not in known}
    taken: set[str] = set()
    for point, glyph in sorted(known.items(), key=lambda item: (item[0] == MICRO, item)):
        wanted |= {point: glyph} if glyph in taken else {}
        taken.add(glyph)
    for point, glyph in wanted.items():
        enter(font, point, copied(font, glyph, f"uni{point:04X}.own"))


def copied(font: TTFont, glyph: str, name: str) -> str:
    """A second glyph that looks like `glyph`."""
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"].glyphs[name] = deepcopy(font["glyf"][glyph])
    font["glyf"].glyphOrder = font.getGlyphOrder()
    font["hmtx"][name] = font["hmtx"][glyph]
    if "vmtx" in font:
        font["vmtx"][name] = font["vmtx"][glyph]
    return name


def enter(font: TTFont, point: int, glyph: str) -> None:
    """The character is drawn by that glyph; a space that stands in gets its width."""
    if STAND_INS.get(point) == " ":
        font["hmtx"][glyph] = (round(font["head"].unitsPerEm * THIN), 0)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[point] = glyph


def cut(font: TTFont) -> None:
    """Leave the characters and features that a page needs, and no hinting: paper and PDF viewers ignore it."""
    options = subset.Options()
    options.hinting = False
    options.notdef_outline = True
    options.layout_features = FEATURES
    options.name_languages = [0x409]
    options.name_IDs = [0, 5, 7, 8, 9, 10, 11, 12, 13, 14]
    options.drop_tables += ["DSIG", "STAT", "MVAR", "vhea", "vmtx"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[point for first, last in KEEP for point in range(first, last + 1)])
    cutter.subset(font)


def rename(font: TTFont, family: str, style: str) -> None:
    """Our name in every record that holds one; who made it and under which licence stays."""
    full, joined = f"{family} {style}", f"{family.replace(' ', '')}-{style}"
    names = {1: full, 2: "Regular", 3: joined, 4: full, 6: joined, 16: family, 17: style}
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)


if __name__ == "__main__":
    main()

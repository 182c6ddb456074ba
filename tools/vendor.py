"""Fetch the browser libraries and fonts that Letraz serves itself. Run by hand: `python tools/vendor.py`.

Needs `npm` (only for `npm pack`) and `fonttools[woff]`. Writes `letraz/static/vendor/`, `letraz/static/fonts/`
and `tests/vendor/`; look at the difference before you commit it.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fontTools import subset  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from fontTools.varLib import instancer  # type: ignore[import-untyped]

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "letraz" / "static"

#: package, version, folder it goes to, files to keep
LIBRARIES = (
    ("htmx.org", "2.0.11", STATIC / "vendor", ("dist/htmx.min.js", "LICENSE")),
    ("sortablejs", "1.15.7", STATIC / "vendor", ("Sortable.min.js", "LICENSE")),
    ("squire-rte", "2.4.8", STATIC / "vendor", ("dist/squire.mjs", "LICENSE")),
    ("axe-core", "4.14.1", ROOT / "tests" / "vendor", ("axe.min.js", "LICENSE", "LICENSE-3RD-PARTY.txt")),
)
SANS = ("@fontsource-variable/source-sans-3", "5.3.0", "source-sans-3-{}-wght-{}.woff2")
SERIF = ("@fontsource-variable/source-serif-4", "5.3.1", "source-serif-4-{}-standard-{}.woff2")
MONO = ("@fontsource/source-code-pro", "5.3.1", "source-code-pro-{}-400-{}.woff2")

#: What the interface sets: weights 400 to 600, one optical size for text and one for display.
TEXT: dict[str, Any] = {"wght": (400, 600)}
SERIF_TEXT: dict[str, Any] = {"wght": (400, 600), "opsz": 22}
SERIF_DISPLAY: dict[str, Any] = {"wght": 400, "opsz": 60}


@dataclass(frozen=True)
class Face:
    """One font file: from which package, which script and style, limited how, under which name."""

    package: tuple[str, str, str]
    script: str
    style: str
    limits: dict[str, Any]
    family: str
    keep: range | None = None  #: only these code points

    @property
    def target(self) -> Path:
        """Where it is written."""
        slant = "" if self.style == "normal" else f"-{self.style}"
        return STATIC / "fonts" / f"{self.family.lower().replace(' ', '-')}-{self.script}{slant}.woff2"


#: Of extended Latin the letters of European languages, not the phonetic signs: half the size.
SCRIPTS: dict[str, range | None] = {
    "latin": None,
    "latin-ext": range(0x100, 0x250),
    "cyrillic": None,
    "greek": None,
}
FACES = (
    *(Face(SANS, script, "normal", TEXT, "Letraz Sans", keep) for script, keep in SCRIPTS.items()),
    Face(SANS, "latin", "italic", TEXT, "Letraz Sans"),
    *(Face(SERIF, script, "normal", SERIF_TEXT, "Letraz Serif", keep) for script, keep in SCRIPTS.items()),
    Face(SERIF, "latin", "normal", SERIF_DISPLAY, "Letraz Serif Display"),
    Face(MONO, "latin", "normal", {}, "Letraz Mono", keep=range(0x20, 0x7F)),
)


def main() -> None:
    """Fetch all of it and write it down."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for package, version, parent, names in LIBRARIES:
            source = unpack(work, package, version)
            target = parent / f"{package}@{version}"
            target.mkdir(parents=True, exist_ok=True)
            for name in names:
                shutil.copyfile(source / name, target / Path(name).name)
        (STATIC / "fonts").mkdir(exist_ok=True)
        for face in FACES:
            name, version, _ = face.package
            write(face, unpack(work, name, version))


def unpack(work: Path, package: str, version: str) -> Path:
    """The folder of that package at that version, fetched once."""
    folder = work / package.replace("/", "-")
    if not folder.exists():
        packed = subprocess.run(
            ["npm", "pack", "--silent", f"{package}@{version}"], cwd=work, check=True, capture_output=True, text=True
        )
        with tarfile.open(work / packed.stdout.strip()) as archive:
            archive.extractall(folder, filter="data")
    return folder / "package"


def write(face: Face, source: Path) -> None:
    """Cut the face from its source and write it.

    The result is a modified version under the Open Font License, so it must not carry the reserved name:
    it is called "Letraz …" inside and out.
    """
    font = TTFont(source / "files" / face.package[2].format(face.script, face.style))
    font = reopened(instancer.instantiateVariableFont(font, face.limits)) if face.limits else font
    options = subset.Options()
    options.hinting = False
    options.notdef_outline = True
    options.layout_features = ["kern", "liga", "mark", "mkmk", "ccmp", "locl", "lnum", "tnum", "pnum"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[point for point in font.getBestCmap() if face.keep is None or point in face.keep])
    cutter.subset(font)
    rename(font, face.family)
    font.flavor = "woff2"
    font.save(face.target)
    shutil.copyfile(source / "LICENSE", face.target.parent / f"{face.package[2].split('-{')[0]}-LICENSE.txt")


def reopened(font: TTFont) -> TTFont:
    """The same font read again: a fresh instance still refers to glyphs that are gone."""
    buffer = io.BytesIO()
    font.flavor = None
    font.save(buffer)
    buffer.seek(0)
    return TTFont(buffer)


def rename(font: TTFont, family: str) -> None:
    """Give the font its own family name in every record that holds one."""
    joined = family.replace(" ", "")
    names = {1: family, 3: f"{family} for Letraz", 4: family, 6: joined, 16: family, 25: joined}
    for record in list(font["name"].names):
        if record.nameID in names:
            place = (record.nameID, record.platformID, record.platEncID, record.langID)
            font["name"].setName(names[record.nameID], *place)


if __name__ == "__main__":
    main()

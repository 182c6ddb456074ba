"""One resume of two pages by several engines, in turn: ours, the naive call, Chromium in a fresh context, Typst.

Ours is `paper.render` in a process warmed as a worker is. The naive call gives WeasyPrint the same HTML and sheets as
texts, with nothing kept between calls. Chromium stays open and prints the same HTML, tagged, in a context of its own
(what keeps one person's page from another's). Typst prints a resume of its own that says the same (the PyPI package
`typst`, when it is installed), with a compiler that is kept and the data as inputs.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from benchmarks.exports import printer
from benchmarks.paper.documents import fresh, two_pages
from benchmarks.table import Row, of, ratio, timed
from letraz import language, paper, richtext
from letraz.designs import FOLDER, design
from letraz.document import Document
from letraz.paper import markup

#: What the issue asks for.
TO_CHROMIUM, TO_NAIVE, COLUMNS = 0.6, 0.9, 1.2

Work = Callable[[Document], object]


def measure(times: int) -> list[Row]:
    """The engines, their ratios, and two columns against one."""
    paper.prewarm()
    with ExitStack() as stack:
        chromium = stack.enter_context(printer(Path(stack.enter_context(tempfile.TemporaryDirectory()))))
        engines: dict[str, Callable[[Document], float]] = {
            "ours": _by(paper.render), "naive": _by(naive), "chromium": chromium,
            "columns": lambda document: timed(lambda: paper.render(replace(document, design="sidebar"))),
        }  # fmt: skip
        if typst := _typst(Path(stack.enter_context(tempfile.TemporaryDirectory()))):
            engines["typst"] = _by(typst)
        took = _in_turn(engines, times)
    return [*_rows(took), *_typst_rows(took)]


def _in_turn(engines: dict[str, Callable[[Document], float]], times: int) -> dict[str, list[float]]:
    took: dict[str, list[float]] = {name: [] for name in engines}
    for turn in range(times + 2):
        for name, work in engines.items():
            seconds = work(fresh(two_pages()))
            took[name] += [seconds] if turn > 1 else []  # the first ones warm caches on all sides
    return took


def _rows(took: dict[str, list[float]]) -> Iterator[Row]:
    yield of("Warm tagged render, two pages, in process", took["ours"])
    yield of("The naive call", took["naive"])
    yield of("Headless Chromium, same HTML, fresh context", took["chromium"])
    yield ratio("Ours / Chromium", took["ours"], took["chromium"], TO_CHROMIUM)
    yield ratio("Ours / naive", took["ours"], took["naive"], TO_NAIVE)
    yield of("Two columns (sidebar), two pages", took["columns"])
    yield ratio("Two columns / one", took["columns"], took["ours"], COLUMNS)


def _typst_rows(took: dict[str, list[float]]) -> Iterator[Row]:
    if "typst" in took:
        yield of("Typst, the same resume, compiler kept", took["typst"])
        yield replace(ratio("Ours / Typst", took["ours"], took["typst"], 0), goal=None, note="known: about 12 ×")
    else:
        yield Row("Typst", 0, unit="", note="not measured: pip install typst")


def _by(work: Work) -> Callable[[Document], float]:
    return lambda document: timed(lambda: work(document))


def naive(document: Document) -> bytes:
    """What one would write first."""
    look = design(document.design)
    fonts = FontConfiguration()
    sheet = markup.css(look, look.settle(document.options))
    page = HTML(string=markup.html(document.visible(), look), base_url=str(FOLDER))
    sheets = [
        CSS(filename=str(FOLDER / "fonts" / "fonts.css"), font_config=fonts),
        CSS(string=sheet, font_config=fonts),
    ]
    found: bytes = page.write_pdf(stylesheets=sheets, font_config=fonts, pdf_variant="pdf/ua-1")
    return found


def _typst(folder: Path) -> Work | None:
    try:
        import typst
    except ImportError:
        return None
    source = folder / "resume.typ"
    source.write_text((Path(__file__).parent / "resume.typ").read_text())
    compiler = typst.Compiler(str(source), sys_inputs={}, font_paths=[str(FOLDER / "fonts")])

    def work(document: Document) -> bytes:
        found: bytes = compiler.compile(format="pdf", sys_inputs={"resume": json.dumps(_plain(document))})
        return found

    return work


def _plain(document: Document) -> dict[str, Any]:
    """The resume as the Typst file takes it."""
    shown, person = document.visible(), document.person
    blocks = [
        {
            "title": block.title,
            "entries": [
                {
                    "title": entry.title,
                    "when": language.format_duration(entry.dates, "en") if entry.dates else "",
                    "about": ", ".join(part for part in (entry.subtitle, entry.place) if part),
                    "points": [richtext.to_plain(point) for point in richtext.points(entry.text)],
                    "text": "" if richtext.points(entry.text) else richtext.to_plain(entry.text),
                }
                for entry in block.entries
            ],
        }
        for block in shown.blocks
    ]
    reach = [part for part in (person.city, person.phone, person.email, person.url) if part]
    return {"name": person.name, "headline": person.headline, "contact": reach, "blocks": blocks}

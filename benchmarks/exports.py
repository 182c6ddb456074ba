"""A warm export through the real queue, beside the same render in process and beside Chromium printing the same HTML.

Each turn asks for one export and measures from just before the commit that puts it on the queue until its row says
*ready*: the tagged PDF is stored then. In the same turn the same document is rendered in this process, warmed as a
worker is, and printed by a headless Chromium that stays open, in a fresh context (what keeps one person's page from
another's), tagged too. The document differs in each turn, so that nobody prints from memory.
"""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.table import Row, of, ratio, timed
from letraz import paper
from letraz.designs import FOLDER, design
from letraz.document import Document
from letraz.models import ExportRequest, Resume
from letraz.paper import markup
from tests.browser.conftest import FLAGS
from tests.processes.house import House
from tests.samples import nurse

#: What the issue asks for.
TO_PROCESS, TO_CHROMIUM = 1.6, 0.9


def measure(house: House, times: int) -> list[Row]:
    """The export, what it is compared with, and the ratios."""
    paper.prewarm()
    queued: list[float] = []
    inside: list[float] = []
    chromium: list[float] = []
    with printer(Path(house.home)) as prints:
        for turn in range(times + 2):
            document = numbered(turn)
            took = through_the_queue(house, document), timed(lambda d=document: paper.render(d)), prints(document)
            if turn > 1:  # the first ones warm caches on all three sides
                for kept, seconds in zip((queued, inside, chromium), took, strict=True):
                    kept.append(seconds)
    return [
        of("Export through the queue, asked for → stored (2 pages, tagged)", queued),
        of("The same render in process", inside),
        of("Headless Chromium prints the same HTML, fresh context", chromium),
        ratio("Export / in process", queued, inside, TO_PROCESS),
        ratio("Export / Chromium", queued, chromium, TO_CHROMIUM),
    ]


def numbered(turn: int) -> Document:
    """The nurse's resume with a telephone number of its own."""
    document = nurse()
    return replace(document, person=replace(document.person, phone=f"+1 253 555 {turn:04}"))


def through_the_queue(house: House, document: Document) -> float:
    """Seconds from the commit that asks for a file until its row is ready."""
    person = house.person(document)
    with house.rows() as session:
        export = ExportRequest.ask(session, session.get_one(Resume, person.resume_id), "pdf", ".pdf")
        began = time.perf_counter()
        session.commit()
    line = sqlite3.connect(Path(house.home) / "letraz.db")
    try:
        state = "SELECT state FROM export_request WHERE id = ?"
        while line.execute(state, (export.id,)).fetchone()[0] != "ready":
            time.sleep(0.002)
            assert time.perf_counter() - began < 60, house.said("export")
        return time.perf_counter() - began
    finally:
        line.close()


@contextmanager
def printer(folder: Path) -> Iterator[Callable[[Document], float]]:
    """Prints a document in an open Chromium; says how many seconds that took, from the HTML to the PDF's bytes."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert path, "no chromium on the PATH (apt-get install chromium)"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)

        def prints(document: Document) -> float:
            page = folder / "page.html"
            page.write_text(html(document))

            def work() -> None:
                context = browser.new_context()
                tab = context.new_page()
                tab.goto(page.as_uri())
                pdf = tab.pdf(prefer_css_page_size=True, tagged=True)
                assert pdf.startswith(b"%PDF-")
                context.close()

            return timed(work)

        yield prints
        browser.close()


def html(document: Document) -> str:
    """What WeasyPrint gets, with the sheet and the fonts inside, for a browser."""
    look = design(document.design)
    fonts = (FOLDER / "fonts" / "fonts.css").read_text().replace('url("', f'url("{(FOLDER / "fonts").as_uri()}/')
    sheet = markup.css(look, look.settle(document.options))
    return markup.html(document.visible(), look).replace("</head>", f"<style>{fonts}{sheet}</style></head>")

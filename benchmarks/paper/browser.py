"""From pressing *Save* to the new pages on the screen, in a real browser, against a real house.

Measured inside the page: from the click until the first picture of the new pages is decoded and shown. The median and
the 95th percentile; the issue asks for 400 and 700 ms on two cores. And what a document that is kept costs: switching
back to a look that was drawn before.
"""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.table import Row, of
from letraz.models import Preview, Resume
from tests.browser.conftest import FLAGS
from tests.browser.people import Person
from tests.processes.house import House
from tests.samples import nurse

#: What the issue asks for, in ms.
MEDIAN, P95, KEPT = 400, 700, 5

_SHOWN = """old => {
  const one = document.querySelector("#pages-view:not(.pages--old) img");
  return one && one.src !== old && one.complete && one.naturalWidth > 0;
}"""


def measure(times: int) -> list[Row]:
    """Saves in a browser, and repeated documents."""
    with tempfile.TemporaryDirectory(prefix="letraz-bench-") as folder:
        home = Path(folder) / "home"
        with House(home, MAIL_URL="outbox:", SWEEP_SECONDS=10) as house:
            house.start("broker").start("cron", "export", "preview", "web")
            person = house.person(nurse())
            took = _saves(house, person, max(times, 20))
            return [*_rows(took), _repeated(house, person)]


def _rows(took: list[float]) -> Iterator[Row]:
    yield of("Save → new pages on the screen (browser, two pages)", took, goal=MEDIAN)
    p95 = statistics.quantiles(took, n=20)[-1] * 1000
    yield Row("The same, 95th percentile", p95, unit="ms", goal=P95)


def _saves(house: House, person: Person, times: int) -> list[float]:
    with _tab(house, person) as tab:
        tab.goto(f"{house.url}/resumes/{person.resume_id}/")
        tab.wait_for_function(_SHOWN, arg="")
        tab.locator("[id^=open-section-]", has_text="Summary").click()
        field = tab.locator("form[data-edit] textarea")
        field.wait_for(state="attached")
        return [_save(tab, turn) for turn in range(times + 2)][2:]


def _save(tab: Page, turn: int) -> float:
    old = tab.eval_on_selector("#pages-view img", "one => one.src")
    editor = tab.locator("form[data-edit] .rich [contenteditable]")  # comes in the place of the text area
    editor.click()
    editor.press_sequentially(f" {turn}")
    began = time.perf_counter()
    tab.locator("form[data-edit] [name=then][value=stay]").click()
    tab.wait_for_function(_SHOWN, arg=old, polling="raf")
    took = time.perf_counter() - began
    tab.wait_for_timeout(150)
    return took


def _repeated(house: House, person: Person) -> Row:
    """Reading the kept file of a document that was drawn before: what an export of what is on the screen costs."""
    took = []
    with house.rows() as session:
        digest = session.get_one(Resume, person.resume_id).document().digest()
        engine = session.get_one(Preview, person.resume_id).engine
        for _ in range(50):
            session.expire_all()
            began = time.perf_counter()
            assert Preview.paper(session, person.resume_id, digest, engine)
            took.append(time.perf_counter() - began)
    return of("A document that was printed before, from the store", took, goal=KEPT)


@contextmanager
def _tab(house: House, person: Person) -> Iterator[Page]:
    path = shutil.which("chromium")
    assert path, "no chromium on the PATH (apt-get install chromium)"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        context.add_cookies([{"name": "letraz", "value": person.cookie(), "url": house.url}])
        yield context.new_page()
        browser.close()

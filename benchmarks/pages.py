"""What a browser loads for a page that it sees for the first time: bytes over the line, requests, and from whom.

Measured in Chromium with an empty cache, until the network is quiet. Bytes are those of the answers, headers and all,
as they were compressed. Page images are counted apart: they are the document, not the house.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from benchmarks.table import Row
from tests.browser.conftest import FLAGS
from tests.browser.people import Person
from tests.processes.house import House
from tests.samples import nurse

#: kB that the editor's first view may weigh without the page images, and one page image.
FIRST_VIEW, IMAGE = 120, 150


@dataclass
class Load:
    """What came: bytes by kind, page images, and addresses that are not ours."""

    url: str
    asked: dict[str, tuple[str, str]] = field(default_factory=dict)
    kinds: dict[str, int] = field(default_factory=dict)
    images: list[int] = field(default_factory=list)
    requests: int = 0
    strangers: list[str] = field(default_factory=list)

    @property
    def weight(self) -> float:
        """Without the page images, in kB."""
        return sum(self.kinds.values()) / 1000

    @property
    def parts(self) -> str:
        """What it is made of, for the note."""
        return ", ".join(f"{kind} {size / 1000:.0f}" for kind, size in sorted(self.kinds.items()))

    def ask(self, told: dict[str, Any]) -> None:
        """Chromium asks for something."""
        url = told["request"]["url"]
        self.asked[told["requestId"]] = (url, told.get("type", "Other"))
        if not url.startswith((self.url, "data:", "blob:")):
            self.strangers.append(url)

    def take(self, told: dict[str, Any]) -> None:
        """Chromium has got something."""
        url, kind = self.asked.get(told["requestId"], ("", "Other"))
        size = int(told["encodedDataLength"])
        self.requests += 1
        if "/pages/" in url and url.endswith(".webp"):
            self.images.append(size)
        else:
            self.kinds[kind] = self.kinds.get(kind, 0) + size


def measure(house: House, times: int) -> list[Row]:
    """Weights of the landing page, the desk and the editor; `times` does not matter: it is the same each time."""
    person = house.person(nurse())
    path = f"/resumes/{person.resume_id}/"
    chromium = shutil.which("chromium") or "chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        load(house, browser, path, person)  # so that the pages are drawn
        landing, desk = load(house, browser, "/"), load(house, browser, "/resumes/", person)
        editor = load(house, browser, path, person)
        browser.close()
    strangers = [*landing.strangers, *desk.strangers, *editor.strangers]
    return [
        weight("Landing page, first view", landing),
        weight("Desk, first view", desk),
        weight("Editor, first view, without page images", editor, FIRST_VIEW),
        Row("Heaviest page image", max(editor.images) / 1000, unit="kB", goal=IMAGE, note=f"{len(editor.images)} came"),
        Row("Requests that leave the host", len(strangers), unit="", goal=0, note=", ".join(strangers)),
    ]


def weight(what: str, found: Load, goal: float | None = None) -> Row:
    """A row of a page's weight."""
    return Row(what, found.weight, unit="kB", goal=goal, note=f"{found.requests} requests; {found.parts}")


def load(house: House, browser: Browser, path: str, person: Person | None = None) -> Load:
    """Open a page in a browser that knows nothing yet."""
    context = browser.new_context(base_url=house.url, viewport={"width": 1280, "height": 900})
    if person:
        context.add_cookies([{"name": "letraz", "value": person.cookie(), "url": house.url}])
    tab = context.new_page()
    found = Load(house.url)
    line = context.new_cdp_session(tab)
    line.send("Network.enable")
    line.on("Network.requestWillBeSent", found.ask)
    line.on("Network.loadingFinished", found.take)
    tab.goto(path)
    tab.wait_for_load_state("networkidle")
    tab.wait_for_timeout(1500 if person else 300)  # the pages beside the editor are asked for after it
    context.close()
    return found

"""Browsers for tests. Each tab notes what it logs, which rules of the page's policy it broke, and whom it asked."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request

from tests.browser.people import Person

#: Chromium and htmx log an answer of 4xx as an error; the tests ask for some on purpose. A newer choice of a design
#: takes the place of the request under way (hx-sync), and htmx logs that too.
_ASKED_FOR = (
    "Failed to load resource: the server responded with a status of 4", "Response Status Error Code 4",
    "htmx:sendAbort", "htmx:afterRequest",
)  # fmt: skip

_LISTEN = """
document.addEventListener("securitypolicyviolation", (e) =>
  console.error(`policy: ${e.effectiveDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber} ${e.sample}`));
"""

Tab = Page

#: Tall, so that what a test drags and where it goes are both in sight.
DESK = {"width": 1280, "height": 1400}


def lead_on(what: Locator) -> None:
    """Press what leads to another page, and wait for that page: else what is asked next is asked of the one before."""
    with what.page.expect_navigation():
        what.click()


class Tabs:
    """Opens tabs on the house; `accidents` are the things that no page should ever do."""

    def __init__(self, chromium: Browser, url: str) -> None:
        self._chromium, self.url = chromium, url
        self.accidents: list[str] = []
        self._contexts: list[Any] = []

    def open(self, person: Person | None = None, **options: Any) -> Tab:
        """A tab in a browser of its own (for another of the same browser: `tab.context.new_page()`)."""
        context = self._chromium.new_context(base_url=self.url, **{"viewport": DESK, **options})
        self._contexts.append(context)
        context.set_default_timeout(10_000)
        if options.get("java_script_enabled", True):
            context.add_init_script(_LISTEN)
        context.on("page", self._watch)
        if person:
            context.add_cookies([{"name": "letraz", "value": person.cookie(), "url": self.url}])
        return context.new_page()

    def close(self) -> None:
        """Close all."""
        for context in self._contexts:
            context.close()

    def _watch(self, page: Page) -> None:
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.accidents.append(f"{page.url}: {error}"))
        page.on("request", self._asked)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.text.startswith(_ASKED_FOR):
            self.accidents.append(f"{message.page.url if message.page else ''}: {message.text}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.url, "data:", "blob:")):
            self.accidents.append(f"asked another host: {request.url}")

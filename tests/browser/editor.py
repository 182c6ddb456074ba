"""The editor as a person sees it: rows by their name, and what hands do to them."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.browser.tabs import Tab

_TOUCH = ("touchStart", "touchMove", "touchEnd")


class Editor:
    """The editor of a resume, open in a tab."""

    def __init__(self, tab: Tab, resume_id: int, section_id: int | None = None) -> None:
        self.tab, self.url = tab, f"/resumes/{resume_id}/"
        self.go(section_id)

    def go(self, section_id: int | None = None) -> None:
        """Load it anew, with a section open."""
        answer = self.tab.goto(f"{self.url}?section={section_id}" if section_id else self.url)
        assert answer
        assert answer.ok, answer.status

    # --- what stands where -----------------------------------------------------------------------------

    def section(self, name: str) -> Locator:
        """The card of a section, by its heading."""
        return self.tab.locator(f"li.section[data-name='{name}']")

    def item(self, name: str) -> Locator:
        """The line of an item, by its name."""
        return self.tab.locator(f"[data-items] > li[data-name='{name}']")

    def handle(self, row: Locator) -> Locator:
        """What a row is moved by."""
        return row.locator(".handle").first

    @property
    def sections(self) -> list[str]:
        """The headings, in order."""
        return self._names(self.tab.locator("[data-sections] > li"))

    def items(self, section: str) -> list[str]:
        """The names of an open section's items, in order."""
        return self._names(self.section(section).locator("[data-items] > li"))

    def _names(self, rows: Locator) -> list[str]:
        return [str(row.get_attribute("data-name")) for row in rows.all()]

    # --- hands -----------------------------------------------------------------------------------------

    def unfold(self, name: str) -> None:
        """Open a section by its heading."""
        heading = self.section(name).locator("h2 a")
        heading.click()
        expect(self.section(name).locator("h2 a")).to_have_attribute("aria-expanded", "true")

    def menu(self, row: Locator) -> Locator:
        """Open a row's menu, and return the list in it."""
        found = row.locator("details.menu").first
        found.locator("> summary").click()
        return found.locator(".menu__list")

    def add(self, kind: str) -> None:
        """Add a section of a type."""
        summary = self.tab.locator(".add > summary")
        if self.tab.locator(".add:not([open])").count():
            summary.click()
        self.tab.locator(f".add__list button[value={kind}]").click()

    def drag(self, row: Locator, to: Locator, *, below: bool = True) -> None:
        """Carry a row by its handle and drop it on the upper or lower part of another."""
        start, end = self._points(row, to, below)
        mouse = self.tab.mouse
        mouse.move(*start)
        mouse.down()
        mouse.move(start[0] + 4, start[1] + 6)
        mouse.move(*end, steps=8)
        for nudge in (1, 2, 3):  # a hand lingers; rows that give way look again where it is
            self.tab.wait_for_timeout(100)
            mouse.move(end[0], end[1] + nudge)
        mouse.up()

    def swipe(self, row: Locator, to: Locator, *, below: bool = True) -> None:
        """The same with a finger: the touches that a screen would report."""
        start, end = self._points(row, to, below)
        steps = [(start[0] + (end[0] - start[0]) * n / 8, start[1] + (end[1] - start[1]) * n / 8) for n in range(1, 9)]
        line = self.tab.context.new_cdp_session(self.tab)
        for kind, points in ((_TOUCH[0], [start]), (_TOUCH[1], [*steps, end]), (_TOUCH[2], [None])):
            for point in points:
                at = [{"x": point[0], "y": point[1]}] if point else []
                line.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})
                self.tab.wait_for_timeout(30)  # Sortable looks where the finger is every 50 ms
        line.detach()

    def _points(self, row: Locator, to: Locator, below: bool) -> tuple[tuple[float, float], tuple[float, float]]:
        self.handle(row).scroll_into_view_if_needed()
        grip, goal = self.handle(row).bounding_box(), to.bounding_box()
        assert grip
        assert goal
        down = goal["height"] * (0.8 if below else 0.2)
        return (
            (grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2),
            (grip["x"] + grip["width"] / 2, goal["y"] + down),
        )

    # --- what it says ----------------------------------------------------------------------------------

    def says(self, text: str) -> None:
        """The region for what just happened says this."""
        expect(self.tab.locator("#toasts[role=status]")).to_contain_text(text)

    def holds_focus(self, row: Locator) -> None:
        """The focus is on this row's handle."""
        expect(self.handle(row)).to_be_focused()


def focused(tab: Tab) -> str:
    """What has the focus, as a screen reader would name it."""
    return str(
        tab.evaluate(
            """() => { const on = document.activeElement;
            const by = document.getElementById(on.getAttribute("aria-labelledby"));
            const label = on.labels?.[0]?.textContent ?? by?.textContent;
            return (on.getAttribute("aria-label") ?? label ?? on.textContent).trim().replace(/\\s+/g, " "); }"""
        )
    )


def reach(tab: Tab, name: str, key: str = "Tab", most: int = 80) -> None:
    """Press Tab until what has the focus begins with `name`."""
    passed = []
    for _ in range(most):
        tab.keyboard.press(key)
        passed.append(focused(tab))
        if passed[-1].startswith(name):
            return
    raise AssertionError(f"{key} never came to {name!r}, but to {passed}")

"""The web page that a resume is exported as, opened from a disk: narrow, wide, at night, and by axe."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from letraz.document import Document
from letraz.formats import FORMATS
from tests import samples
from tests.browser.looks import PHONE, RULES, WIDE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

_AXE = """async (tags) => (await axe.run(document, {runOnly: {type: "tag", values: tags}})).violations
  .map(({id, nodes}) => `${id}: ${nodes.slice(0, 3).map((one) => one.target)}`)"""


@pytest.mark.parametrize(
    "document",
    [
        samples.nurse(),
        replace(samples.nurse(), design="modern", options={"accent": "#e8482c"}),
        samples.arabic(),
        samples.world(),
        samples.long_words(),
    ],
    ids=["nurse", "coloured", "arabic", "world", "long-words"],
)
def test_it_looks_right_everywhere(chromium: Browser, axe: str, document: Document, tmp_path: Path) -> None:
    path = tmp_path / "resume.html"
    path.write_bytes(FORMATS["html"].write(document, {}))
    page = chromium.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: said.append(request.url) if request.url != path.as_uri() else None)
    for scheme, size in (("light", WIDE), ("dark", PHONE)):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of its words
        page.set_viewport_size(size)
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        assert page.evaluate("getComputedStyle(document.querySelector('main')).paddingInlineStart") != "0px"
        page.evaluate(axe)
        assert page.evaluate(_AXE, list(RULES)) == []
    assert said == []
    page.close()

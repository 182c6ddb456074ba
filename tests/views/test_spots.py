"""A line of the page opens what it is made of."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from letraz.models import Resume
from letraz.views.spots import on_page, openings
from tests.cast import Client, Tasks
from tests.views.conftest import Rows

pytestmark = pytest.mark.usefixtures("no_waiting")


def links(page: str) -> list[str]:
    """The addresses that the page's places lead to."""
    return [found.replace("&amp;", "&") for found in re.findall(r'<a id="spot-[^"]+" href="([^"]+)"', page)]


def drawn(client: Client, resume: int, tasks: Tasks) -> str:
    """The pane, its pages being drawn by the real worker."""
    client.get(f"/resumes/{resume}/pages", htmx=True)
    tasks.run()
    return client.get(f"/resumes/{resume}/pages", htmx=True).text


def test_every_item_that_is_printed_is_opened_by_its_place(
    as_alice: Client, resume: int, rows: Rows, tasks: Tasks
) -> None:
    page = drawn(as_alice, resume, tasks)
    assert f"/resumes/{resume}/header" in links(page)
    for section in rows.sections(resume):
        for item in rows.items(section.id):
            href = f"/resumes/{resume}/?section={section.id}&item={item.id}#item-{item.id}"
            single = f"/resumes/{resume}/?section={section.id}#section-{section.id}"
            assert (single if section.kind.single else href) in links(page)
    for href in links(page):
        assert as_alice.get(href).status_code == 200
        assert "data-edit" in as_alice.get(href).text or "item=" not in href
    assert len(set(re.findall(r'id="(spot-[^"]+)"', page))) == page.count('id="spot-')


def test_hidden_and_moved_things_are_found_by_where_they_are_printed(
    app: Flask, resume: int, stored: Callable[[], Any]
) -> None:
    """Places count what is visible: with the first section hidden, block 0 is the second one."""
    with stored() as session:
        found = session.get_one(Resume, resume)
        first, second = found.sections[:2]
        first.hidden = True
        session.commit()
        with app.test_request_context():
            places = openings(found, found.document())
        assert places["b0"].target == f"#section-{second.id}"
        assert places["b0.e0"].name == f"item-{second.items[0].id}"


def test_what_stands_in_another_place_lies_above_it() -> None:
    places = {name: object() for name in ("b0", "b0.e0")}
    sheet = {"marks": [["b0.e0", 10, 20, 30, 10], ["b0", 0, 0, 400, 90], ["b7", 0, 0, 1, 1]]}

    class Named:
        name = "x"

    spots = on_page(1, sheet, dict.fromkeys(places, Named()))  # type: ignore[arg-type]
    assert [(spot.x, spot.width) for spot in spots] == [(-5, 410), (5, 40)]


def test_pages_of_an_earlier_state_open_nothing(as_alice: Client, resume: int, tasks: Tasks, rows: Rows) -> None:
    """Places were counted in another document."""
    assert links(drawn(as_alice, resume, tasks))
    rows.change(Resume, resume, title="Another", design="modern")
    page = as_alice.get(f"/resumes/{resume}/pages", htmx=True).text
    assert "pages--old" in page
    assert links(page) == []

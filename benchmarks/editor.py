"""The editor: what its page costs, and how soon the pages beside it follow a saved change.

*Queries* are those of one GET, counted in this process. Times of pages are of whole requests to the web process.
*Saved → pages* goes the way the browser goes: the form is sent, the fragment comes back, the pane asks for its pages
(the request waits for the worker), and the first image is fetched.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from flask import Flask
from sqlalchemy import event

from benchmarks.table import Row, of, timed
from letraz.document import Document
from letraz.extensions import db
from tests.browser.people import Person
from tests.processes.browsing import Browser
from tests.processes.house import House
from tests.samples import nurse, sparse

#: Queries that the editor may take, however much stands in the resume.
QUERIES = 8

HTMX = {"HX-Request": "true"}


def large() -> Document:
    """Forty sections with some hundred items."""
    blocks = nurse().blocks
    return replace(nurse(), blocks=(blocks * 10)[:40])


def measure(house: House, times: int) -> list[Row]:
    """Queries and times of the editor, small and large, and of the way from a save to its pages."""
    rows = []
    for name, document in (("small", sparse()), ("two pages", nurse()), ("large", large())):
        person = house.person(document)
        items = sum(len(items) for _, items in person.stored())
        browser = house.browser(person)
        path = f"/resumes/{person.resume_id}/"
        took = [timed(lambda b=browser, p=path: b.get(p)) for _ in range(times + 2)][2:]
        rows.append(of(f"Editor, {name}: the page", took, note=f"{items} items"))
        rows.append(Row(f"Editor, {name}: queries", queries(house.app, person, path), unit="", goal=QUERIES))
    return [*rows, *saving(house, times)]


def queries(app: Flask, person: Person, path: str) -> int:
    """How many statements one GET runs."""
    found: list[str] = []

    def note(connection: object, cursor: object, statement: str, *more: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA", "SAVEPOINT", "RELEASE")):
            found.append(statement)

    with app.app_context():
        engine = db.engine
    client = app.test_client()
    client.set_cookie("letraz", person.cookie(), domain=app.config["SERVER_NAME"].split(":")[0])
    base = app.config["PUBLIC_URL"]
    assert client.get(path, base_url=base).status_code == 200
    event.listen(engine, "before_cursor_execute", note)
    assert client.get(path, base_url=base).status_code == 200
    event.remove(engine, "before_cursor_execute", note)
    return len(found)


def saving(house: House, times: int) -> list[Row]:
    """From a saved item to the images of its pages."""
    person = house.person(nurse())
    browser = house.browser(person)
    path = f"/resumes/{person.resume_id}/"
    browser.get(path)
    ready(browser, path, "")
    item = first_item(browser, path)
    turn = count()
    saves: list[float] = []
    whole: list[float] = []
    for _ in range(times + 2):
        old = images(browser.get(f"{path}pages").text)[0]
        form = browser.get(item).form("/experience/", "job_title")
        saved = timed(lambda f=form: browser.send(f, location=f"Ward {next(turn)}", then="close"))
        drawn = timed(lambda o=old: ready(browser, path, o))
        saves.append(saved)
        whole.append(saved + drawn)
    return [
        of("Saving an item: the answer", saves[2:], note="without script: with the 303 and the whole page behind it"),
        of("Saving an item → the new pages' first image is here", whole[2:], note="2 pages"),
    ]


def first_item(browser: Browser, path: str) -> str:
    """The address of the first experience, open."""
    for link in browser.get(path).links("/sections/"):
        items = [one for one in browser.get(link).links("/experience/") if "/new/" not in one]
        if items:
            return items[0]
    raise AssertionError("the resume has no experience")


def ready(browser: Browser, path: str, old: str) -> None:
    """Ask for the pages until they are others than `old`, and fetch the first."""
    for _ in range(20):
        found = images(browser.get(f"{path}pages", **HTMX).text)
        if found and found[0] != old:
            assert browser.get(found[0]).body.startswith(b"RIFF")
            return
    raise AssertionError("no pages came")


def images(text: str) -> list[str]:
    """The addresses of page images in a fragment."""
    return [part.split('"')[0] for part in text.split('src="')[1:] if ".webp" in part.split('"')[0]]

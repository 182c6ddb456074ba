"""What only shows in real web processes: limits that hold across two of them, and what they never load."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.processes.browsing import Browser
from tests.processes.house import House
from tests.samples import nurse


@pytest.fixture
def two_webs(house: House) -> House:
    """The house with a second web process."""
    return house if "web2" in house.parts else house.start("web2")


def test_limits_hold_across_web_processes(two_webs: House) -> None:
    """Red when the counts are kept in each process: twenty tries would pass."""
    first, second = two_webs.browser(), two_webs.browser(part="web2")
    second._from = first._from
    statuses = [try_a_password(tab) for _ in range(6) for tab in (first, second)]
    assert statuses.count(429) == 2
    assert statuses[-2:] == [429, 429]
    assert try_a_password(two_webs.browser()) == 200, "somebody else may still try"


def try_a_password(tab: Browser) -> int:
    """The status of the answer to a wrong password."""
    form = tab.get("/sign-in").form("/sign-in")
    return tab.send(form, email="nobody@example.org", password="not the right one").status


def test_a_web_process_never_loads_the_engine(house: House) -> None:
    """Red when a view imports `letraz.paper`: Pango is then in the process's memory map, as it is in a worker's."""
    person = house.person(nurse())
    browser = house.browser(person)
    for path in (f"/resumes/{person.resume_id}/", f"/resumes/{person.resume_id}/settings", "/exports/", "/jobs/"):
        assert browser.get(path).status == 200
    browser.send(browser.get(f"/resumes/{person.resume_id}/").form("/export"), format="pdf")
    assert loaded(house, "export", "libpango")
    assert not loaded(house, "web", "libpango")
    assert not loaded(house, "web", "libpdfium")


def loaded(house: House, part: str, library: str) -> bool:
    """Whether a process of a part has a library in its memory."""
    from letraz.supervisor import members

    maps = [Path(f"/proc/{pid}/maps").read_text() for pid in members(house.parts[part].pid)]
    assert maps
    return any(library in one for one in maps)

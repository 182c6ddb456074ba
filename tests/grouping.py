"""Which tests go to one worker of xdist, and which of these begin first.

Those that share a running house, or what is slow to make, are a group, so that it is made once. What is long begins
first, and not more than two houses at once: what computes goes beside them.

xdist 3.8 writes the mark `xdist_group` into a field that pytest 9.2 does not read any more: `--dist loadgroup` goes on
without a word and without groups. So the groups are said here by where a test lies, until xdist passes them again.
"""

from __future__ import annotations

from typing import Any

import pytest

#: Where a test lies (the first that fits counts) -> its group.
GROUPS = {
    "tests/browser/test_pages.py": "browser: pages",
    "tests/browser/test_design.py": "browser: pages",
    "tests/browser/test_states.py": "browser: pages",
    "tests/browser/test_web_page.py": "browser: pages",
    "tests/browser/": "browser: journeys",
    "tests/processes/": "processes",
    "tests/test_database.py::test_four_processes": "processes",
    "tests/test_launcher.py": "launcher",
    "tests/test_worker.py": "launcher",
    "tests/test_drop_in.py": "drop-in",
    "tests/models/test_export.py::test_two_who_ask_at_once": "postgresql",
    "tests/models/test_export.py::test_keep_beside_a_sweep": "postgresql",
    "tests/test_security.py": "walk",
    "tests/test_access.py::test_the_owner_is_let_through": "walk",
    "tests/test_queries.py::test_sqlite_uses_an_index_for_every_query": "walk",
    "tests/paper/test_designs.py": "samples on paper",
    "tests/paper/test_structure.py": "samples on paper",
    "tests/paper/receipt/test_prove.py": "samples on paper",
    "tests/paper/receipt/test_mutations.py": "samples on paper",
}

#: Where the tests of each file share something: printed documents, a file by LibreOffice, the parsed house, its tables.
BY_FILE = ("tests/paper/", "tests/formats/test_docx.py", "tests/test_architecture.py", "tests/test_cli.py")

#: What the name or the parameter of a test says that wants the server.
POSTGRES = "postgresql"

#: In which order they begin: those of one file after the first two, single tests at the end.
FIRST, LATER = ("browser: pages", "browser: journeys"), ("processes", "launcher", "drop-in")


def group(nodeid: str) -> str:
    """The group of a test; a test by itself is its own. What wants PostgreSQL shares the server and what is in it."""
    alone = nodeid.partition("::")[0] if nodeid.startswith(BY_FILE) else nodeid
    alone = POSTGRES if POSTGRES in nodeid else alone
    return next((name for start, name in GROUPS.items() if nodeid.startswith(start)), alone)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The order in which groups begin; within one, tests stay in their own."""
    items.sort(key=lambda item: _place(item.nodeid))


def _place(nodeid: str) -> int:
    name = group(nodeid)
    if name in FIRST:
        return FIRST.index(name)
    if name in LATER:
        return len(FIRST) + 1 + LATER.index(name)
    return len(FIRST) + (0 if name != nodeid else 1 + len(LATER))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Hand tests out by their groups, in the order in which they were collected."""
    from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]  # it has none

    class ByGroup(LoadScopeScheduling):  # type: ignore[misc]  # as above
        def _split_scope(self, nodeid: str) -> str:
            return group(nodeid)

    config.option.loadscopereorder = False
    return ByGroup(config, log)

"""Which tests go to one worker of xdist: those that share a running house or what is slow to make, so that it is once.

xdist 3.8 writes the mark `xdist_group` into a field that pytest 9.2 does not read any more: `--dist loadgroup` goes on
without a word and without groups. So the groups are said here by where a test lies, until xdist passes them again.
"""

from __future__ import annotations

from typing import Any

import pytest

GROUPS = {
    "tests/browser/": "browser",
    "tests/processes/": "processes",
    "tests/test_launcher.py": "processes",
    "tests/test_worker.py": "processes",
    "tests/test_drop_in.py": "drop-in",
}

#: Where the tests of each file share something: printed documents, every answer there is, a file by LibreOffice.
BY_FILE = ("tests/paper/", "tests/test_security.py", "tests/formats/test_docx.py")


def group(nodeid: str) -> str:
    """The group of a test; a test by itself is its own."""
    alone = nodeid.partition("::")[0] if nodeid.startswith(BY_FILE) else nodeid
    return next((name for start, name in GROUPS.items() if nodeid.startswith(start)), alone)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Hand tests out by their groups."""
    from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]  # it has none

    class ByGroup(LoadScopeScheduling):  # type: ignore[misc]  # as above
        def _split_scope(self, nodeid: str) -> str:
            return group(nodeid)

    return ByGroup(config, log)

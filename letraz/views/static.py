"""Our own styles, scripts and fonts, under an address that changes when any of them does.

`/static/<mark>/css/base.css`: the mark is made from the content of all files, so that a browser may keep each
for ever and an upgrade is seen at once. The mark stands in the path and not in a query, because modules import
each other by relative addresses.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from flask import Flask, Response, current_app, send_from_directory

from letraz.views.access import public

FOLDER = Path(__file__).parent.parent / "static"

#: Seconds a browser keeps a file under a present mark: a year.
YEAR = 365 * 24 * 3600


def mark(folder: Path = FOLDER) -> str:
    """Twelve hex digits that stand for the content of every file in the folder."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def init_app(app: Flask) -> None:
    """Serve the files at the endpoint `static`, and put the mark into their addresses."""
    app.config["STATIC_MARK"] = mark()
    app.add_url_rule("/static/<mark>/<path:filename>", "static", file)
    app.url_defaults(_add_mark)


@public
def file(mark: str, filename: str) -> Response:
    """A file. A page that was loaded before an upgrade still gets it, but may not keep it."""
    response = send_from_directory(FOLDER, filename, max_age=YEAR)
    if mark == current_app.config["STATIC_MARK"]:
        response.cache_control.immutable = True
    else:
        response.headers["Cache-Control"] = "no-store"
    return response


def _add_mark(endpoint: str, values: dict[str, Any]) -> None:
    if endpoint == "static":
        values.setdefault("mark", current_app.config["STATIC_MARK"])

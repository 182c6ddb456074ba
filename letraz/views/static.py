"""Our own styles, scripts and fonts, under an address that changes when any of them does.

`/static/<mark>/css/base.css`: the mark is made from the content of all files, so that a browser may keep each
for ever and an upgrade is seen at once. The mark stands in the path and not in a query, because modules import
each other by relative addresses.

They are served in front of the application: whose file it is need not be asked, so no session is read, and each is
compressed once, as small as it goes.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

import brotli
from flask import Flask
from werkzeug.wrappers import Request, Response

FOLDER = Path(__file__).parent.parent / "static"

#: What an answer says of itself. No page is among them, so they need no more of a policy than this.
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Vary": "Accept-Encoding",
}

_YEAR = "public, max-age=31536000, immutable"
_SQUEEZE: dict[str, Callable[[bytes], bytes]] = {"br": brotli.compress, "gzip": gzip.compress}

WSGI = Callable[[dict[str, Any], Any], Iterable[bytes]]


def mark(folder: Path = FOLDER) -> str:
    """Twelve hex digits that stand for the content of every file in the folder."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def init_app(app: Flask) -> None:
    """Serve the files, and let `url_for("static", filename=…)` give their addresses."""
    found = mark()
    app.add_url_rule("/static/<mark>/<path:filename>", "static", build_only=True)
    app.url_defaults(lambda endpoint, values: values.setdefault("mark", found) if endpoint == "static" else None)
    app.wsgi_app = Files(app.wsgi_app, found)  # type: ignore[method-assign]  # as Flask says to wrap it


class Files:
    """Answers for the files, and hands every other request to the application."""

    def __init__(self, application: WSGI, present: str) -> None:
        self._application, self._mark = application, present
        self._paths = {path.relative_to(FOLDER).as_posix(): path for path in FOLDER.rglob("*") if path.is_file()}

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """One request."""
        _, first, *rest = (environ.get("PATH_INFO") or "/").split("/", 3)
        path = self._paths.get(rest[-1]) if first == "static" and len(rest) == 2 else None
        if path is None or environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return self._application(environ, start_response)
        accepts = Request(environ).accept_encodings
        encoding = next((name for name in _SQUEEZE if accepts[name]), "")
        data, used = _read(path, encoding)
        response = Response(data, content_type=_kind(path), headers=HEADERS)
        # A page that was loaded before an upgrade still gets its files, but may not keep them.
        response.headers["Cache-Control"] = _YEAR if rest[0] == self._mark else "no-store"
        if used:
            response.headers["Content-Encoding"] = used
        return response(environ, start_response)


@lru_cache(256)
def _read(path: Path, encoding: str) -> tuple[bytes, str]:
    """A file as it goes over the line, and how it is encoded; "" when that would not make it smaller."""
    data = path.read_bytes()
    packed = _SQUEEZE[encoding](data) if encoding else data
    return (packed, encoding) if len(packed) < 0.9 * len(data) else (data, "")


def _kind(path: Path) -> str:
    kind = {".mjs": "text/javascript", ".woff2": "font/woff2"}.get(path.suffix) or mimetypes.guess_type(path)[0]
    kind = kind or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind

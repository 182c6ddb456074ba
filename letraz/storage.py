"""Files by key: put, open, delete. A folder on disk by default, S3 by setting `STORAGE_URL`.

Keys hold no name of a person. A file is written beside its place and moved there, so that a key never
shows half a file.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import IO, Any
from uuid import uuid4

import fsspec
from flask import current_app

#: Bytes of a piece.
PIECE = 1 << 18


def put(key: str, data: bytes) -> None:
    """Store `data` under `key`. `OSError` when the store refuses."""
    fs, root = _store(current_app.config["STORAGE_URL"])
    path = f"{root}/{key}"
    if "file" not in fs.protocol:
        fs.pipe_file(path, data)
        return
    fs.makedirs(path.rsplit("/", 1)[0], exist_ok=True)
    part = f"{path}.{uuid4().hex}.part"
    try:
        fs.pipe_file(part, data)
        fs.mv(part, path)
    except OSError:
        if fs.exists(part):
            fs.rm_file(part)
        raise


def put_file(key: str, source: Path) -> None:
    """Store a file of this machine under `key`, piece by piece. `OSError` when the store refuses."""
    fs, root = _store(current_app.config["STORAGE_URL"])
    path = f"{root}/{key}"
    if "file" not in fs.protocol:
        fs.put_file(str(source), path)
        return
    fs.makedirs(path.rsplit("/", 1)[0], exist_ok=True)
    part = f"{path}.{uuid4().hex}.part"
    try:
        fs.put_file(str(source), part)
        fs.mv(part, path)
    except OSError:
        if fs.exists(part):
            fs.rm_file(part)
        raise


def pieces(key: str) -> Iterator[bytes]:
    """What is under `key`, piece by piece. `FileNotFoundError`, at once, when there is nothing."""
    fs, root = _store(current_app.config["STORAGE_URL"])
    return _pieces(fs.open(f"{root}/{key}", "rb"))


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(PIECE):
            yield piece


def read(key: str) -> bytes:
    """The bytes under `key`. `FileNotFoundError` when there are none."""
    fs, root = _store(current_app.config["STORAGE_URL"])
    data: bytes = fs.cat_file(f"{root}/{key}")
    return data


def delete(key: str) -> None:
    """Remove what is under `key`, a file or everything below it; nothing happens when there is nothing."""
    fs, root = _store(current_app.config["STORAGE_URL"])
    path = f"{root}/{key}"
    if fs.exists(path):
        fs.rm(path, recursive=True)


@lru_cache(maxsize=4)
def _store(url: str) -> tuple[Any, str]:
    fs, root = fsspec.core.url_to_fs(url)
    return fs, str(root).rstrip("/")

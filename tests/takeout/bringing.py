"""Bringing a ZIP in, as a person does: sent, looked at, said yes to."""

from __future__ import annotations

import hashlib
import json
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from flask import Flask
from werkzeug.test import TestResponse

from letraz.extensions import db
from letraz.models import Bringing
from letraz.takeout.pack import pack
from letraz.takeout.parcel import MANIFEST
from tests import cast
from tests.cast import Client, Tasks

URL = "/account/data"


def packed(app: Flask, name: str, path: Path) -> bytes:
    """What a person of the cast takes out."""
    with app.app_context():
        pack(db.session(), cast.person(db.session(), name).id, path)
    return path.read_bytes()


def sent(client: Client, tasks: Tasks, data: bytes) -> str:
    """The address of the page about a ZIP, read by a worker."""
    answer = client.post(f"{URL}/bring", data={"file": (BytesIO(data), "all.zip")})
    assert answer.status_code == 303, answer.text
    tasks.run()
    return answer.headers["Location"]


def brought(client: Client, tasks: Tasks, data: bytes) -> TestResponse:
    """Send it, say yes, and look at what came in; or at why it did not."""
    url = sent(client, tasks, data)
    page = client.get(url)
    if "Bring it in" in page.text:
        assert client.post(url).status_code == 303
        tasks.run()
        page = client.get(url)
    assert page.status_code == 200, page.text
    return page


def last(app: Flask) -> Bringing:
    """What was sent last."""
    with app.app_context():
        return db.session.query(Bringing).order_by(Bringing.id.desc()).limit(1).one()


def files(zipped: bytes) -> dict[str, bytes]:
    """The files of a ZIP by their names, without the manifest."""
    with ZipFile(BytesIO(zipped)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name != MANIFEST}


def repacked(every: dict[str, bytes], **said: Any) -> bytes:
    """A ZIP of these files, with a manifest that tells the truth of them."""
    told = [
        {"path": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()} for name, data in every.items()
    ]
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, data in every.items():
            archive.writestr(name, data)
        archive.writestr(MANIFEST, json.dumps({"letraz_takeout": 1, "files": told, **said}))
    return out.getvalue()


def rows(zipped: bytes, table: str) -> list[dict[str, Any]]:
    """The rows of a table of a ZIP."""
    data = files(zipped).get(f"records/{table}.jsonl", b"")
    return [json.loads(line) for line in data.splitlines()]

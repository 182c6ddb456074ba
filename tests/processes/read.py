"""What the process that others are forked from has read and done: all that is the same in each Letraz."""

from __future__ import annotations

from tempfile import TemporaryDirectory

from letraz import create_app, formats, paper, postings, tasks, worker
from tests import cast, conftest

READ = (formats.FORMATS, tasks, worker, cast, conftest)

with TemporaryDirectory() as home:
    create_app({"HOME": home, "ENV": "testing", "SECRET_KEY": "read", "REDIS_URL": "redis://127.0.0.1:1/0"})
paper.prewarm()
postings.prewarm()

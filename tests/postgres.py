"""A PostgreSQL server of our own for the tests: in a temporary folder, on a socket there, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

#: Where Debian and Ubuntu keep the server's programs.
PROGRAMS = Path("/usr/lib/postgresql")


def programs() -> Path | None:
    """The folder of the newest installed server's programs, None when there is none."""
    found = [path.parent for path in PROGRAMS.glob("*/bin/initdb")]
    return max(found, key=lambda path: int(path.parent.name), default=None)


@contextmanager
def postgres() -> Iterator[str]:
    """A running, empty server; gives the `DATABASE_URL` of a database in it. `RuntimeError` when it is not installed.

    PostgreSQL refuses to run as root: as root it runs as the user `postgres`, else `nobody`.
    """
    where = programs()
    if where is None:
        raise RuntimeError("PostgreSQL is not installed (apt-get install postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="letraz-pg-", dir="/tmp"))
    user = _other_user()
    if user:
        shutil.chown(folder, user)
    data = folder / "data"
    try:
        made_by = ["--auth=trust", "--username=letraz", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        _as(user, [where / "initdb", "--pgdata", data, *made_by])
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off -c max_connections=50"
        _as(
            user, [where / "pg_ctl", "--pgdata", data, "--log", folder / "log", "--options", options, "--wait", "start"]
        )
        try:
            yield f"postgresql+psycopg://letraz@/postgres?host={folder}"
        finally:
            _as(user, [where / "pg_ctl", "--pgdata", data, "--mode=immediate", "--wait", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _other_user() -> str:
    if os.geteuid() != 0:
        return ""
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _as(user: str, command: Sequence[str | Path]) -> None:
    words = [str(word) for word in command]
    subprocess.run(["runuser", "-u", user, "--", *words] if user else words, check=True, cwd="/tmp",
                   stdout=subprocess.DEVNULL)  # fmt: skip

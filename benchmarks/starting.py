"""How long `bin/run` takes when everything is installed: from the command until it says its address."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from benchmarks.table import Row, of
from tests.processes.house import House
from tests.running import ROOT, free_port

#: Seconds that the second start may take.
SECOND = 3.0


def measure(house: House, times: int) -> list[Row]:
    """The first start in a new home (it makes the database), and starts after it."""
    with tempfile.TemporaryDirectory(prefix="letraz-bench-") as folder:
        first, *later = (start(Path(folder) / "home") for _ in range(max(3, times // 4) + 1))
    return [
        of("`bin/run` in a new home, until it answers", [first], "s"),
        of("`bin/run` again", later, "s", SECOND),
    ]


def start(home: Path) -> float:
    """Seconds until the address is said and the web server answers; then it is ended again."""
    env = {**os.environ, "LETRAZ_HOME": str(home), "PORT": str(free_port())}
    began = time.perf_counter()
    process = subprocess.Popen(
        [ROOT / "bin" / "run"], env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
    )
    assert process.stdout
    try:
        for line in process.stdout:
            if b"running at" in line:
                return time.perf_counter() - began
        raise AssertionError("bin/run ended before it said its address")
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)

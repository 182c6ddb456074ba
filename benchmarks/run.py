"""How fast Letraz is, in one run and one table: `python benchmarks/run.py [--times 15] [--only exports,pages,...]`.

It starts a real house (broker, clock, both workers, web; SQLite, files in a folder) in a temporary folder, and
measures one part after the other. Times are medians, with the best beside them: on a machine that others share read
the best, and the ratios, which were measured in turn under the same load. Nothing here is a test; `tests/` says what
must be true, this says how much of it there is.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks import comparing, editor, exports, pages, starting, versions
from benchmarks.table import Row, print_table
from tests.processes.house import House

#: The parts by name: each gives rows from a running house and a number of times.
PARTS = {
    "comparing": comparing.measure,
    "exports": exports.measure,
    "editor": editor.measure,
    "pages": pages.measure,
    "starting": starting.measure,
    "versions": versions.measure,
}


@contextmanager
def house() -> Iterator[House]:
    """A running house, whose letters go to a folder."""
    folder = tempfile.TemporaryDirectory(prefix="letraz-bench-")
    with folder, House(Path(folder.name) / "home", MAIL_URL="outbox:", SWEEP_SECONDS=10) as running:
        logging.getLogger("letraz").setLevel(logging.WARNING)  # ours; its processes have logs of their own
        yield running.start("broker").start("cron", "export", "preview", "web")


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description="Measures Letraz and prints a table in Markdown.")
    parser.add_argument("--times", type=int, default=15, help="how often each thing is done")
    parser.add_argument("--only", default=",".join(PARTS), help=f"some of {', '.join(PARTS)}")
    asked = parser.parse_args()
    rows: list[Row] = []
    with house() as running:
        for name in asked.only.split(","):
            print(f"measuring {name}", file=sys.stderr, flush=True)
            rows += PARTS[name](running, asked.times)
    print_table(rows)
    print(f"\n{os.cpu_count()} processor cores, load at the end {os.getloadavg()[0]:.1f}; each {asked.times} times.")


if __name__ == "__main__":
    main()

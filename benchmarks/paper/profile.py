"""Where the time of a warm render goes: `python -m benchmarks.paper --profile`."""

from __future__ import annotations

import cProfile
import pstats
from collections import defaultdict

from benchmarks.paper.documents import fresh, two_pages
from letraz import paper

#: Rooms of the engine, by a part of a file's path; the first that fits takes the time.
ROOMS = (
    ("weasyprint/layout", "layout"), ("weasyprint/text", "shaping and line breaks"), ("weasyprint/css", "style"),
    ("weasyprint/formatting_structure", "boxes"), ("weasyprint/draw", "painting"), ("weasyprint/pdf", "writing, tags"),
    ("pydyf", "writing, tags"), ("fontTools", "fonts"), ("tinyhtml5", "reading HTML"), ("tinycss2", "style"),
    ("cssselect2", "style"), ("jinja2", "our templates"), ("letraz", "our code"),
)  # fmt: skip


def show(times: int) -> None:
    """Print the share of each room, by the time spent in its own functions."""
    paper.prewarm()
    profiler = cProfile.Profile()
    for _ in range(times):
        document = fresh(two_pages())
        profiler.runcall(paper.render, document)
    shares: dict[str, float] = defaultdict(float)
    stats = pstats.Stats(profiler).stats  # type: ignore[attr-defined]
    for (path, _, name), (_, _, own, _, _) in stats.items():
        shares[_room(path, name)] += own
    whole = sum(shares.values())
    print("| Where | Share |\n|---|---:|")
    for room, seconds in sorted(shares.items(), key=lambda pair: -pair[1]):
        print(f"| {room} | {seconds / whole:.0%} |")


def _room(path: str, name: str) -> str:
    if path == "~":
        return "shaping and line breaks" if "ffi" in name or "pango" in name else "built-in functions"
    return next((room for part, room in ROOMS if part in path), "the rest")

"""Record what a version of a design prints, before it is released: `python tools/record_drift.py [NAME/VERSION ...]`.

Without names: every version that has no record. A record is never written again, for it is what old files were made
with; while a version is still being drawn, `--unreleased NAME/VERSION` allows it for that one.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from letraz.designs import Design, designs, versions
from letraz.paper import fonts
from tests.paper import drifting


def main() -> None:
    """Record, or say why not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME/VERSION", help="what to record; all without a record if none")
    parser.add_argument("--unreleased", action="append", default=[], metavar="NAME/VERSION", help="write it again")
    asked = parser.parse_args()
    found = {f"{name}/{version}": one for name in designs() for version, one in versions(name).items()}
    missing = [name for name, design in found.items() if not drifting.record_of(design).exists()]
    for name in dict.fromkeys([*asked.names, *asked.unreleased] or missing):
        if name not in found:
            sys.exit(f"{name} is no version of a design; there are {', '.join(found)}")
        if drifting.record_of(found[name]).exists() and name not in asked.unreleased:
            sys.exit(f"{name} is recorded. {drifting.NEW_VERSION}")
        record(found[name])
        print(f"recorded {name}")


def record(design: Design) -> None:
    """Print the stored documents in this version, and keep what came out."""
    prints = {name: drifting.Print.of(document).to_json() for name, document in drifting.cases(design)}
    said = {"made_with": dict(fonts.versions()), "files": drifting.files(design), "prints": prints}
    drifting.record_of(design).write_text(_line_by_line(said), encoding="utf-8")


def _line_by_line(said: dict[str, Any]) -> str:
    """JSON with a line of text on a line: what a difference of two records shows is then to be read."""
    prints = said.pop("prints")
    whole = json.dumps({**said, "prints": {}}, indent=1, ensure_ascii=False).rsplit("{}", 1)
    return whole[0] + "{\n" + ",\n".join(_print(name, one) for name, one in prints.items()) + "\n}" + whole[1] + "\n"


def _print(name: str, said: dict[str, Any]) -> str:
    pages = ",\n".join(
        "[\n" + ",\n".join(json.dumps(line, ensure_ascii=False) for line in page) + "\n]" for page in said["pages"]
    )
    head = json.dumps({"faces": said["faces"], "sha256": said["sha256"]}, ensure_ascii=False)
    return f'{json.dumps(name, ensure_ascii=False)}: {head[:-1]}, "pages": [\n{pages}\n]}}'


if __name__ == "__main__":
    main()

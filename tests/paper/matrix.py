"""The full matrix: every design in every language with every value of every option: `python -m tests.paper.matrix`.

`--every N` takes each Nth case. Prints what is broken, and ends with a count; about twelve minutes of one core.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from tests.paper import contract, shapes
from tests.paper.pairwise import Case


def cases() -> Iterator[Case]:
    """The first value of each choice but for the design, the language, and one other."""
    choices = shapes.choices()
    usual = {name: values[0] for name, values in choices.items()}
    for design in choices[shapes.DESIGN]:
        for language in choices[shapes.LANGUAGE]:
            for name in sorted(choices.keys() - {shapes.DESIGN, shapes.LANGUAGE}):
                for value in choices[name]:
                    yield {**usual, shapes.DESIGN: design, shapes.LANGUAGE: language, name: value}


def main() -> None:
    """Walk the cases; the exit code says whether one is broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.paper.matrix", description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="take each Nth case")
    chosen = list(cases())[:: parser.parse_args().every]
    failed = 0
    for case in chosen:
        if broken := contract.broken(shapes.shaped(case)):
            failed += 1
            sys.stdout.write(f"{' '.join(case.values())}: {'; '.join(broken)}\n")
    sys.stdout.write(f"{len(chosen) - failed} passed, {failed} failed\n")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()

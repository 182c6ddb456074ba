"""What the README and the docs say is true."""

import re
from pathlib import Path

import pytest

from letraz.config import SETTINGS

ROOT = Path(__file__).parent.parent
PAGES = sorted([ROOT / "README.md", *ROOT.glob("docs/*.md")])


def test_the_table_of_settings_is_the_code_s() -> None:
    table = (ROOT / "README.md").read_text().split("## Settings")[1].split("\n## ")[0]
    rows = [
        tuple(cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]) for line in table.splitlines() if "|" in line
    ]
    said = [(f"`{s.env}`", f"`{s.default}`" if s.default else "", s.help) for s in SETTINGS]

    assert rows[2:] == said


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_points_to_is_there(page) -> None:
    links = re.findall(r"\]\(([^)#]+)", re.sub(r"```.*?```|`[^`]*`", "", page.read_text(), flags=re.DOTALL))
    missing = [link for link in links if "://" not in link and not (page.parent / link).exists()]

    assert not missing


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_paths_that_a_page_names_are_there(page) -> None:
    named = re.findall(r"`((?:letraz|tests|bin|tools|migrations|benchmarks|docs)/[\w./-]*)`", page.read_text())
    missing = [path for path in named if not (ROOT / path).exists()]

    assert not missing

"""Adding a section type or a format is adding one file: done in a copy, with the very files that the docs show.

Nothing else in the copy is edited. What the person who adds it would type is run; then tests run in the copy.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs" / "changing.md"
COPIED = ("letraz", "migrations", "tests", "pyproject.toml", "wsgi.py")

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("drop-in")]

#: What is looked at, in the copy.
INSIDE = '''
"""The type that was dropped in."""

import subprocess
from dataclasses import replace

import pytest

from letraz.designs import designs
from letraz.document import Person
from letraz.extensions import db
from letraz.formats import FORMATS, read
from letraz.models.intake import tidy
from letraz.sections import TYPES
from tests import cast

VALUES = {"name": "Folding oar", "number": "EP 0815", "granted": "2019-03-05", "description": "It **folds**."}


@pytest.fixture
def resume(session):
    found = cast.person(session, "alice").new_resume("With a patent")
    found.personal_info = Person("Alice").to_json()
    section = found.add_section("patents")
    section.add(TYPES["patents"].check(VALUES)[0])
    session.commit()
    return found


def test_it_is_in_the_registry():
    assert TYPES["patents"].label == "Patents"


def test_it_is_stored(resume, session):
    session.expire_all()
    assert resume.document().blocks[0].entries[0].values == VALUES


def test_it_is_duplicated(resume, session):
    copy = resume.duplicate()
    session.add(copy)
    session.commit()
    assert copy.document().blocks[0].entries[0].values == VALUES


def test_text_shows_it(resume):
    text = FORMATS["text"].write(resume.document(), TYPES).decode()
    assert "Patents\\n-------\\nFolding oar, EP 0815, Mar 2019\\nIt folds.\\n" in text


@pytest.mark.parametrize("name", ["json-resume", "letraz"])
def test_it_goes_out_and_comes_back(resume, name):
    data = FORMATS[name].write(resume.document(), TYPES)
    assert ("x-letraz" in data.decode()) == (name == "json-resume")
    document, notes = tidy(read(data, TYPES).document)
    assert (document.blocks[0].kind, document.blocks[0].entries[0].values, notes) == ("patents", VALUES, [])


@pytest.mark.parametrize("name", designs())
def test_a_design_prints_it(resume, name, tmp_path):
    (tmp_path / "it.pdf").write_bytes(FORMATS["pdf"].write(replace(resume.document(), design=name), TYPES))
    text = subprocess.run(["pdftotext", tmp_path / "it.pdf", "-"], capture_output=True, text=True, check=True).stdout
    for words in ("Patents", "Folding oar", "EP 0815", "Mar 2019", "It folds."):
        assert words.casefold() in text.casefold()


def test_the_editor_offers_and_edits_it(as_alice, resume_id, make_section):
    page = as_alice.get(f"/resumes/{resume_id}/")
    assert 'value="patents"' in page.text
    section = make_section(resume_id, "patents")
    new = f"/resumes/{resume_id}/patents/new/{section}"
    assert 'name="granted-year"' in as_alice.get(new, htmx=True).text
    typed = {"name": "Folding oar", "granted-year": "2019", "granted-month": "3", "granted-day": ""}
    assert as_alice.post(new, data=typed).status_code == 303
    assert "Folding oar" in as_alice.get(f"/resumes/{resume_id}/?section={section}").text


@pytest.fixture
def resume_id(app):
    with app.app_context():
        made = cast.person(db.session(), "alice").new_resume("Another")
        db.session.commit()
        return made.id
'''


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with the file in it, and the migration that the command in the docs wrote."""
    root = tmp_path_factory.mktemp("copy")
    for name in COPIED:
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile)(ROOT / name, root / name)
    run(root, "-m", "letraz", "migrate")
    for folder, name in (("sections", "patents.py"), ("formats", "org.py")):
        (root / "letraz" / folder / name).write_text(shown_in_the_docs(name), encoding="utf-8")
    (root / "tests" / "views" / "test_patents.py").write_text(INSIDE, encoding="utf-8")
    run(root, "-m", "flask", "db", "migrate", "-m", "patents")
    run(root, "-m", "letraz", "migrate")
    return root


def shown_in_the_docs(name: str) -> str:
    found = re.search(f"This is all of `{name}`:\n\n```python\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    return found[1]


def run(root: Path, *command: str) -> str:
    """What a person types, in the copy, with a home of its own."""
    home = root / "home"
    environment = {**os.environ, "PYTHONPATH": str(root), "LETRAZ_HOME": str(home), "LETRAZ_ENV": "development"}
    done = subprocess.run(
        [sys.executable, *command], cwd=root, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    return done.stdout


def test_the_command_writes_its_migration_and_nothing_else(copy: Path) -> None:
    before = {path.name for path in (ROOT / "migrations" / "versions").glob("*.py")}
    made = [path for path in (copy / "migrations" / "versions").glob("*.py") if path.name not in before]
    assert len(made) == 1
    done = re.findall(r"^    op\.(\w+)\(\s*[\"'](\w+)", made[0].read_text(encoding="utf-8"), re.MULTILINE)
    assert done == [("create_table", "patents"), ("drop_table", "patents")]


@pytest.mark.parametrize("name", ["patents.py", "org.py"])
def test_it_is_one_small_file(name: str) -> None:
    lines = [line for line in shown_in_the_docs(name).splitlines() if line.strip()]
    assert len(lines) <= 40
    assert max(map(len, lines)) <= 120


def test_it_works_everywhere_and_keeps_the_contracts(copy: Path) -> None:
    contracts = ("tests/formats/test_contract.py", "tests/views/test_items.py")
    every = ("tests/views/test_patents.py", *contracts, "-k", "test_patents or [patents or [org")
    said = run(copy, "-m", "pytest", "-v", "-p", "no:cacheprovider", *every)
    passed = re.findall(r"(\S+) PASSED", said)
    for word in ("test_patents.py", "[patents", "[org"):
        assert sum(word in test for test in passed) >= 4, word

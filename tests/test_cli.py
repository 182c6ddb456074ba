"""The `letraz` command: accounts, the doctor, rendering from a file, and what it does not load."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from letraz.cli import main
from letraz.models import User

ROOT = Path(__file__).parent.parent
RESUME = {
    "basics": {"name": "Ada Łęcka", "label": "Nurse", "email": "ada@example.org"},
    "work": [{"name": "Town Hospital", "position": "Nurse", "startDate": "2021-03", "summary": "Calm with patients."}],
    "skills": [{"name": "Bedside", "level": "expert", "keywords": ["Telemetry"]}],
}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LETRAZ_HOME", str(tmp_path / "home"))
    for name in ("LETRAZ_ENV", "DATABASE_URL", "REDIS_URL", "MAIL_URL", "STORAGE_URL", "PORT", "HOST"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "home"


@pytest.fixture(scope="module")
def tables() -> dict[str, bytes]:
    """The file of a migrated database, once there is one."""
    return {}


@pytest.fixture
def migrated(home: Path, tables: dict[str, bytes]) -> Path:
    """A home whose database is migrated: once by the command, then copied."""
    if not tables:
        assert letraz("migrate").exit_code == 0
        tables |= {path.name: path.read_bytes() for path in home.glob("*.db*")}
    home.mkdir(exist_ok=True)
    for name, data in tables.items():
        (home / name).write_bytes(data)
    return home


@pytest.fixture
def resume(tmp_path: Path) -> Path:
    path = tmp_path / "resume.json"
    path.write_text(json.dumps(RESUME))
    return path


def letraz(*words: object, given: str = "") -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], input=given)


def test_every_command_has_help_that_says_something() -> None:
    for name, command in main.commands.items():
        done = letraz(name, "--help")
        assert done.exit_code == 0
        assert len(command.help or "") > 8, name


def test_it_loads_neither_paper_nor_the_database_before_it_must() -> None:
    code = (
        "import sys, letraz.cli, letraz.launcher; print([m for m in sys.modules if m in ('weasyprint', 'sqlalchemy')])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_setting_that_will_not_do_is_one_sentence(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "eighty")
    done = letraz("run")
    assert done.exit_code == 1
    assert done.stderr == "Error: PORT must be a whole number from 1 to 65535 (it is 'eighty').\n"


def test_migrations_and_models_agree(home: Path) -> None:
    assert letraz("migrate").exit_code == 0
    done = letraz("migrate", "--check")
    assert done.exit_code == 0, done.output


def test_an_account_is_made_confirmed(migrated: Path) -> None:
    from letraz import create_app
    from letraz.extensions import db

    done = letraz("user", "create", "Ada@Example.org", "--staff", "--password-stdin", given="correct horse battery\n")
    assert done.exit_code == 0, done.output
    with create_app().app_context():
        ada = db.session.query(User).one()
        assert ada.is_staff
        assert ada.active
        assert ada.confirmed_at
        assert ada.password
        assert "correct horse" not in ada.password


def test_it_refuses_an_account_that_will_not_do(migrated: Path) -> None:
    letraz("user", "create", "ada@example.org", "--password-stdin", given="correct horse battery\n")
    refused = [
        ("ada@example.org", "correct horse battery", "already"),
        ("bob@example.org", "short", "10"),
        ("nobody", "correct horse battery", ""),
    ]
    for address, password, why in refused:
        done = letraz("user", "create", address, "--password-stdin", given=f"{password}\n")
        assert done.exit_code == 1, address
        assert done.stderr.startswith("Error: ")
        assert why in done.stderr


def test_the_doctor_finds_this_machine_well(migrated: Path) -> None:
    done = letraz("doctor")
    assert "NOT OK" not in done.output
    assert done.exit_code == 0
    assert "HarfBuzz subset" in done.output


def test_the_doctor_says_what_to_do(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:1/0")
    monkeypatch.setenv("MAIL_URL", "smtp://127.0.0.1:1")
    done = letraz("doctor")
    assert done.exit_code == 1
    assert "NOT OK  The broker" in done.output
    assert "NOT OK  The mail" in done.output
    assert "letraz migrate" in done.output


@pytest.mark.parametrize("design", ["classic", "modern"])
def test_it_renders_paper(resume: Path, tmp_path: Path, design: str) -> None:
    out = tmp_path / "out.pdf"
    done = letraz("render", resume, "--design", design, "-o", out)
    assert done.exit_code == 0, done.output
    assert out.read_bytes().startswith(b"%PDF-")


def test_a_pdf_is_said_to_be_proved(resume: Path, tmp_path: Path) -> None:
    done = letraz("render", resume, "--set", "page_size=Letter", "--set", "size=9.5", "-o", tmp_path / "out.pdf")
    assert done.exit_code == 0
    assert "Both readers found all" in done.stderr


@pytest.mark.parametrize(("choice", "said"), [("size=99", "size can be: 9, "), ("siz=9", "has no option 'siz'")])
def test_it_refuses_choices_there_are_not(resume: Path, tmp_path: Path, choice: str, said: str) -> None:
    done = letraz("render", resume, "--set", choice, "-o", tmp_path / "out.pdf")
    assert done.exit_code == 1
    assert said in done.stderr


def test_it_renders_text(resume: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.txt"
    assert letraz("render", resume, "-o", out).exit_code == 0
    assert "Town Hospital" in out.read_text()


@pytest.mark.parametrize(("ending", "start"), [("docx", b"PK"), ("html", b"\n<!doctype html>"), ("md", b"# Ada")])
def test_it_renders_other_forms(resume: Path, tmp_path: Path, ending: str, start: bytes) -> None:
    out = tmp_path / f"out.{ending}"
    assert letraz("render", resume, "-o", out).exit_code == 0
    assert out.read_bytes().lstrip().startswith(start.lstrip())


def test_json_goes_to_the_other_json_and_back(resume: Path, tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours.json", tmp_path / "theirs.json"
    assert letraz("render", resume, "-o", ours).exit_code == 0
    assert json.loads(ours.read_text())["letraz"] == 1
    assert letraz("render", ours, "-o", theirs).exit_code == 0
    back = json.loads(theirs.read_text())
    assert back["basics"]["name"] == "Ada Łęcka"
    assert back["work"][0]["name"] == "Town Hospital"


def test_a_pdf_that_carries_its_data_is_read(resume: Path, tmp_path: Path) -> None:
    ours, pdf, text = (tmp_path / name for name in ("ours.json", "out.pdf", "out.txt"))
    assert letraz("render", resume, "-o", ours).exit_code == 0
    ours.write_text(json.dumps({**json.loads(ours.read_text()), "options": {"data": "attached"}}))
    assert letraz("render", ours, "-o", pdf).exit_code == 0
    assert letraz("render", pdf, "-o", text).exit_code == 0
    assert "Town Hospital" in text.read_text()


def test_a_whole_ending_names_the_format(resume: Path, tmp_path: Path) -> None:
    ours, again = tmp_path / "ours.letraz.json", tmp_path / "again.letraz.json"
    assert letraz("render", resume, "-o", ours).exit_code == 0
    assert letraz("render", ours, "-o", again).exit_code == 0
    assert json.loads(again.read_text()) == json.loads(ours.read_text())


def test_it_needs_no_home_and_makes_none(home: Path, resume: Path, tmp_path: Path) -> None:
    assert letraz("render", resume, "-o", tmp_path / "out.pdf").exit_code == 0
    assert not home.exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [("not json", ()), ("[]", ()), ("", ()), (json.dumps(RESUME), ("--design", "nowhere"))],
)
def test_it_refuses_what_it_cannot_render(tmp_path: Path, content: str, words: tuple[str, ...]) -> None:
    source = tmp_path / "in.json"
    source.write_text(content)
    done = letraz("render", source, "-o", tmp_path / "out.pdf", *words)
    assert done.exit_code == 1
    assert done.stderr.startswith("Error: ")
    assert not (tmp_path / "out.pdf").exists()


def test_it_refuses_an_ending_it_does_not_know(resume: Path, tmp_path: Path) -> None:
    done = letraz("render", resume, "-o", tmp_path / "out.xyz")
    assert done.exit_code == 1
    assert ".pdf" in done.stderr


def test_the_wsgi_module_makes_the_application(home: Path) -> None:
    code = "import sys, wsgi; print(wsgi.app.name, 'weasyprint' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["letraz", "False"]

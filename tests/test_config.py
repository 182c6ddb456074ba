"""The table of settings: what it accepts, what it refuses, and where secrets and sockets lie."""

from __future__ import annotations

import os
import re
import secrets
from pathlib import Path

import pytest

from letraz import config
from letraz.config import SETTINGS, SOCKET_PATH_BYTES, ConfigError, embedded_socket, load


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def refusal(home: Path, **environ: str) -> str:
    with pytest.raises(ConfigError) as caught:
        load({"LETRAZ_HOME": str(home), **environ})
    return str(caught.value)


def test_everything_has_a_default_that_works(home: Path) -> None:
    found = load({"LETRAZ_HOME": str(home)})
    assert found["DATABASE_URL"] == f"sqlite:///{home}/letraz.db"
    assert found["STORAGE_URL"] == f"{home}/files"
    assert found["PUBLIC_URL"] == "http://127.0.0.1:8000"
    assert found["PORT"] == 8000
    assert found["REDIS_URL"].startswith("unix://")
    assert home.stat().st_mode & 0o777 == 0o700


def test_every_setting_says_what_it_is_for() -> None:
    assert all(setting.help for setting in SETTINGS)
    assert len({setting.env for setting in SETTINGS}) == len(SETTINGS)
    assert all(re.fullmatch(r"[A-Z_]+", setting.env) for setting in SETTINGS)


def test_overrides_go_before_the_environment(home: Path) -> None:
    found = load({"LETRAZ_HOME": "/nowhere", "PORT": "1"}, {"HOME": home, "PORT": 8001, "SIGN_UP": "closed"})
    assert (found["HOME"], found["PORT"], found["SIGN_UP"]) == (home, 8001, "closed")
    assert found["DATABASE_URL"] == f"sqlite:///{home}/letraz.db"


def test_a_relative_home_is_made_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load({})["HOME"] == tmp_path / "instance"


@pytest.mark.parametrize(
    ("host", "public"),
    [("0.0.0.0", "http://localhost:8000"), ("::1", "http://[::1]:8000"), ("10.0.0.5", "http://10.0.0.5:8000")],
)
def test_the_public_address_follows_the_host(home: Path, host: str, public: str) -> None:
    assert load({"LETRAZ_HOME": str(home), "HOST": host})["PUBLIC_URL"] == public


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_is_reached_through_psycopg(home: Path, scheme: str) -> None:
    found = load({"LETRAZ_HOME": str(home), "DATABASE_URL": f"{scheme}://me:pw@db/letraz"})
    assert found["DATABASE_URL"] == "postgresql+psycopg://me:pw@db/letraz"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "eighty"),
        ("PORT", "٨٠٠٠"),
        ("WORKERS", "0"),
        ("LETRAZ_ENV", "prod"),
        ("SIGN_UP", "maybe"),
        ("FETCH_POSTINGS", "sometimes"),
        ("DATABASE_URL", "mysql://db"),
        ("REDIS_URL", "localhost:6379"),
        ("MAIL_URL", "mail.example.org"),
        ("PUBLIC_URL", "letraz.example.org"),
        ("STORAGE_URL", "files"),
        ("LETRAZ_HOME", "/tmp/what?"),
    ],
)
def test_it_refuses_with_one_sentence_that_names_the_variable(home: Path, name: str, value: str) -> None:
    said = refusal(home, **{name: value})
    assert said.startswith(name)
    assert "\n" not in said


def test_a_refusal_shows_no_password(home: Path) -> None:
    assert "hunter2" not in refusal(home, DATABASE_URL="mysql://me:hunter2@db/letraz")


def test_a_secret_is_made_once_and_kept_from_others(home: Path) -> None:
    first = load({"LETRAZ_HOME": str(home)})["SECRET_KEY"]
    assert len(first) == 64
    assert load({"LETRAZ_HOME": str(home)})["SECRET_KEY"] == first
    assert (home / "secret.key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in home.glob("secret*")] == ["secret.key"]


@pytest.mark.parametrize("weak", ["", "short", "a" * 64, "abcabcabc" * 8, "my-secret-key-is-long-enough-1234567"])
def test_production_refuses_a_weak_secret(home: Path, weak: str) -> None:
    assert "SECRET_KEY" in refusal(home, LETRAZ_ENV="production", SECRET_KEY=weak)


def test_production_takes_a_strong_secret_and_keeps_no_file(home: Path) -> None:
    strong = secrets.token_hex(32)
    assert load({"LETRAZ_HOME": str(home), "LETRAZ_ENV": "production", "SECRET_KEY": strong})["SECRET_KEY"] == strong
    assert not (home / "secret.key").exists()


def test_the_socket_lies_in_the_home_and_is_ours_alone(home: Path) -> None:
    found = load({"LETRAZ_HOME": str(home)})["BROKER_SOCKET"]
    assert found == home / "run" / "q.sock"
    assert found.parent.stat().st_mode & 0o777 == 0o700


def test_a_long_home_has_a_short_socket(tmp_path: Path) -> None:
    homes = [tmp_path / ("x" * 90) / name for name in "ab"]
    sockets = {embedded_socket(home, {}) for home in homes}
    assert len(sockets) == 2
    for path in sockets:
        assert len(os.fsencode(path)) <= SOCKET_PATH_BYTES
        assert path.parent.stat().st_mode & 0o777 == 0o700
        path.parent.rmdir()


def test_a_folder_that_somebody_else_may_have_made_is_refused(tmp_path: Path) -> None:
    home = tmp_path / ("x" * 90)
    runtime = tmp_path / "r"
    runtime.mkdir()
    folder = embedded_socket(home, {"XDG_RUNTIME_DIR": str(runtime)}).parent
    folder.chmod(0o755)
    with pytest.raises(ConfigError, match="only you can open"):
        embedded_socket(home, {"XDG_RUNTIME_DIR": str(runtime)})
    folder.rmdir()
    folder.symlink_to(tmp_path)
    with pytest.raises(ConfigError, match="only you can open"):
        embedded_socket(home, {"XDG_RUNTIME_DIR": str(runtime)})
    folder.unlink()


def test_another_broker_leaves_no_socket(home: Path) -> None:
    found = load({"LETRAZ_HOME": str(home), "REDIS_URL": "redis://broker:6379/0"})
    assert found["BROKER_SOCKET"] is None
    assert not (home / "run").exists()


def test_a_model_needs_its_name(home: Path) -> None:
    assert "MODEL_NAME is missing" in refusal(home, MODEL_URL="http://127.0.0.1:11434/v1")
    found = load({"LETRAZ_HOME": str(home), "MODEL_URL": "http://127.0.0.1:11434/v1/", "MODEL_NAME": "tiny"})
    assert (found["MODEL_URL"], found["MODEL_WIRE"], found["MODEL_SECONDS"]) == (
        "http://127.0.0.1:11434/v1",
        "openai",
        120,
    )


@pytest.mark.parametrize(
    "url",
    ["127.0.0.1:11434", "ftp://models", "http://", "https://me:pass-word@models", "https://models/v1?key=pass-word",
     "https://models#pass-word"],
)  # fmt: skip
def test_the_address_of_a_model_holds_no_secret(home: Path, url: str) -> None:
    said = refusal(home, MODEL_URL=url, MODEL_NAME="tiny")
    assert said.startswith("MODEL_URL must be")
    assert "pass-word" not in said or "#" in url


@pytest.mark.parametrize("key", ["sk with space", "sk-\x7f", "sk-ł"])
def test_a_key_that_no_header_carries_is_refused_and_not_repeated(home: Path, key: str) -> None:
    said = refusal(home, MODEL_URL="http://models/v1", MODEL_NAME="tiny", MODEL_KEY=key)
    assert said.startswith("MODEL_KEY must have")
    assert key not in said


def test_the_key_of_a_model_is_shown_to_nobody() -> None:
    shown = {setting.env: value for setting, value in config.shown({"MODEL_KEY": "sk-secret", "MODEL_NAME": "tiny"})}
    assert (shown["MODEL_KEY"], shown["MODEL_NAME"]) == ("set", "tiny")

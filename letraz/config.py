"""Every setting in one table: its name in the code, its environment variable, its default, what it is for.

`load` reads the environment once, at start, and refuses what cannot work with one sentence. The README's
table of settings is held to `SETTINGS` by a test.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Any
from urllib.parse import quote

from letraz import envs

#: A socket's path may not be longer (bytes): 104 on macOS, 108 on Linux, with the closing zero.
SOCKET_PATH_BYTES = 103

#: A secret shorter than this is refused in production (characters).
SECRET_CHARACTERS = 32

#: Settings that no screen shows.
SECRETS = {"SECRET_KEY", "MODEL_KEY"}

_WELL_KNOWN = ("changeme", "change-me", "change me", "secret", "password", "example", "letraz", "insecure", "default")


class ConfigError(ValueError):
    """A setting that cannot be used; the message is one sentence for the person who starts Letraz."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. `default` is written as the environment would have it; `{NAME}` stands for an earlier setting."""

    name: str
    env: str
    default: str
    help: str
    parse: Callable[[str], Any] = envs.text

    def value(self, given: str, known: Mapping[str, Any]) -> Any:
        """The setting's value from its text. `ConfigError` when the text will not do."""
        try:
            return self.parse(given or self.default.format_map(known))
        except ValueError as error:
            hidden = self.name in SECRETS or {"@", "?"} & set(given)  # no passwords on screens
            shown = "" if hidden else f" (it is {given!r})"
            raise ConfigError(f"{self.env} {error}{shown}.") from error


SETTINGS: tuple[Setting, ...] = (
    Setting("HOME", "LETRAZ_HOME", "instance", "Folder of the database, the files, the queue and the outbox",
            envs.folder),
    Setting("HOST", "HOST", "127.0.0.1", "Address to listen on; 0.0.0.0 for every network"),
    Setting("PORT", "PORT", "8000", "Port to listen on", envs.whole(1, 65535)),
    Setting("ENV", "LETRAZ_ENV", "development", "`production` is strict about secrets and cookies",
            envs.one_of("development", "production", "testing")),
    Setting("SECRET_KEY", "SECRET_KEY", "", "Signs sessions and links. Production asks for 32 characters or more; "
            "otherwise made once and kept in `LETRAZ_HOME/secret.key`"),
    Setting("DATABASE_URL", "DATABASE_URL", "sqlite:///{HOME}/letraz.db", "SQLite, or `postgresql://user:pass@host/name`",
            envs.database),
    Setting("REDIS_URL", "REDIS_URL", "", "Broker of the queue; empty starts one on a private socket", envs.broker),
    Setting("STORAGE_URL", "STORAGE_URL", "{HOME}/files", "Where exported files lie: a folder or `s3://bucket/folder`",
            envs.storage),
    Setting("MAIL_URL", "MAIL_URL", "outbox:", "`smtp://user:pass@host:port`, `smtps://`, `smtp+starttls://`; "
            "`outbox:` writes letters to `LETRAZ_HOME/outbox`", envs.begins("outbox:", "smtp://", "smtps://", "smtp+starttls://")),
    Setting("MAIL_FROM", "MAIL_FROM", "Letraz <letraz@localhost>", "Sender of every letter"),
    Setting("PUBLIC_URL", "PUBLIC_URL", "http://{HOST}:{PORT}", "The address that links in letters begin with",
            envs.begins("http://", "https://")),
    Setting("PROXIES", "PROXIES", "0", "Reverse proxies in front, whose `X-Forwarded-*` headers are believed",
            envs.whole(0, 9)),
    Setting("WORKERS", "WORKERS", "1", "Workers of each kind: one that serves exports, one that "
            "draws pages, one that asks the model if there is one",
            envs.whole(1, 64)),
    Setting("WEB_THREADS", "WEB_THREADS", "8", "Requests answered at the same time", envs.whole(1, 256)),
    Setting("EXPORT_LEASE_SECONDS", "EXPORT_LEASE_SECONDS", "60",
            "After so long an export whose worker went silent is taken up again", envs.whole(1, 3600)),
    Setting("SWEEP_SECONDS", "SWEEP_SECONDS", "10", "How often lost and ended things are looked for",
            envs.whole(1, 3600)),
    Setting("MAX_UPLOAD_BYTES", "MAX_UPLOAD_BYTES", "2000000", "The largest request body",
            envs.whole(10_000, 100_000_000)),
    Setting("SIGN_UP", "SIGN_UP", "open", "`closed`: accounts are made with `letraz user create`",
            envs.one_of("open", "closed")),
    Setting("FETCH_POSTINGS", "FETCH_POSTINGS", "on", "`off`: no page is ever fetched from an address that a person "
            "gives; postings are pasted", envs.one_of("on", "off")),
    Setting("MODEL_URL", "MODEL_URL", "", "Base address of a language model's server, such as "
            "`http://127.0.0.1:11434/v1`; empty: no model is ever asked", envs.base_address),
    Setting("MODEL_NAME", "MODEL_NAME", "", "What that server calls the model"),
    Setting("MODEL_KEY", "MODEL_KEY", "", "Its key, if it needs one. Never stored, logged or shown", envs.key),
    Setting("MODEL_WIRE", "MODEL_WIRE", "openai", "`openai`: chat completions, as most servers speak them; "
            "`anthropic`: Anthropic's messages", envs.one_of("openai", "anthropic")),
    Setting("MODEL_SECONDS", "MODEL_SECONDS", "120", "Seconds that one answer of the model may take",
            envs.whole(envs.QUICKEST, envs.SLOWEST)),
)  # fmt: skip


def load(environ: Mapping[str, str], overrides: Mapping[str, object] | None = None) -> dict[str, Any]:
    """Every setting by its name. `overrides` (by name) go before `environ` (by variable).

    Beside them `BROKER_SOCKET`: where the embedded broker listens, None when `REDIS_URL` names another. Makes the home
    folder (0700), and the secret when none is given outside production. Raises `ConfigError`.
    """
    found: dict[str, Any] = {}
    for setting in SETTINGS:
        given = str((overrides or {}).get(setting.name) or environ.get(setting.env, "")).strip()
        found[setting.name] = setting.value(given, {**found, "HOST": reachable(found.get("HOST", ""))})
    if found["MODEL_URL"] and not found["MODEL_NAME"]:
        raise ConfigError("MODEL_NAME is missing: MODEL_URL names a server, and it must be told which model to ask.")
    _make_home(found["HOME"])
    found["SECRET_KEY"] = _secret(found["SECRET_KEY"], found["ENV"], found["HOME"])
    found["PUBLIC_URL"] = found["PUBLIC_URL"].rstrip("/")
    found["BROKER_SOCKET"] = None if found["REDIS_URL"] else embedded_socket(found["HOME"], environ)
    found["REDIS_URL"] = found["REDIS_URL"] or f"unix://{quote(str(found['BROKER_SOCKET']))}"
    return found


def embedded_socket(home: Path, environ: Mapping[str, str]) -> Path:
    """Where the embedded broker of this home listens: in a folder that is ours alone.

    In the home itself if the path is short enough for a socket, else in the runtime folder or `/tmp` under a name
    made from the home. Raises `ConfigError` when such a folder exists and somebody else could have made it.
    """
    near = home / "run" / "q.sock"
    if len(os.fsencode(near)) <= SOCKET_PATH_BYTES:
        return _private(near.parent) / near.name
    name = f"letraz-{os.getuid()}-{hashlib.sha256(os.fsencode(home)).hexdigest()[:12]}"
    bases = (Path(base) for base in (environ.get("XDG_RUNTIME_DIR"), "/tmp") if base)  # noqa: S108 - _private checks it
    for base in bases:
        path = base / name / "q.sock"
        if base.is_dir() and os.access(base, os.W_OK) and len(os.fsencode(path)) <= SOCKET_PATH_BYTES:
            return _private(path.parent) / path.name
    raise ConfigError(f"LETRAZ_HOME is too long a path for the broker's socket, and /tmp cannot be used: {home}.")


def reachable(host: str) -> str:
    """What a browser on this machine calls the address we listen on."""
    if host in {"0.0.0.0", "::", ""}:  # noqa: S104 - compared, not bound
        return "localhost"
    return f"[{host}]" if ":" in host else host


def _private(folder: Path) -> Path:
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or stat.S_IMODE(found.st_mode) & 0o077:
        raise ConfigError(f"{folder} must be a folder that only you can open; remove it and start again.")
    return folder


def _make_home(home: Path) -> None:
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"LETRAZ_HOME cannot be made: {error}.") from error


def _secret(given: str, env: str, home: Path) -> str:
    if env == "production":
        return _strong(given)
    return given or _kept_secret(home / "secret.key")


def _strong(secret: str) -> str:
    hint = "Make one with: python3 -c 'import secrets; print(secrets.token_hex(32))'"
    if not secret:
        raise ConfigError(f"SECRET_KEY is missing, and production needs one. {hint}")
    if len(secret) < SECRET_CHARACTERS or len(set(secret)) < 10 or any(word in secret.lower() for word in _WELL_KNOWN):
        raise ConfigError(f"SECRET_KEY can be guessed: it needs {SECRET_CHARACTERS} random characters. {hint}")
    return secret


def _kept_secret(path: Path) -> str:
    part = path.with_suffix(f".{os.getpid()}.{token_hex(4)}")
    try:
        if not path.exists():
            part.touch(mode=0o600)
            part.write_text(token_hex(32))
            with suppress(FileExistsError):  # another process was first: its secret is the one
                path.hardlink_to(part)
            part.unlink()
        return path.read_text().strip()
    except OSError as error:
        raise ConfigError(f"The secret could not be kept in {path}: {error}.") from error


def shown(running: Mapping[str, Any]) -> list[tuple[Setting, str]]:
    """Each setting with its value as running, for staff: no secret, and no password of an address."""
    return [(setting, _masked(setting.name, str(running.get(setting.name, "")))) for setting in SETTINGS]


def _masked(name: str, value: str) -> str:
    if name in SECRETS:
        return "set" if value else "not set"
    return re.sub(r"://[^/@]*@", "://…@", value)

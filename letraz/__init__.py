"""Letraz: one honest record of a working life, made into the resume that one job asks for."""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

__version__ = "0.1.0"

#: Seconds a sign-in lasts when "stay signed in" is ticked: 30 days.
REMEMBER = 30 * 24 * 3600


#: The files of `letraz.views` that are one blueprint each.
NOUNS = (
    "home", "resumes", "exports", "links", "jobs", "letters", "drafts", "tracking", "reminders", "asking", "profile",
    "imports", "trash", "takeouts", "leaving", "admin", "facts",
)  # fmt: skip


class Letraz(Flask):
    """Flask, but for this: an address with its host begins with `PUBLIC_URL`, whatever Host the request names.

    Else a forged Host header would put its own address into our letters.
    """

    jinja_options = {"trim_blocks": True, "lstrip_blocks": True}  # noqa: RUF012 - as Flask declares it

    def url_for(self, /, endpoint: str, *, _external: bool | None = None, **values: Any) -> str:
        """As Flask's."""
        path = super().url_for(endpoint, _external=False, **values)
        return f"{self.config['PUBLIC_URL']}{path}" if _external else path


def create_app(overrides: Mapping[str, object] | None = None) -> Flask:
    """The application, its settings read from the environment and then from `overrides`.

    Raises `letraz.config.ConfigError` for a setting that cannot be used.
    """
    from letraz import config, logs

    app = Letraz(__name__, static_folder=None)
    app.config.from_mapping(config.load(os.environ, overrides))
    app.config.from_mapping(_flask_settings(app.config))
    app.config.from_mapping(overrides or {})
    logs.init_app(app)
    if proxies := app.config["PROXIES"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies)  # type: ignore[method-assign]
    _extensions(app)
    _views(app)
    return app


def _flask_settings(settings: Mapping[str, Any]) -> dict[str, Any]:
    """What the libraries call the things that our table of settings calls otherwise."""
    production = settings["ENV"] == "production"
    return {
        "SQLALCHEMY_DATABASE_URI": settings["DATABASE_URL"],
        "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True},  # what a row holds is in no log
        "SERVER_NAME": urlsplit(settings["PUBLIC_URL"]).netloc,
        "MAX_CONTENT_LENGTH": settings["MAX_UPLOAD_BYTES"],
        "MAX_FORM_MEMORY_SIZE": settings["MAX_UPLOAD_BYTES"],
        "MAX_FORM_PARTS": 500,
        "SESSION_COOKIE_NAME": "letraz",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": production,
        "REMEMBER_COOKIE_NAME": "letraz_remember",
        "REMEMBER_COOKIE_HTTPONLY": True,
        "REMEMBER_COOKIE_SAMESITE": "Lax",
        "REMEMBER_COOKIE_SECURE": production,
        "REMEMBER_COOKIE_DURATION": REMEMBER,
        "WTF_CSRF_TIME_LIMIT": None,  # lives as long as the session; a form left open is not lost
        "RATELIMIT_STORAGE_URI": settings["REDIS_URL"].replace("unix://", "redis+unix://", 1),
        "RATELIMIT_IN_MEMORY_FALLBACK_ENABLED": True,
        "COMPRESS_ALGORITHM": ["br", "gzip"],
    }


def _extensions(app: Flask) -> None:
    from letraz import extensions as ext
    from letraz import schema, sections
    from letraz.views import accounts, bodies

    assert sections.TYPES
    ext.db.init_app(app)
    if os.environ.get("FLASK_RUN_FROM_CLI") == "true":  # `flask db`; Letraz's own commands attach it by themselves
        schema.attach(app)
    ext.queue.init_app(app)
    ext.htmx.init_app(app)
    accounts.init_app(app)
    ext.csrf.init_app(app)
    ext.limiter.init_app(app)
    bodies.init_app(app)
    ext.compress.init_app(app)


def _views(app: Flask) -> None:
    from letraz.views import access, errors, htmx, static

    for surrounding in (access, htmx, errors, static):
        surrounding.init_app(app)
    for noun in NOUNS:
        app.register_blueprint(import_module(f"letraz.views.{noun}").blueprint)

"""HTTP: one blueprint per noun. A view looks its rows up through the reader and commits as its last act."""

from __future__ import annotations

from flask import Flask

from letraz.views import access, admin, errors, exports, home, htmx, imports, jobs, links, profile, resumes


def init_app(app: Flask) -> None:
    """Register the blueprints and what surrounds every request."""
    access.init_app(app)
    htmx.init_app(app)
    errors.init_app(app)
    for module in (home, resumes, exports, links, jobs, profile, imports, admin):
        app.register_blueprint(module.blueprint)

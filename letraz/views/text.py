"""A resume's text for the boxes of web forms, section by section, to copy."""

from __future__ import annotations

from flask import g, render_template

from letraz import language
from letraz.formats import text


def view() -> str:
    """GET: what is shown of the resume as plain text; what is hidden is not there."""
    document = g.resume.document()
    return render_template(
        "resumes/text.html",
        resume=g.resume,
        sections=text.sections(document),
        tag=language.tag(document.language),
        direction=language.direction(document.language),
    )

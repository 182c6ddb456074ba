"""The record of who reads: the base resume, from which everything is made and against which everything is checked."""

from __future__ import annotations

from flask_login import current_user

from letraz.document import Document
from letraz.models import Resume
from letraz.views import access


def base_id() -> int:
    """The id of the base resume."""
    found: Resume = current_user.base_resume()
    return found.id


def base() -> Resume:
    """The person's base resume; in a request that writes nobody else changes it meanwhile."""
    return access.own(Resume, base_id())


def record() -> Document:
    """All that the person has stated: the base resume, hidden things too."""
    found: Resume = current_user.base_resume()
    return found.document()

"""Three whole resumes to look at every design with: long, short, and full of publications. All of it is invented.

`ALL` maps a name to what makes the document.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from letraz.document import Document
from tests.people import nurse, researcher, student

#: Name -> the resume.
ALL: Mapping[str, Callable[[], Document]] = {
    "nurse_of_25_years": nurse.nurse,
    "student": student.student,
    "researcher": researcher.researcher,
}

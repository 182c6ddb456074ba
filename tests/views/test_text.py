"""The text of a resume, to paste into web forms."""

from __future__ import annotations

import re
from html import unescape

from letraz.models import Resume, Section
from tests.cast import Belongings, Client
from tests.views.conftest import Rows


def texts(page: str) -> dict[str, str]:
    """What stands under each heading of the page."""
    found = re.findall(r'<h2 [^>]*>(.*?)</h2>.*?<pre [^>]*id="(text-\d+)"[^>]*>\n(.*?)</pre>', page, re.DOTALL)
    assert all(f'data-copy-of="{name}"' in page for _, name, _ in found)
    return {unescape(title): unescape(text) for title, _, text in found}


def test_each_section_has_its_text(as_alice: Client, resume: int) -> None:
    found = texts(as_alice.get(f"/resumes/{resume}/text").text)
    assert list(found) == ["Contact", "Experience", "Skills"]
    assert found["Contact"].startswith("Alice")
    assert [line for line in found["Experience"].splitlines() if line in list("ABC")] == ["A", "B", "C"]


def test_what_is_hidden_is_not_there(as_alice: Client, rows: Rows, resume: int) -> None:
    section = rows.sections(resume)[0]
    rows.change(Section, section.id, hidden=True)
    page = as_alice.get(f"/resumes/{resume}/text").text
    assert list(texts(page)) == ["Contact", "Skills"]


def test_what_was_typed_is_text(as_alice: Client, rows: Rows, resume: int) -> None:
    rows.change(Resume, resume, personal_info={"name": '<b>"&amp;</b>'})
    found = texts(as_alice.get(f"/resumes/{resume}/text").text)
    assert found["Contact"].startswith('<b>"&amp;</b>')


def test_it_runs_the_way_of_its_language(as_alice: Client, rows: Rows, resume: int) -> None:
    rows.change(Resume, resume, language="ar")
    assert 'lang="ar" dir="rtl">\nAlice' in as_alice.get(f"/resumes/{resume}/text").text


def test_an_empty_resume_says_so(as_alice: Client, rows: Rows, resume: int) -> None:
    for section in rows.sections(resume):
        rows.change(Section, section.id, hidden=True)
    rows.change(Resume, resume, personal_info={})
    assert "nothing to copy yet" in as_alice.get(f"/resumes/{resume}/text").text


def test_the_editor_leads_there(as_alice: Client, hers: Belongings) -> None:
    assert f'href="/resumes/{hers.resume}/text"' in as_alice.get(f"/resumes/{hers.resume}/").text

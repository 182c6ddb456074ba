"""A cover letter as a person without script sends one: real workers draw it, make its file and mail its link."""

from __future__ import annotations

from io import BytesIO

import pypdfium2

from letraz.document import Document, Person
from tests.browser.sink import link
from tests.processes.house import House
from tests.processes.post import TroubledSink

SENTENCE = "I am applying for the position of Staff nurse at Harborview."


def test_a_letter_from_the_job_to_the_hand(house: House, sink: TroubledSink) -> None:
    """Red when the worker draws the resume in its place, or makes the file of anything but the letter."""
    someone = house.person(Document(Person(name="Zofia Nowak", email="zofia@example.org")))
    person = house.browser(someone)
    job = person.send(person.get("/jobs/write").form("/jobs/write"), title="Staff nurse", company_name="Harborview")
    letter = person.send(job.form("/letters"))
    letter = person.send(letter.form("/drafts/1/accept"))
    assert f">\n{SENTENCE}</textarea>" in letter.text
    drawn = person.send(letter.form("/pages")) if "Show pages" in letter.text else letter
    assert "Page 1 of this letter" in drawn.text

    asked = person.send(drawn.form("/export"), format="pdf")
    assert "Zofia-Nowak-Cover-letter-Harborview.pdf" in asked.text
    mail = sink.letter(someone.email, "Your file is ready")
    page = house.browser().get(link(mail, "/files/"))
    assert "Cover letter of Zofia Nowak" in page.text
    assert "found the same text" in page.text
    file = house.browser().send(page.form("/files/"))
    with pypdfium2.PdfDocument(BytesIO(file.body)) as pdf:
        text = pdf[0].get_textpage().get_text_range()
    assert [text.find(words) > 0 for words in (SENTENCE, "Dear hiring team,", "Sincerely,")] == [True] * 3
    assert "Zofia-Nowak-Cover-letter-Harborview.pdf" in person.get(job.url).text

"""Exports: what a person asked for, and what can be done with each file and its link."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import unquote

import pytest

from letraz.database import now
from letraz.formats import FORMATS
from letraz.models import ExportRequest, Letter, Resume
from letraz.models.export import MOST_LIVE
from tests.cast import Belongings, Client, Tasks
from tests.views.conftest import Rows, went_to


def told(rows: Rows, export_id: int) -> int:
    """How many letters there are about an export."""
    name = rows.one(ExportRequest, export_id).file_name
    return rows.count(Letter, subject=f"Your file is ready: {name}")


def ended(rows: Rows, export_id: int) -> None:
    rows.change(ExportRequest, export_id, expires_at=now() - timedelta(minutes=1))


# --- asking ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name, form in FORMATS.items() if form.can_write])
def test_ask_it_works(as_alice: Client, resume: int, rows: Rows, tasks: Tasks, name: str) -> None:
    url = went_to(as_alice.post(f"/resumes/{resume}/export", data={"format": name, "days": "30"}))
    made = rows.last(ExportRequest)
    assert url == f"/exports/#export-{made.id}"
    assert (made.format, made.days, made.state, made.resume_id) == (name, 30, "pending", resume)
    assert made.file_name.endswith(FORMATS[name].suffix)
    assert tasks == [("export", "build_export", (made.id,))]
    assert f'id="export-{made.id}"' in as_alice.get("/exports/").text


def test_ask_takes_a_week_and_pdf_by_default(as_alice: Client, resume: int, rows: Rows) -> None:
    as_alice.post(f"/resumes/{resume}/export", data={})
    assert (rows.last(ExportRequest).format, rows.last(ExportRequest).days) == ("pdf", 7)


def test_ask_notes_the_job(as_alice: Client, hers: Belongings, rows: Rows) -> None:
    """Exports are tracked per application."""
    as_alice.post(f"/resumes/{hers.resume}/export", data={"format": "pdf"})
    assert rows.last(ExportRequest).job_id == hers.job


@pytest.mark.parametrize("data", [{"format": "exe"}, {"format": ""}, {"days": "2"}, {"days": "-7"}, {"days": "9" * 99}])
def test_ask_refuses_what_there_is_not(as_alice: Client, resume: int, rows: Rows, data: dict[str, str]) -> None:
    assert as_alice.post(f"/resumes/{resume}/export", data=data).status_code == 422
    assert rows.count(ExportRequest) == 0


def test_the_twenty_first_is_too_many(as_alice: Client, resume: int, rows: Rows) -> None:
    for _ in range(MOST_LIVE):
        went_to(as_alice.post(f"/resumes/{resume}/export", data={"format": "pdf"}))
    for htmx in (True, False):
        answer = as_alice.post(f"/resumes/{resume}/export", data={"format": "pdf"}, htmx=htmx)
        assert answer.status_code == 429
        assert "You have 20 live exports" in answer.text
    last = rows.last(ExportRequest)
    assert as_alice.post(f"/exports/{last.id}/again").status_code == 429
    went_to(as_alice.post(f"/exports/{last.id}/trash"))
    went_to(as_alice.post(f"/resumes/{resume}/export", data={"format": "pdf"}))
    assert rows.count(ExportRequest) == MOST_LIVE


def test_the_limit_is_each_persons_own(as_alice: Client, as_bob: Client, resume: int, rows: Rows) -> None:
    for _ in range(MOST_LIVE):
        as_alice.post(f"/resumes/{resume}/export", data={"format": "pdf"})
    his = rows.count(Resume)
    as_bob.post("/resumes/", data={"title": "Mine"})
    made = rows.last(Resume)
    assert rows.count(Resume) == his + 1
    went_to(as_bob.post(f"/resumes/{made.id}/export", data={"format": "pdf"}))


# --- the whole way --------------------------------------------------------------------------------


def test_it_is_made_and_mailed(
    as_alice: Client, visitor: Client, hers: Belongings, rows: Rows, tasks: Tasks, outbox: object
) -> None:
    """Asked for, made, mailed once, downloaded by the link in the letter."""
    from letraz import mail

    as_alice.post(f"/resumes/{hers.resume}/export", data={"format": "letraz"})
    export = rows.last(ExportRequest)
    tasks.run()
    export = rows.one(ExportRequest, export.id)
    assert export.state == "ready", export.error
    assert as_alice.get(f"/exports/{export.id}/file").data.startswith(b"{")
    with as_alice.application.app_context():
        letters = list(mail.outbox().glob("*.eml"))
        link = f"http://localhost/files/{export.id}/{export.token}"
    assert len(letters) == 1
    import email
    import email.policy

    letter = email.message_from_bytes(letters[0].read_bytes(), policy=email.policy.default)
    assert letter["To"] == "alice@example.org"
    assert link in letter.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert link in letter.get_body(("html",)).get_content()  # type: ignore[union-attr]
    path = link.removeprefix("http://localhost")
    assert visitor.get(path).status_code == 200
    assert visitor.post(path).status_code == 200
    assert rows.one(ExportRequest, export.id).download_count == 1


def test_the_letter_is_written_once(hers: Belongings, rows: Rows) -> None:
    from letraz.tasks import write_letter

    for _ in range(3):
        write_letter(hers.export)
    assert told(rows, hers.export) == 1


def test_no_letter_for_a_link_that_ended(hers: Belongings, rows: Rows) -> None:
    from letraz.tasks import write_letter

    ended(rows, hers.export)
    write_letter(hers.export)
    assert told(rows, hers.export) == 0


# --- the list -------------------------------------------------------------------------------------


def test_the_list_it_works(as_alice: Client, hers: Belongings, rows: Rows) -> None:
    export = rows.one(ExportRequest, hers.export)
    page = as_alice.get("/exports/").text
    assert export.file_name in page
    assert "Not proved" in page
    assert "Proved</b>" not in page


def test_the_list_shows_nobody_elses(as_alice: Client, belongings: dict[str, Belongings]) -> None:
    page = as_alice.get("/exports/").text
    assert f'id="export-{belongings["alice"].export}"' in page
    assert f'id="export-{belongings["bob"].export}"' not in page


@pytest.mark.parametrize("page", ["2", "0", "-1", "x", "9" * 30])
def test_the_list_has_any_page(as_alice: Client, hers: Belongings, page: str) -> None:
    assert as_alice.get(f"/exports/?page={page}").status_code == 200


def test_a_row_that_is_made_asks_again_by_itself(as_alice: Client, resume: int, rows: Rows) -> None:
    as_alice.post(f"/resumes/{resume}/export", data={"format": "pdf"})
    export = rows.last(ExportRequest)
    answer = as_alice.get(f"/exports/{export.id}", htmx=True)
    assert 'hx-trigger="every 1s"' in answer.text
    assert "<input" not in answer.text.replace('<input type="hidden"', "")  # never poll-swap what is typed in
    assert "<html" in as_alice.get(f"/exports/{export.id}").text
    rows.change(ExportRequest, export.id, state="failed", error="It has more than 30 pages.")
    done = as_alice.get(f"/exports/{export.id}", htmx=True).text
    assert "every 1s" not in done
    assert "It has more than 30 pages." in done


# --- what can be done -----------------------------------------------------------------------------


def test_download_it_works(as_alice: Client, hers: Belongings, rows: Rows) -> None:
    """By its owner; that is no download of the link."""
    answer = as_alice.get(f"/exports/{hers.export}/file")
    assert answer.data == b"the file"
    assert answer.headers["Content-Length"] == "8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    export = rows.one(ExportRequest, hers.export)
    assert (export.downloaded, export.download_count) == (False, 0)


@pytest.mark.parametrize("name", ["Zofia-Nowak.pdf", "Łukasz-Żółć.pdf", "山田-太郎.pdf", "محمد.pdf", "Ā'(x).pdf"])
def test_a_file_keeps_its_name_in_any_script(as_alice: Client, hers: Belongings, rows: Rows, name: str) -> None:
    """RFC 6266: an ASCII name for old readers, and the real one in UTF-8."""
    rows.change(ExportRequest, hers.export, file_name=name)
    header = as_alice.get(f"/exports/{hers.export}/file").headers["Content-Disposition"]
    assert header.isascii()
    assert header.startswith("attachment; filename=")
    assert header.split(";")[1].strip('"').endswith(".pdf")
    if not name.isascii():
        assert unquote(header.split("filename*=UTF-8''")[1]) == name
    else:
        assert name in header


def test_download_of_a_file_that_is_gone(as_alice: Client, hers: Belongings, resume: int, rows: Rows) -> None:
    as_alice.post(f"/exports/{hers.export}/revoke")
    assert as_alice.get(f"/exports/{hers.export}/file").status_code == 410
    as_alice.post(f"/resumes/{resume}/export", data={})
    assert as_alice.get(f"/exports/{rows.last(ExportRequest).id}/file").status_code == 410


def test_revoke_it_works(as_alice: Client, visitor: Client, hers: Belongings, rows: Rows) -> None:
    path = f"/files/{hers.export}/{hers.token}"
    assert visitor.get(path).status_code == 200
    answer = as_alice.post(f"/exports/{hers.export}/revoke", htmx=True)
    assert answer.status_code == 200
    assert f'id="export-{hers.export}"' in answer.text
    assert rows.one(ExportRequest, hers.export).state == "revoked"
    assert visitor.get(path).status_code == 410
    assert visitor.post(path).status_code == 410


def test_revoke_it_redirects_without_htmx(as_alice: Client, hers: Belongings) -> None:
    assert went_to(as_alice.post(f"/exports/{hers.export}/revoke")) == f"/exports/#export-{hers.export}"


@pytest.mark.parametrize("days", [1, 7, 30])
def test_prolong_it_works(as_alice: Client, visitor: Client, hers: Belongings, rows: Rows, days: int) -> None:
    ended(rows, hers.export)
    path = f"/files/{hers.export}/{hers.token}"
    assert visitor.get(path).status_code == 410
    went_to(as_alice.post(f"/exports/{hers.export}/prolong", data={"days": str(days)}))
    assert visitor.get(path).status_code == 200
    left = rows.one(ExportRequest, hers.export).expires_at - now()
    assert timedelta(days=days - 0.1) < left <= timedelta(days=days)


@pytest.mark.parametrize("days", ["2", "0", "-1", "365", "9" * 40])
def test_prolong_refuses_other_days(as_alice: Client, hers: Belongings, rows: Rows, days: str) -> None:
    before = rows.one(ExportRequest, hers.export).expires_at
    assert as_alice.post(f"/exports/{hers.export}/prolong", data={"days": days}).status_code == 422
    assert rows.one(ExportRequest, hers.export).expires_at == before


def test_prolong_refuses_when_the_file_is_gone(as_alice: Client, hers: Belongings) -> None:
    as_alice.post(f"/exports/{hers.export}/revoke")
    answer = as_alice.post(f"/exports/{hers.export}/prolong", data={"days": "7"})
    assert answer.status_code == 422
    assert "The file is gone" in answer.text


def test_keep_and_let_go(as_alice: Client, hers: Belongings, rows: Rows) -> None:
    assert "is kept" in as_alice.post(f"/exports/{hers.export}/keep", data={"kept": "1"}, htmx=True).text
    assert rows.one(ExportRequest, hers.export).kept
    as_alice.post(f"/exports/{hers.export}/revoke")
    assert as_alice.get(f"/exports/{hers.export}/file").data == b"the file"
    went_to(as_alice.post(f"/exports/{hers.export}/keep", data={"kept": "0"}))
    assert not rows.one(ExportRequest, hers.export).kept


def test_again_makes_another(as_alice: Client, hers: Belongings, rows: Rows, tasks: Tasks) -> None:
    went_to(as_alice.post(f"/exports/{hers.export}/again"))
    made = rows.last(ExportRequest)
    assert (made.state, made.digest) == ("pending", rows.one(ExportRequest, hers.export).digest)
    assert tasks == [("export", "build_export", (made.id,))]


def test_mail_again_writes_another_letter(as_alice: Client, hers: Belongings, tasks: Tasks) -> None:
    went_to(as_alice.post(f"/exports/{hers.export}/mail"))
    assert tasks.names() == ["write_letter"]


def test_mail_again_refuses_an_ended_link(as_alice: Client, hers: Belongings, rows: Rows, tasks: Tasks) -> None:
    ended(rows, hers.export)
    assert as_alice.post(f"/exports/{hers.export}/mail").status_code == 422
    assert tasks == []


def test_an_unknown_letter_is_shown_as_unknown(as_alice: Client, hers: Belongings, rows: Rows) -> None:
    from letraz.tasks import write_letter

    write_letter(hers.export)
    rows.change(Letter, rows.last(Letter).id, state="unknown")
    assert "not known whether" in as_alice.get("/exports/").text


def test_remove_it_works(as_alice: Client, visitor: Client, hers: Belongings, rows: Rows) -> None:
    went_to(as_alice.post(f"/exports/{hers.export}/trash"))
    assert rows.get(ExportRequest, hers.export) is None
    assert visitor.get(f"/files/{hers.export}/{hers.token}").status_code == 404


def test_what_was_sent_is_not_removed_by_one_press(as_alice: Client, hers: Belongings, rows: Rows) -> None:
    rows.change(ExportRequest, hers.export, sent=True)
    answer = as_alice.post(f"/exports/{hers.export}/trash")
    assert answer.status_code == 200
    assert "This can’t be undone" in answer.text
    assert rows.get(ExportRequest, hers.export).sent
    went_to(as_alice.post(f"/exports/{hers.export}/trash", data={"sure": "1"}))
    assert rows.get(ExportRequest, hers.export) is None


def test_it_is_shown_when_the_broker_is_away(as_alice: Client, resume: int, rows: Rows, tasks: Tasks) -> None:
    tasks.away = True
    went_to(as_alice.post(f"/resumes/{resume}/export", data={"format": "pdf"}))
    assert rows.last(ExportRequest).state == "pending"
    assert as_alice.get("/exports/").status_code == 200


def test_the_page_tells_of_the_outbox(as_alice: Client, hers: Belongings) -> None:
    """With no mail server set, the letters lie in a folder, and the page says which."""
    assert "outbox" in as_alice.get("/exports/").text

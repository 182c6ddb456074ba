"""Proposed changes: none is made before it is accepted, each passes the gate at that moment, and undo gives it back."""

from __future__ import annotations

import pytest
from flask import Flask

from letraz.extensions import db
from letraz.matching.change import mark_of
from letraz.models import AttestedFact, CoverLetter, Item, Job, JobRequirement, Resume, ResumeChange
from tests.cast import Client, add_item, person
from tests.views.conftest import Rows, went_to

TEXT = "- Wrote the on-call guide\n- Set up k8s for **two** teams\n- Fixed the lift"


@pytest.fixture
def resume(app: Flask, as_alice: Client, rows: Rows) -> int:
    """A resume made for a job by the button on the job's page."""
    with app.app_context():
        alice = person(db.session(), "alice")
        base = alice.base_resume()
        add_item(base.add_section("experience"), company_name="Lodgewell", job_title="Engineer", description=TEXT)
        add_item(base.add_section("projects"), name="Sepakit", skills_used="", description="")
        add_item(base.add_section("skills"), name="Python", category="", keywords="", proficiency="")
        job = Job(user_id=alice.id, title="Engineer", company_name="Kestrel")
        job.wants = [JobRequirement(level="must", text=text) for text in ("Kubernetes", "Python")]
        db.session.add(job)
        db.session.commit()
        job_id = job.id
    went_to(as_alice.post(f"/jobs/{job_id}/resume"))
    return int(rows.last(Resume).id)


def experience(row: Resume) -> Item:
    return next(item for section in row.sections for item in section.items if section.type == "experience")


def text_of(rows: Rows, resume_id: int) -> str:
    with rows.app.app_context():
        return str(experience(db.session.get_one(Resume, resume_id)).values["description"])


def write(rows: Rows, resume_id: int, text: str) -> None:
    """Change the text as the person does in the editor."""
    with rows.app.app_context():
        item = experience(db.session.get_one(Resume, resume_id))
        item.save({"description": text}, item.revision)
        db.session.commit()


def every(rows: Rows) -> list[ResumeChange]:
    with rows.app.app_context():
        return db.session.query(ResumeChange).order_by(ResumeChange.id).all()


def change(rows: Rows, resume_id: int, kind: str) -> ResumeChange:
    return next(one for one in every(rows) if one.resume_id == resume_id and one.kind == kind)


def post(client: Client, one: ResumeChange, what: str, **data: str) -> int:
    url = f"/resumes/{one.resume_id}/changes/{one.id}/{what}"
    return client.post(url, data=data, htmx=True).status_code


def test_rules_propose_and_change_nothing(as_alice: Client, rows: Rows, resume: int) -> None:
    assert {one.kind for one in every(rows)} >= {"rewrite_bullet", "add_skill", "reorder"}
    assert text_of(rows, resume) == TEXT
    page = as_alice.get(f"/resumes/{resume}/changes/").text
    assert "nothing changes until you accept" in page
    assert "Must-haves 2 of 2" in page


def test_accepting_changes_that_line_and_no_other(as_alice: Client, rows: Rows, resume: int) -> None:
    assert post(as_alice, change(rows, resume, "rewrite_bullet"), "accept") == 200
    assert text_of(rows, resume) == TEXT.replace("k8s for **two** teams", "Kubernetes for two teams")
    assert rows.base_line("Set up k8s for two teams")  # the base is never touched


def test_undo_gives_back_the_very_source(as_alice: Client, rows: Rows, resume: int) -> None:
    for kind in ("rewrite_bullet", "add_skill", "reorder"):
        before = rows.document(resume)
        assert post(as_alice, change(rows, resume, kind), "accept") == 200
        assert rows.document(resume) != before
        assert post(as_alice, change(rows, resume, kind), "undo") == 200
        assert rows.document(resume) == before
        assert change(rows, resume, kind).status == "proposed"


def test_undo_refuses_when_the_line_was_changed_since(as_alice: Client, rows: Rows, resume: int) -> None:
    assert post(as_alice, change(rows, resume, "rewrite_bullet"), "accept") == 200
    write(rows, resume, "- Mine")
    assert post(as_alice, change(rows, resume, "rewrite_bullet"), "undo") in (409, 422)
    assert text_of(rows, resume) == "- Mine"


def test_rejecting_leaves_it_and_offers_it_no_more(as_alice: Client, rows: Rows, resume: int) -> None:
    assert post(as_alice, change(rows, resume, "rewrite_bullet"), "reject") == 200
    as_alice.post(f"/resumes/{resume}/changes/")
    assert change(rows, resume, "rewrite_bullet").status == "rejected"
    assert rows.count(ResumeChange, resume_id=resume, kind="rewrite_bullet") == 1


def test_a_decided_change_is_not_decided_again(as_alice: Client, rows: Rows, resume: int) -> None:
    assert post(as_alice, change(rows, resume, "rewrite_bullet"), "accept") == 200
    assert post(as_alice, change(rows, resume, "rewrite_bullet"), "accept") == 409


def test_an_edit_goes_through_the_gate(as_alice: Client, rows: Rows, resume: int) -> None:
    one = change(rows, resume, "rewrite_bullet")
    assert post(as_alice, one, "accept", text="Set up Kubernetes for 40 teams") == 422
    assert text_of(rows, resume) == TEXT
    assert change(rows, resume, "rewrite_bullet").status == "proposed"
    assert post(as_alice, one, "accept", text="Set up Kubernetes for two teams") == 200


def test_what_the_person_attests_is_theirs_with_the_day(as_alice: Client, rows: Rows, resume: int) -> None:
    one = change(rows, resume, "rewrite_bullet")
    said = "Set up Kubernetes for 40 teams"
    assert post(as_alice, one, "accept", text=said, attest="1") == 200
    assert "40 teams" in text_of(rows, resume)
    fact = rows.last(AttestedFact)
    assert (fact.text, fact.user_id) == (said, rows.one(Resume, resume).user_id)
    assert fact.created_at is not None


def test_a_fact_is_listed_and_can_be_taken_back(as_alice: Client, rows: Rows, resume: int) -> None:
    one = change(rows, resume, "rewrite_bullet")
    assert post(as_alice, one, "accept", text="Set up Kubernetes for 40 teams", attest="1") == 200
    assert "for 40 teams" in as_alice.get("/facts/").text
    went_to(as_alice.post(f"/facts/{rows.last(AttestedFact).id}/remove"))
    assert rows.count(AttestedFact) == 0
    assert "40 teams" in text_of(rows, resume)


def test_the_gate_is_asked_again_at_the_moment_of_acceptance(as_alice: Client, rows: Rows, resume: int) -> None:
    """A row that says it passed is not believed."""
    one = change(rows, resume, "rewrite_bullet")
    lie = {**one.content, "new": "Led 12 engineers and won the Queen's Award"}
    rows.change(ResumeChange, one.id, content=lie, checks={})
    assert post(as_alice, change(rows, resume, "rewrite_bullet"), "accept") == 422
    assert text_of(rows, resume) == TEXT


def test_a_change_of_a_line_that_is_another_by_now_is_refused(as_alice: Client, rows: Rows, resume: int) -> None:
    write(rows, resume, "- Sold bread\n- Sold cake\n- Sold tea")
    assert change(rows, resume, "rewrite_bullet").content["based_on"] == mark_of("Set up k8s for two teams")
    assert post(as_alice, change(rows, resume, "rewrite_bullet"), "accept") in (409, 422)
    assert text_of(rows, resume) == "- Sold bread\n- Sold cake\n- Sold tea"


def test_all_of_a_kind_are_accepted_at_once(as_alice: Client, rows: Rows, resume: int) -> None:
    waiting = rows.count(ResumeChange, resume_id=resume, kind="reorder", status="proposed")
    went_to(as_alice.post(f"/resumes/{resume}/changes/accept", data={"kind": "reorder"}))
    assert 0 < waiting == rows.count(ResumeChange, resume_id=resume, kind="reorder", status="accepted")


def test_a_proposal_that_the_resume_has_outgrown_is_made_anew(as_alice: Client, rows: Rows, resume: int) -> None:
    """Adding a skill makes another list of skills; an order of the old list could not be accepted any more."""
    assert post(as_alice, change(rows, resume, "add_skill"), "accept") == 200
    waiting = [one for one in every(rows) if one.status == "proposed"]
    assert waiting
    assert "Changed since" not in as_alice.get(f"/resumes/{resume}/changes/").text
    for one in waiting:
        assert post(as_alice, one, "accept") in (200, 404)


def test_accept_all_refuses_a_kind_that_is_none(as_alice: Client, rows: Rows, resume: int) -> None:
    assert as_alice.post(f"/resumes/{resume}/changes/accept", data={"kind": "employer"}).status_code == 422


@pytest.mark.parametrize("what", ["accept", "reject", "undo"])
def test_it_is_not_found_for_a_stranger(as_bob: Client, rows: Rows, resume: int, what: str) -> None:
    assert post(as_bob, change(rows, resume, "rewrite_bullet"), what) == 404


def test_a_skill_is_proposed_where_there_is_no_section_for_it_yet(app: Flask, as_alice: Client, rows: Rows) -> None:
    """Its change has no target, which its JSON leaves out."""
    with app.app_context():
        alice = person(db.session(), "alice")
        place = alice.base_resume().add_section("experience")
        add_item(place, company_name="Lodgewell", job_title="Engineer", description="- Set up k8s for two teams")
        job = Job(user_id=alice.id, title="Engineer", wants=[JobRequirement(level="must", text="Kubernetes")])
        db.session.add(job)
        db.session.commit()
        job_id = job.id
    went_to(as_alice.post(f"/jobs/{job_id}/resume"))
    resume = int(rows.last(Resume).id)
    assert as_alice.get(f"/resumes/{resume}/changes/").status_code == 200
    assert post(as_alice, change(rows, resume, "add_skill"), "accept") == 200
    assert [section.type for section in rows.sections(resume)] == ["experience", "skills"]
    assert post(as_alice, change(rows, resume, "add_skill"), "undo") == 200
    assert [section.type for section in rows.sections(resume)] == ["experience"]


@pytest.fixture
def reworded(app: Flask, as_alice: Client, rows: Rows) -> list[ResumeChange]:
    """Two changes of two lines of one entry, both made at once."""
    with app.app_context():
        alice = person(db.session(), "alice")
        text = "- Set up k8s for two teams\n- Wrote JS for the shop"
        place = alice.base_resume().add_section("experience")
        add_item(place, company_name="Lodgewell", job_title="Engineer", description=text)
        job = Job(user_id=alice.id, title="Engineer")
        job.wants = [JobRequirement(level="must", text=text) for text in ("Kubernetes", "JavaScript")]
        db.session.add(job)
        db.session.commit()
        job_id = job.id
    went_to(as_alice.post(f"/jobs/{job_id}/resume"))
    resume = int(rows.last(Resume).id)
    as_alice.post(f"/resumes/{resume}/changes/accept", data={"kind": "rewrite_bullet"})
    made = [one for one in every(rows) if one.kind == "rewrite_bullet" and one.status == "accepted"]
    assert len(made) == 2
    return made


@pytest.mark.parametrize("first", [0, 1])
def test_of_several_changes_of_an_entry_each_is_undone_by_itself(
    as_alice: Client, rows: Rows, reworded: list[ResumeChange], first: int
) -> None:
    """In any order, and not only the last one first."""
    olds, news = ["k8s for two teams", "JS for"], ["Kubernetes for two teams", "JavaScript for"]
    assert post(as_alice, reworded[first], "undo") == 200
    text = text_of(rows, reworded[0].resume_id)
    assert olds[first] in text
    assert news[1 - first] in text
    assert post(as_alice, reworded[1 - first], "undo") == 200
    assert text_of(rows, reworded[0].resume_id) == "- Set up k8s for two teams\n- Wrote JS for the shop"


def test_undo_takes_no_skill_away_that_was_written_on(as_alice: Client, rows: Rows, resume: int) -> None:
    one = change(rows, resume, "add_skill")
    assert post(as_alice, one, "accept") == 200
    with rows.app.app_context():
        place = next(s for s in db.session.get_one(Resume, resume).sections if s.type == "skills")
        skill = next(item for item in place.items if item.shown_name == one.content["new"])
        skill.save({"category": "Ten years of it"}, skill.revision)
        db.session.commit()
    assert post(as_alice, one, "undo") == 422
    place_id = next(section.id for section in rows.sections(resume) if section.type == "skills")
    assert one.content["new"] in rows.titles(place_id)


@pytest.mark.parametrize("kind", ["reorder", "add_skill", "rewrite_bullet"])
def test_only_words_that_are_written_anew_are_attested(as_alice: Client, rows: Rows, resume: int, kind: str) -> None:
    """A move has no words, and what was proposed is not made the person's own by a mark beside it."""
    words = {"text": "Led 40 people"} if kind == "reorder" else {}
    assert post(as_alice, change(rows, resume, kind), "accept", attest="1", **words) == 200
    assert rows.count(AttestedFact) == 0
    assert change(rows, resume, kind).content.get("new") != "Led 40 people"


def test_what_is_attested_holds_nothing_that_no_database_takes(as_alice: Client, rows: Rows, resume: int) -> None:
    one = change(rows, resume, "rewrite_bullet")
    assert post(as_alice, one, "accept", text="Set up k8s\x00 for \x1btwo teams", attest="1") == 200
    assert rows.last(AttestedFact).text == "Set up k8s for two teams"


def test_undo_takes_back_what_was_attested_with_it(as_alice: Client, rows: Rows, resume: int) -> None:
    """A slip of the hand is no fact for ever; and what is offered again is what was proposed."""
    one = change(rows, resume, "rewrite_bullet")
    said = "Set up Kubernetes for 40 teams"
    assert post(as_alice, one, "accept", text=said, attest="1") == 200
    assert rows.count(AttestedFact) == 1
    assert post(as_alice, one, "undo") == 200
    assert rows.count(AttestedFact) == 0
    again = change(rows, resume, "rewrite_bullet")
    assert (again.content, again.checks, again.edited) == (one.content, one.checks, False)
    assert post(as_alice, one, "accept", text=said) == 422
    assert text_of(rows, resume) == TEXT


def test_no_page_leads_to_a_job_in_the_trash(as_alice: Client, rows: Rows, resume: int) -> None:
    job = rows.last(Job).id
    went_to(as_alice.post(f"/jobs/{job}/letters"))
    letter = rows.last(CoverLetter).id
    pages = (f"/resumes/{resume}/", f"/resumes/{resume}/changes/", f"/letters/{letter}")
    link = f'href="/jobs/{job}'
    assert all(link in as_alice.get(page).text for page in pages)
    as_alice.post(f"/jobs/{job}/trash")
    as_alice.get("/jobs/")  # the slip with Undo was seen
    assert [page for page in pages if link in as_alice.get(page).text] == []

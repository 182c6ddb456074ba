"""A file that comes in, and a job that a resume and its export are made for."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from tests import samples
from tests.browser.people import Person
from tests.browser.tabs import Tab

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

RESUME = {
    "basics": {"name": "Ana Ruiz", "email": "ana@example.org", "mascot": "an owl"},
    "work": [{"name": "Old Mill", "position": "Baker", "startDate": "2019-3", "endDate": "2021"}],
    "skills": [{"name": "Bread"}],
}


def test_a_file_comes_in_after_a_yes(tab: Tab, person: Person) -> None:
    tab.goto("/resumes/")
    tab.get_by_role("link", name="Import a file").first.click()
    file = {"name": "ana.json", "mimeType": "application/json", "buffer": json.dumps(RESUME).encode()}
    tab.get_by_label("File").set_input_files(file)  # type: ignore[arg-type]  # a mapping will do
    tab.get_by_role("button", name="Read it").click()
    expect(tab.get_by_role("heading", name="ana.json")).to_be_visible()
    expect(tab.locator("main")).to_contain_text("an owl")
    expect(tab.locator("#taken ~ .taken")).to_contain_text("Baker")
    assert person.stored() == []
    tab.get_by_role("button", name="Put it into your base resume").click()
    expect(tab.locator("#toasts")).to_contain_text("ana.json is in.")
    assert person.stored() == [("Experience", ["Baker"]), ("Skills", ["Bread"])]


def test_a_file_that_cannot_be_read_says_why(tab: Tab, person: Person) -> None:
    tab.goto("/imports/new")
    tab.get_by_label("Or paste its text").fill("{")
    tab.get_by_role("button", name="Read it").click()
    expect(tab.get_by_role("alert")).to_contain_text("Nothing was brought in.")


def test_an_export_of_a_job_s_resume_is_listed_with_the_job(tab: Tab, person: Person) -> None:
    person.fill(samples.sparse())
    tab.goto("/jobs/")
    tab.get_by_role("link", name="Add a job").click()
    tab.get_by_role("link", name="Write it yourself").click()
    tab.get_by_label("Job title").fill("Welder")
    tab.get_by_label("Company").fill("Old Yard")
    tab.get_by_role("button", name="Save").click()
    job = tab.url
    tab.get_by_role("button", name="Make a resume for this job").click()
    expect(tab.locator(".edit__head")).to_contain_text("For Old Yard")
    tab.locator("summary", has_text="Export").click()
    tab.get_by_label("File").select_option("json-resume")
    tab.get_by_role("button", name="Make the file").click()
    expect(tab.locator(".export")).to_contain_text("Ready", timeout=30_000)
    expect(tab.locator(".export")).to_contain_text("Old Yard")
    tab.goto(job)
    expect(tab.locator("#sent-files").get_by_role("link")).to_have_count(1)
    expect(tab.get_by_role("region", name="Resumes for this job").get_by_role("link")).to_have_count(1)

"""Postings that pages describe for machines, as sites really write them."""

from __future__ import annotations

import json
from html import escape
from typing import Any

import pytest

from letraz.matching.page import described, jsonld
from letraz.matching.posting import FIELDS, Salary
from letraz.sections.experience import EMPLOYMENT_TYPES

NURSE: dict[str, Any] = {"@context": "https://schema.org", "@type": "JobPosting", "title": "Staff nurse"}


def only(*scripts: str) -> dict[str, Any]:
    found = jsonld.postings(scripts)
    assert len(found) == 1
    return found[0]


def fields(**more: Any) -> dict[str, Any]:
    return described.fields({**NURSE, **more})


# --- reading ----------------------------------------------------------------------------------------

PLAIN = json.dumps(NURSE)


@pytest.mark.parametrize(
    "script",
    [
        PLAIN,
        f"  \n{PLAIN};\n",
        f"<!-- {PLAIN} -->",
        f"//<![CDATA[\n{PLAIN}\n//]]>",
        f"/*<![CDATA[*/{PLAIN}/*]]>*/",
        f"<![CDATA[{PLAIN}]]>",
        PLAIN.replace("}", ",}"),
        PLAIN.replace("Staff nurse", "Staff nurse\t").replace("\\t", "\t"),
        PLAIN.replace('"', "&quot;"),
        f"[{PLAIN}]",
        f'{{"@graph": [{{"@type": "WebPage"}}, {PLAIN}]}}',
        f'{{"@type": "WebPage", "mainEntity": {PLAIN}}}',
        PLAIN.replace('"JobPosting"', '["Thing", "JobPosting"]'),
        PLAIN.replace("JobPosting", "http://schema.org/JobPosting"),
        PLAIN.replace("JobPosting", "schema:JobPosting"),
        PLAIN.replace("}", ', "experienceMonths": NaN}'),
    ],
)
def test_it_is_found_however_it_is_wrapped(script: str) -> None:
    assert only("{ broken", script)["title"].strip() == "Staff nurse"


@pytest.mark.parametrize(
    "script",
    ["", "{", "[" * 100_000, "null", "7", '"JobPosting"', '{"@type": 7}', '{"@type": [[]]}', "9" * 5000, "{}" * 9],
)
def test_what_is_no_posting_is_none(script: str) -> None:
    assert jsonld.postings([script]) == []


def test_parts_that_are_named_are_put_in_their_places() -> None:
    graph = [
        {**NURSE, "@id": "#job", "hiringOrganization": {"@id": "#us"}, "jobLocation": [{"@id": "#there"}]},
        {"@id": "#us", "@type": "Organization", "name": "Harborview"},
        {"@id": "#there", "@type": "Place", "address": {"@id": "#address"}},
        {"@id": "#address", "addressLocality": "Seattle", "addressRegion": "WA"},
    ]
    found = described.fields(only(json.dumps({"@graph": graph})))
    assert (found["company_name"], found["location"]) == ("Harborview", "Seattle, WA")


def test_parts_that_name_one_another_come_to_an_end() -> None:
    """A part names itself 2,000 times: put in without a limit, that would be millions."""
    part = {"@id": "#0", **{f"more{n}": {"@id": "#0"} for n in range(2000)}}
    found = only(json.dumps({"@graph": [{**NURSE, "x": {"@id": "#0"}}, part]}))
    assert len(json.dumps(found)) < 10_000_000


def test_the_same_posting_twice_is_one() -> None:
    assert only(PLAIN, PLAIN)


# --- which of several -------------------------------------------------------------------------------

SEVERAL = [
    {**NURSE, "title": "Staff nurse", "url": "https://www.jobs.example/jobs/17"},
    {**NURSE, "title": "Head nurse", "url": "https://jobs.example/jobs/18", "identifier": {"value": "REQ-18"}},
]


@pytest.mark.parametrize(
    ("url", "title", "chosen"),
    [
        ("https://jobs.example/jobs/17/", "", "Staff nurse"),
        ("https://jobs.example/jobs/18", "Staff nurse and 40 more", "Head nurse"),
        ("https://jobs.example/jobs/17?from=mail", "", "Staff nurse"),
        ("https://other.example/apply?id=REQ-18", "", "Head nurse"),
        ("https://other.example/", "Head Nurse | Harborview", "Head nurse"),
        ("https://jobs.example/jobs", "All jobs", None),
        ("https://jobs.example/jobs/REQ-180", "", None),
        ("", "", None),
    ],
)
def test_the_posting_is_the_one_that_the_page_is_about(url: str, title: str, chosen: str | None) -> None:
    """A page that lists many says nothing about any of them: then no field is better than a wrong one."""
    found = jsonld.chosen(jsonld.postings([json.dumps(SEVERAL)]), url, title)
    assert (found and found["title"]) == chosen


# --- fields -----------------------------------------------------------------------------------------


def test_the_fields_have_a_job_s_names() -> None:
    found = fields(
        hiringOrganization={"name": "St. Mary&#39;s <b>Hospital</b>"},
        jobLocation={"address": {"streetAddress": "1 Main", "addressLocality": "Austin", "addressRegion": "TX",
                                 "addressCountry": {"name": "US"}}},
        jobLocationType="TELECOMMUTE",
        employmentType="PART_TIME",
        baseSalary={"currency": "usd", "value": {"minValue": 38, "maxValue": 52.5, "unitText": "HOUR"}},
        datePosted="2026-11-03T09:00:00Z",
        validThrough="2026-12-31",
    )  # fmt: skip
    assert found == {
        "title": "Staff nurse",
        "company_name": "St. Mary's Hospital",
        "location": "Austin, TX, US",
        "remote": "remote",
        "employment_type": "part_time",
        "salary": Salary("38–52.50 USD an hour", 38, 52.5, "USD", "hour"),
        "salary_range": "38–52.50 USD an hour",
        "posted": "2026-11-03",
        "closes": "2026-12-31",
    }
    assert set(found) - {"salary"} <= set(FIELDS)


def test_a_bare_posting_has_a_title_and_nothing_else() -> None:
    assert fields() == {"title": "Staff nurse"}


@pytest.mark.parametrize(
    ("location", "said"),
    [
        ("Leeds", "Leeds"),
        ({"name": "Ward 7, Leeds"}, "Ward 7, Leeds"),
        ({"address": "Leeds, UK"}, "Leeds, UK"),
        ([{"address": {"addressLocality": "Leeds"}}, {"address": {"addressLocality": "York"}}], "Leeds; York"),
        ([{"address": {"addressLocality": "Leeds"}}] * 2, "Leeds"),
        ({"address": [{"addressLocality": "Singapore", "addressCountry": "Singapore"}]}, "Singapore"),
        ([{"address": {"addressLocality": str(n)}} for n in range(99)], "0; 1; 2; 3; 4"),
    ],
)
def test_places(location: Any, said: str) -> None:
    assert fields(jobLocation=location)["location"] == said


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("FULL_TIME", "full_time"),
        ("Full-time", "full_time"),
        (["CONTRACTOR", "FULL_TIME"], "contract"),
        ("OTHER, TEMPORARY", "temporary"),
        ("INTERN", "internship"),
        ("https://schema.org/PART_TIME", "part_time"),
        ("VOLUNTEER", "volunteer"),
        ("Apprenticeship", "trainee"),
    ],
)
def test_employment_types_are_the_house_s(written: Any, code: str) -> None:
    assert fields(employmentType=written)["employment_type"] == code
    assert code in EMPLOYMENT_TYPES


@pytest.mark.parametrize("written", ["OTHER", "", None, 7, ["PERMANENT"], {"name": "FULL_TIME"}])
def test_an_employment_type_that_has_no_code_is_left_out(written: Any) -> None:
    assert "employment_type" not in fields(employmentType=written)


@pytest.mark.parametrize(
    ("value", "low", "high", "unit"),
    [
        ({"value": 70000, "unitText": "YEAR"}, 70000, 70000, "year"),
        ({"value": "70,000.00", "unitText": "yearly"}, 70000, 70000, "year"),
        ({"minValue": "55.000,50", "maxValue": "€60.000", "unitText": "ANN"}, 55000.5, 60000, "year"),
        ({"minValue": 30, "maxValue": 20, "unitText": "per hour"}, 20, 30, "hour"),
        ({"minValue": "$70k", "maxValue": "85K"}, 70000, 85000, ""),
        ({"minValue": 0, "maxValue": 4000, "unitText": "MONTH"}, 4000, 4000, "month"),
        (2500.5, 2500.5, 2500.5, ""),
        ("12 000", 12000, 12000, ""),
    ],
)
def test_salaries_are_numbers(value: Any, low: float, high: float, unit: str) -> None:
    money = fields(baseSalary={"@type": "MonetaryAmount", "currency": "EUR", "value": value})["salary"]
    assert (money.min, money.max, money.unit, money.currency) == (low, high, unit, "EUR")


@pytest.mark.parametrize("base", [0, "", None, True, [], {}, {"value": 0}, {"value": {"value": None}}, {"value": [[]]}])
def test_no_salary_is_none(base: Any) -> None:
    assert not {"salary", "salary_range"} & set(fields(baseSalary=base))


def test_a_salary_in_words_stays_as_it_is() -> None:
    found = fields(baseSalary="$38 - $52 per hour, paid weekly")
    assert found["salary_range"] == "$38 - $52 per hour, paid weekly"
    assert "salary" not in found


def test_a_bare_number_takes_the_currency_beside_it() -> None:
    assert fields(baseSalary=70000, salaryCurrency="USD")["salary_range"] == "70,000 USD"


@pytest.mark.parametrize("day", ["soon", "2026-13-01", "", None, 20261103.5, ["2026-11-03"]])
def test_a_day_that_is_none_is_left_out(day: Any) -> None:
    assert "posted" not in fields(datePosted=day)


@pytest.mark.parametrize("odd", [None, 7, True, [], {}, [[]], {"name": 7}, {"name": {"name": "x"}}, {"address": 7}])
def test_values_of_the_wrong_kind_are_left_out(odd: Any) -> None:
    keys = ("title", "hiringOrganization", "jobLocation", "jobLocationType", "employmentType", "description", "skills")
    found = dict.fromkeys(keys, odd)
    assert set(described.fields(found)) <= {"title", "company_name"}
    assert "JobPosting" not in described.text(found)


# --- text -------------------------------------------------------------------------------------------

LINES = "Who we are\n\nA ward.\n\n- RN & BLS\n- two years"


@pytest.mark.parametrize(
    "description",
    [
        "<h3>Who we are</h3><p>A ward.</p><ul><li>RN &amp; BLS</li><li>two <b>years</b></li></ul>",
        escape("<h3>Who we are</h3><p>A ward.</p><ul><li><p>RN &amp; BLS</p></li>\n<li> two years"),
        escape(escape("<h3>Who we are</h3>A ward.<ul><li></li><li>RN &amp; BLS<ul><li>two years</ul></ul>")),
        LINES,
        LINES.replace("&", "&amp;"),
        LINES.replace("\n", "\r\n"),
    ],
)
def test_a_description_is_lines(description: str) -> None:
    assert described.passage(description).replace("we are\n\nA", "we are\nA").replace(".\n\n-", ".\n-") == (
        "Who we are\nA ward.\n- RN & BLS\n- two years"
    )


def test_a_plain_description_keeps_what_looks_a_little_like_markup() -> None:
    assert described.passage("BMI < 30 and > 18; R&D; <3") == "BMI < 30 and > 18; R&D; <3"


def test_what_stands_in_fields_of_its_own_gets_a_heading_unless_the_description_has_it() -> None:
    node = {**NURSE, "description": "<p>A ward.</p><p>RN licence</p>", "qualifications": "RN licence",
            "skills": ["Triage", "Wound care"], "educationRequirements": {"credentialCategory": "BSN"}}  # fmt: skip
    assert described.text(node) == "A ward.\n\nRN licence\n\nEducation\nBSN\n\nSkills\n- Triage\n- Wound care"

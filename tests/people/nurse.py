"""A nurse of 25 years: many roles, several at one hospital, two full pages."""

from __future__ import annotations

from letraz.dates import PartialDate
from letraz.document import Block, Document, Entry, Link, Person
from tests.samples import languages, lasting, lines, role, school, skill, skills, summary, timeline

HOSPITAL = "Riverside General Hospital"


def nurse() -> Document:
    """Margaret Okafor, from a medical ward to running an intensive care unit."""
    return Document(
        person=Person(
            name="Margaret Okafor",
            headline="Senior Charge Nurse, Intensive Care",
            email="margaret.okafor@example.org",
            phone="+44 113 496 0142",
            address="14 Beckett Row",
            city="Leeds",
            postal="LS9 7TF",
            country="GB",
            links=(Link("https://example.org/in/margaret-okafor"),),
        ),
        title="Charge nurse",
        blocks=(
            summary(
                "Intensive care nurse with 25 years at the bedside, twelve of them in charge of a shift. I run an "
                "18-bed unit of 74 nurses, teach on two university programmes, and have led three changes to practice "
                "that are now policy across the trust. I am looking for a post in which clinical work and the "
                "training of others stay together."
            ),
            timeline("experience", "Experience", *_at_riverside(), *_before()),
            timeline("education", "Education", *_schools()),
            _certificates(),
            _skills(),
            timeline("projects", "Changes to practice", *_changes()),
            timeline(
                "volunteering",
                "Volunteering",
                Entry(
                    "volunteering",
                    {"organization": "Leeds Night Shelter"},
                    title="Nurse on call",
                    subtitle="Leeds Night Shelter",
                    place="Leeds",
                    dates=lasting("2009-11", "now"),
                    text="Two nights a month; wound care, foot care, and a way into a practice for those without one.",
                ),
            ),
            languages(English="native", Igbo="native", French="good working level"),
        ),
    )


def _at_riverside() -> list[Entry]:
    def at(title: str, start: str, end: str, text: str) -> Entry:
        return role(title, HOSPITAL, "Leeds", lasting(start, end), employment_type="full_time", text=text)

    return [
        at(
            "Senior Charge Nurse, Intensive Care",
            "2016-04",
            "now",
            "- Run an 18-bed mixed unit: 74 nurses, a pay budget of £3.9 million, and the rota of 21 shifts a week.\n"
            "- Cut agency shifts from 31 to 6 a month in two years by building a bank of nurses from our own wards.\n"
            "- Led nursing through both waves of 2020: 18 beds became 41 in nine days, with a teaching plan for 112 "
            "redeployed colleagues.\n"
            "- Brought unplanned extubations from 1.8 to 0.6 per 100 ventilated days with a bundle that the trust "
            "adopted in 2019.\n"
            "- Sit on the mortality review group; write to every family that asks how a death came about.",
        ),
        at(
            "Charge Nurse, Intensive Care",
            "2012-09",
            "2016-03",
            "- In charge of one shift in three: staffing, beds, transfers, and the first word with relatives.\n"
            "- Mentor to 23 nurses on the critical care course; 22 passed at the first attempt.\n"
            "- Wrote the unit's guide to continuous renal replacement, now in its fourth edition.",
        ),
        at(
            "Staff Nurse, Intensive Care",
            "2006-02",
            "2012-08",
            "- Nursed ventilated adults one to one after trauma, sepsis and major surgery.\n"
            "- Link nurse for organ donation from 2009: 14 donors, 39 recipients.",
        ),
    ]


def _before() -> list[Entry]:
    return [
        role(
            "Staff Nurse, Coronary Care",
            "St. Cuthbert Infirmary",
            "Bradford",
            lasting("2003-06", "2006-01"),
            employment_type="full_time",
            text="- Eight-bed unit: arrhythmias, thrombolysis, temporary pacing.\n"
            "- Ran the nurse-led chest pain clinic on Tuesdays: 1,140 patients in two years.",
        ),
        role(
            "Staff Nurse, Acute Medicine",
            "St. Cuthbert Infirmary",
            "Bradford",
            lasting("2000-10", "2003-05"),
            employment_type="full_time",
            text="- First post: 28 beds, nights and days in turn; in charge of the ward at night from 2002.",
        ),
        role(
            "Healthcare Assistant",
            "Aire Valley Nursing Home",
            "Shipley",
            lasting("1997-07", "2000-09"),
            employment_type="part_time",
            text="Evenings and weekends, beside the diploma.",
        ),
    ]


def _schools() -> list[Entry]:
    return [
        school(
            "MSc",
            "University of Wharfedale",
            "Leeds",
            lasting("2013-09", "2016-06"),
            field_of_study="Advanced Clinical Practice",
            grade="Distinction",
            courses=("Clinical reasoning", "Non-medical prescribing", "Leading change"),
        ),
        school(
            "Postgraduate Certificate",
            "University of Wharfedale",
            "Leeds",
            lasting("2008", "2009"),
            field_of_study="Critical Care Nursing",
        ),
        school("Diploma", "Bradford College of Health", "Bradford", lasting("1997", "2000"), field_of_study="Nursing"),
    ]


def _certificates() -> Block:
    rows = [
        ("Registered Nurse, Adult", "Nursing and Midwifery Council", lasting("2000-10", "2027-10")),
        ("Independent and Supplementary Prescriber", "Nursing and Midwifery Council", lasting("2015-07")),
        ("Advanced Life Support, Instructor", "Resuscitation Council UK", lasting("2011-03", "2027-03")),
    ]
    said = [{"title": title, "subtitle": by, "dates": when} for title, by, when in rows]
    said.append({"title": "European Paediatric Advanced Life Support", "date": PartialDate(2024, 11)})
    return lines("certifications", "Registration and certificates", said)


def _skills() -> Block:
    groups = {
        "Clinical": {
            "Invasive and non-invasive ventilation": "expert",
            "Continuous renal replacement": "expert",
            "Vasoactive drugs": "",
            "Tracheostomy care": "",
            "Organ donation": "advanced",
            "End-of-life care": "",
        },
        "Leading": {"Rota and budget": "expert", "Root cause analysis": "", "Difficult conversations": ""},
        "Systems": {"MetaVision": "advanced", "SystmOne": "", "HealthRoster": ""},
    }
    return skills(*(skill(name, group, level) for group, all_ in groups.items() for name, level in all_.items()))


def _changes() -> list[Entry]:
    return [
        Entry(
            "projects",
            {"name": "Walking on the ventilator", "role": "Lead"},
            title="Walking on the ventilator",
            subtitle="Lead",
            dates=lasting("2021", "2023"),
            links=(Link("https://example.org/walking"),),
            tags=("Early mobility", "Delirium"),
            text="Patients out of bed within 48 hours; days of delirium fell from 4.1 to 2.3 (n = 612).",
        ),
        Entry(
            "projects",
            {"name": "Diaries for intensive care", "role": "Founder"},
            title="Diaries for intensive care",
            subtitle="Founder",
            dates=lasting("2014", "now"),
            text="Nurses and relatives write what the patient will not remember; 900 diaries given so far.",
        ),
    ]

"""A student: one page, little work, much that was done beside the lectures."""

from __future__ import annotations

from letraz.dates import PartialDate
from letraz.document import Document, Entry, Link, Person
from tests.samples import languages, lasting, lines, role, school, skill, skills, summary, timeline


def student() -> Document:
    """Jonas Brandt, in the third year of mechanical engineering."""
    return Document(
        person=Person(
            name="Jonas Brandt",
            headline="Mechanical engineering student, looking for an internship in 2026",
            email="jonas.brandt@example.org",
            phone="+49 30 555 0142",
            city="Berlin",
            country="DE",
            url="https://example.org/jonas",
            links=(Link("https://github.com/jbrandt", "GitHub", "jbrandt"),),
        ),
        title="Internship",
        blocks=(
            summary("Third-year student who likes to measure first. Two summers on a shop floor, one racing team."),
            timeline("education", "Education", *_schools()),
            timeline("experience", "Experience", *_work()),
            timeline("projects", "Projects", *_projects()),
            skills(
                skill("SolidWorks", "Design", "advanced"),
                skill("Ansys Mechanical", "Design", "intermediate"),
                skill("Python", "Computing", "advanced"),
                skill("MATLAB", "Computing", "intermediate"),
                skill("C for microcontrollers", "Computing", "beginner"),
                skill("Turning and milling", "Workshop"),
                skill("TIG welding", "Workshop"),
            ),
            languages(German="native", English="fluent", Turkish="basic"),
            lines("awards", "Awards", [{"title": "Deutschlandstipendium", "date": PartialDate(2024, 10)}]),
        ),
    )


def _schools() -> list[Entry]:
    return [
        school(
            "BSc",
            "Technical University of Spreewald",
            "Berlin",
            lasting("2023-10", "now"),
            field_of_study="Mechanical Engineering",
            grade="1.7",
            courses=("Machine elements", "Control", "Finite elements", "Measurement"),
        ),
        school("Abitur", "Gymnasium am Wasserturm", "Cottbus", lasting("2015", "2023"), grade="1.4"),
    ]


def _work() -> list[Entry]:
    return [
        role(
            "Student assistant, Measurement Laboratory",
            "Technical University of Spreewald",
            "Berlin",
            lasting("2025-04", "now"),
            employment_type="part_time",
            text="- Look after nine test benches; wrote the checklist that new students use.\n"
            "- Cut the time of a calibration from 50 to 20 minutes with a Python script.",
        ),
        role(
            "Summer worker",
            "Lausitz Pumpenbau",
            "Cottbus",
            lasting("2023-07", "2023-09"),
            text="Assembled and pressure-tested 40 pumps a week; again in the summer of 2024.",
        ),
    ]


def _projects() -> list[Entry]:
    return [
        Entry(
            "projects",
            {"name": "Electric racing car", "role": "Suspension"},
            title="Electric racing car",
            subtitle="Suspension, team of 32",
            dates=lasting("2023-11", "now"),
            links=(Link("https://github.com/jbrandt/dampers"),),
            tags=("SolidWorks", "Python"),
            text="- Designed the rear uprights: 310 g lighter, and none broke.\n"
            "- Eleventh of 58 in endurance at Hockenheim in 2025.",
        ),
        Entry(
            "projects",
            {"name": "Weather station"},
            title="Weather station",
            dates=lasting("2022"),
            text="Solar, 4 W, has sent a value each minute for three years.",
        ),
    ]

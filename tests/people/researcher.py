"""A researcher: forty publications with co-authors, venues and addresses, grants, teaching and talks. Many pages."""

from __future__ import annotations

from letraz.dates import PartialDate
from letraz.document import Block, Document, Entry, Link, Person
from tests.people.papers import PAPERS, TALKS
from tests.samples import languages, lasting, lines, role, school, skill, skills, summary, timeline


def researcher() -> Document:
    """Inês Marques, who works on how rivers carry what we drop into them."""
    return Document(
        person=Person(
            name="Inês Marques",
            headline="Associate Professor of Environmental Hydraulics",
            email="ines.marques@example.org",
            phone="+351 21 555 0142",
            address="Rua das Gaivotas 8",
            city="Lisboa",
            postal="1200-202",
            country="PT",
            url="https://example.org/marques",
            links=(Link("https://orcid.example/0000-0002-1825-0097"), Link("https://github.com/imarques")),
        ),
        title="Full record",
        blocks=(
            summary(
                "I study how rivers carry fine sediment and plastic, in flumes, in the field and in models. 40 papers, "
                "three of them with more than 300 citations; eleven doctoral students, nine of whom have finished."
            ),
            timeline("experience", "Positions", *_positions()),
            timeline("education", "Education", *_schools()),
            lines("awards", "Grants and awards", [_grant(*row) for row in GRANTS]),
            lines("publications", "Publications", _papers()),
            lines("talks", "Invited talks", [_talk(*row) for row in TALKS]),
            _teaching(),
            skills(
                skill("Particle image velocimetry", "Laboratory", "expert"),
                skill("Acoustic Doppler profiling", "Field", "expert"),
                skill("Boat handling, coastal licence", "Field"),
                skill("OpenFOAM", "Models", "advanced"),
                skill("Julia", "Models", "advanced"),
                skill("Bayesian inference", "Models"),
            ),
            languages(Portuguese="native", English="fluent", German="good working level"),
        ),
    )


GRANTS = (
    ("Plastic beyond the gauge", "European Research Council, Consolidator Grant, € 1,960,000", "2023"),
    ("Rivers that remember", "Fundação para a Ciência, € 248,000, with A. Lindqvist", "2020"),
    ("Young Hydraulician Award", "International Society for River Research", "2018"),
    ("Flume of the south", "Calouste Foundation, equipment, € 120,000", "2017"),
    ("Mobility fellowship", "Delft Institute of Water", "2012"),
)


def _positions() -> list[Entry]:
    return [
        role(
            "Associate Professor",
            "Instituto de Engenharia do Tejo",
            "Lisboa",
            lasting("2019-02", "now"),
            text="Head of the flume laboratory (6 staff, 40 m tilting flume). Director of the doctoral programme since "
            "2022. Editor of *Journal of River Mechanics*.",
        ),
        role(
            "Assistant Professor", "Instituto de Engenharia do Tejo", "Lisboa", lasting("2014-09", "2019-01"), text=""
        ),
        role(
            "Postdoctoral researcher",
            "Delft Institute of Water",
            "Delft",
            lasting("2011-10", "2014-08"),
            text="Settling of fibres in turbulent flow, with A. Lindqvist.",
        ),
    ]


def _schools() -> list[Entry]:
    return [
        school(
            "PhD",
            "Universidade do Mondego",
            "Coimbra",
            lasting("2007-09", "2011-09"),
            field_of_study="Civil Engineering",
            grade="with distinction",
            text="*Hindered settling of cohesive sediment at the edge of the turbidity maximum.* Supervisor: "
            "H. Carvalhal.",
        ),
        school(
            "MSc", "Universidade do Mondego", "Coimbra", lasting("2002", "2007"), field_of_study="Civil Engineering"
        ),
    ]


def _grant(title: str, by: str, year: str) -> dict[str, object]:
    return {"title": title, "subtitle": by, "date": PartialDate.parse(year)}


def _papers() -> list[dict[str, object]]:
    newest_first = sorted(PAPERS, key=lambda paper: paper[-1], reverse=True)
    return [_paper(*paper, number) for number, paper in enumerate(newest_first)]


def _paper(title: str, authors: str, venue: str, when: str, number: int) -> dict[str, object]:
    url = f"https://doi.org/10.5555/rivers.{when[:4]}.{140 - number}"
    return {"title": title, "subtitle": f"{authors}, {venue}", "date": PartialDate.parse(when), "url": url}


def _talk(title: str, where: str, when: str) -> dict[str, object]:
    return {"title": title, "subtitle": where, "date": PartialDate.parse(when)}


def _teaching() -> Block:
    def course(title: str, about: str, start: str, end: str) -> Entry:
        return Entry("custom", {"heading": title}, title=title, subtitle=about, dates=lasting(start, end))

    return timeline(
        "custom",
        "Teaching",
        course("River mechanics", "Master, 6 credits, about 45 students", "2015", "now"),
        course("Experimental methods", "Doctoral programme, 3 credits", "2019", "now"),
        course("Fluid mechanics", "Bachelor, 6 credits, about 180 students", "2014", "2020"),
    )

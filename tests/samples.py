"""Resumes as documents: a cast that the tests of paper, formats and the command line share.

Values carry the owner's field names, faces what the section types make of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from letraz.dates import Duration, PartialDate
from letraz.document import Block, Document, Entry, Link, Person


def lasting(start: str = "", end: str = "") -> Duration:
    """From one ISO date to another; an end of "now" is `current`."""
    return Duration(
        PartialDate.parse(start) if start else None,
        PartialDate.parse(end) if end and end != "now" else None,
        end == "now",
    )


def role(title: str, company: str, place: str = "", dates: Duration | None = None, **more: Any) -> Entry:
    """An experience; `employment_type`, `text` and `url` as keywords."""
    values: dict[str, Any] = {"job_title": title, "company_name": company, "location": place, **_dated(dates)}
    values |= {"employment_type": more.get("employment_type", ""), "description": more.get("text", "")}
    return Entry(
        "experience",
        _filled(values),
        title=title,
        subtitle=company,
        group=company,
        place=place,
        note=more.get("employment_type", ""),
        dates=dates,
        url=more.get("url", ""),
        text=more.get("text", ""),
    )


def school(degree: str, institution: str, place: str = "", dates: Duration | None = None, **more: Any) -> Entry:
    """An education; `field_of_study`, `grade`, `courses`, `comma` and `text` as keywords."""
    field = more.get("field_of_study", "")
    values = {"institution_name": institution, "degree": degree, "field_of_study": field, "location": place}
    return Entry(
        "education",
        _filled(values | _dated(dates)),
        title=more.get("comma", ", ").join(part for part in (degree, field) if part),
        subtitle=institution,
        place=place,
        note=more.get("grade", ""),
        dates=dates,
        tags=tuple(more.get("courses", ())),
        text=more.get("text", ""),
    )


def skill(name: str, category: str = "", proficiency: str = "") -> Entry:
    """A skill."""
    values = {"name": name, "category": category, "proficiency": proficiency}
    return Entry("skills", _filled(values), title=name, group=category, level=proficiency)


def _dated(dates: Duration | None) -> dict[str, Any]:
    said = dates.to_json() if dates else {}
    return {"start_date": said.get("start"), "end_date": said.get("end"), "current": said.get("current")}


def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


def summary(text: str) -> Block:
    """The summary's block."""
    return Block("summary", "Summary", "prose", (Entry("summary", {"text": text}, text=text),))


def timeline(kind: str, title: str, *entries: Entry) -> Block:
    """A block of dated entries."""
    return Block(kind, title, "timeline", entries)


def skills(*entries: Entry, title: str = "Skills") -> Block:
    """The block of skills."""
    return Block("skills", title, "tags", entries)


def lines(kind: str, title: str, rows: Sequence[Mapping[str, Any]]) -> Block:
    """A block of one-line entries; each row holds fields of `Entry`."""
    return Block(kind, title, "lines", tuple(Entry(kind, {"name": row.get("title", "")}, **row) for row in rows))


def languages(**spoken: str) -> Block:
    """The block of languages."""
    rows = (Entry("languages", {"language": n, "fluency": f}, title=n, level=f) for n, f in spoken.items())
    return Block("languages", "Languages", "tags", tuple(rows))


ZOFIA = Person(
    name="Zofia Nowak",
    headline="Registered Nurse, BSN",
    email="zofia.nowak@example.org",
    phone="(253) 555-0142",
    city="Tacoma",
    region="Washington",
    url="https://example.org/zofia",
)

STEP_DOWN = """- Care for four or five step-down patients a shift, most of them on telemetry, many on BiPAP or \
high-flow oxygen after surgery.
- Titrate heparin, insulin and vasoactive drips under protocol; answered 60 rapid response calls in 2025.
- Preceptor to eleven newly qualified nurses since 2022; all eleven signed off on schedule.
- Helped rewrite the handover sheet with two colleagues: missed items fell from 14 to 5 a month.
- Chart in **Epic**; one of four super users on the unit since the 2023 upgrade."""

SURGICAL = """- Cared for five or six adults a shift on a 32-bed floor: bowel, orthopaedic and vascular surgery.
- Looked after central lines, chest drains, epidurals and wounds under negative pressure.
- Relief charge nurse for two shifts a month from 2020."""

CARE_HOME = """- Daily care for twelve residents on the evening shift, and help at meals for those with swallowing \
trouble.
- Wrote the falls log that the home still uses."""


def nurse() -> Document:
    """Zofia Nowak, a nurse with eight years behind her: the resume of the pictures, with every layout in it."""
    return Document(
        person=ZOFIA,
        title="Intensive care nurse",
        blocks=(
            summary(
                "Registered nurse with eight years in acute care, five of them on a 24-bed step-down unit. "
                "Calm with patients who are getting worse, exact at handover, and trusted to bring new nurses up to "
                "standard."
            ),
            lines(
                "certifications",
                "Licences and certificates",
                [
                    {
                        "title": "Registered Nurse licence",
                        "subtitle": "State of Washington",
                        "dates": lasting("2018-07", "2027-07"),
                    },
                    {"title": "Advanced Cardiovascular Life Support (ACLS)", "date": PartialDate(2026, 3)},
                    {"title": "Basic Life Support (BLS)", "date": PartialDate(2026, 3)},
                ],
            ),
            timeline(
                "experience",
                "Experience",
                role(
                    "Registered Nurse, Step-Down Unit",
                    "Lakeview Community Hospital",
                    "Tacoma",
                    lasting("2021-03", "now"),
                    employment_type="full_time",
                    text=STEP_DOWN,
                ),
                role(
                    "Registered Nurse, Surgical Floor",
                    "St. Brigid Hospital",
                    "Olympia",
                    lasting("2018-07", "2021-02"),
                    employment_type="full_time",
                    text=SURGICAL,
                ),
                role(
                    "Shift lead",
                    "Cedar Grove Care Home",
                    "Olympia",
                    lasting("2017-06", "2018-06"),
                    text="Led the evening shift of *five*.",
                ),
                role(
                    "Nursing Assistant",
                    "Cedar Grove Care Home",
                    "Olympia",
                    lasting("2016-06", "2017-05"),
                    employment_type="part_time",
                    text=CARE_HOME,
                ),
            ),
            timeline(
                "education",
                "Education",
                school(
                    "Bachelor of Science",
                    "Western Sound University",
                    "Bellingham",
                    lasting("2014", "2018"),
                    field_of_study="Nursing",
                    grade="3.8",
                ),
            ),
            skills(
                skill("Telemetry", "Bedside", "expert"),
                skill("BiPAP and high-flow oxygen", "Bedside"),
                skill("Central lines", "Bedside"),
                skill("Chest drains", "Bedside"),
                skill("Blood products", "Bedside"),
                skill("Wound care", "Bedside"),
                skill("Epic", "Systems", "advanced"),
                skill("Pyxis", "Systems"),
                skill("Alaris pumps", "Systems"),
            ),
            languages(Polish="first language", English="fluent", Spanish="good working level"),
            timeline(
                "projects",
                "Projects",
                Entry(
                    "projects",
                    {
                        "name": "Handover sheet",
                        "role": "Author",
                        "live_url": "https://example.org/handover",
                        "skills_used": ["SBAR", "Spreadsheets"],
                    },
                    title="Handover sheet",
                    subtitle="Author",
                    dates=lasting("2023"),
                    links=(Link("https://example.org/handover"), Link("https://github.com/zofia/handover", "GitHub")),
                    tags=("SBAR", "Spreadsheets"),
                    text="A one-page sheet, [free to copy](https://example.org/handover/licence).",
                ),
            ),
            timeline(
                "volunteering",
                "Volunteering",
                Entry(
                    "volunteering",
                    {"organization": "Pierce County Schools"},
                    title="First-aid teacher",
                    subtitle="Pierce County Schools",
                    place="Tacoma",
                    dates=lasting("2019", "now"),
                ),
            ),
        ),
    )


def long_record() -> Document:
    """Thirty years of work: several pages, long roles that cross a page end, numbered and nested lists."""
    point = "Planned, costed and ran the works with a crew of {n}, from the first survey to the last signature on site."
    jobs = [
        role(
            f"{title} {n}",
            f"Northern Works {n}",
            "Kraków",
            lasting(f"{1992 + 4 * n}-09", f"{1996 + 4 * n}-08"),
            employment_type="full_time",
            text="A paragraph of context before the list, as people write it.\n\n"
            + "\n".join(f"- {point.format(n=n * 10 + line)}" for line in range(7))
            + "\n  1. Nested, first\n  2. Nested, second",
        )
        for n, title in enumerate(
            ["Apprentice", "Mason", "Foreman", "Site manager", "Head of sites", "Director", "Adviser"]
        )
    ]
    return Document(
        Person("Stanisław Wójcik-Brzęczyszczykiewicz", "Director of Construction", email="s.w@example.org"),
        (
            summary("**Thirty years** on building sites.\nThe last ten in charge of them.\n\nA second paragraph."),
            timeline("experience", "Experience", *reversed(jobs)),
            timeline(
                "education",
                "Education",
                school("Technician", "Technikum Budowlane nr 1", "Kraków", lasting("1988", "1992")),
            ),
        ),
    )


def world() -> Document:
    """An English resume whose names come in seven scripts."""
    names = [
        "Łódź Żółw Sp. z o.o.",
        "Εθνική Βιβλιοθήκη της Ελλάδος",
        "Національна бібліотека",
        "مكتبة الإسكندرية",
        "הספרייה הלאומית",
        "中国国家图书馆",
        "国立国会図書館",
    ]
    return Document(
        Person(
            "José Ñandú Đặng",
            "Librarian — conservation",
            email="jose@example.org",
            phone="+34 600 000 000",
            city="Málaga",
            country="ES",
        ),
        (
            timeline(
                "experience",
                "Experience",
                *(
                    role(
                        "Conservator",
                        name,
                        f"{name[:4]}",
                        lasting(f"{2010 + n}-02", f"{2011 + n}-01"),
                        text=f"Worked for {name} (the “{name}”).",
                    )
                    for n, name in enumerate(names)
                ),
            ),
            languages(Español="nativo", Ελληνικά="καλά", Українська="вільно", العربية="جيد", עברית="טוב", 中文="基础"),
        ),
    )


def arabic() -> Document:
    """A resume in Arabic: right to left, with numbers, a phone and Latin words in it."""
    return Document(
        Person(
            "ليلى حداد",
            "ممرضة مسجلة",
            email="layla@example.org",
            phone="+962 6 555 0142",
            city="عمّان",
            country="JO",
            url="https://example.org/layla",
        ),
        (
            summary("ممرضة ذات خبرة ثماني سنوات في العناية الحثيثة، وتعمل على نظام Epic منذ 2021."),
            timeline(
                "experience",
                "الخبرة",
                role(
                    "ممرضة أولى",
                    "مستشفى الجامعة",
                    "عمّان",
                    lasting("2021-03", "now"),
                    employment_type="full_time",
                    text="- رعاية أربعة مرضى في كل نوبة (ICU).\n- تدريب 11 ممرضة جديدة.",
                ),
                role("ممرضة", "مستشفى الأمل", "إربد", lasting("2018-07", "2021-02")),
            ),
            skills(skill("العناية الحثيثة", "سريري", "expert"), skill("Epic", "أنظمة", "advanced"), title="المهارات"),
        ),
        language="ar",
    )


def hebrew() -> Document:
    """A short resume in Hebrew."""
    return Document(
        Person("נועה לוי", "אחות מוסמכת", email="noa@example.org", phone="+972 3 555 0142", city="תל אביב"),
        (
            timeline(
                "experience",
                "ניסיון",
                role(
                    "אחות אחראית",
                    "בית החולים איכילוב",
                    "תל אביב",
                    lasting("2019-05", "now"),
                    employment_type="part_time",
                    text="- טיפול ב-12 מטופלים (ICU).\n- הדרכת 3 אחיות.",
                ),
            ),
        ),
        language="he",
    )


def chinese() -> Document:
    """A resume in Chinese (simplified)."""
    return Document(
        Person("王小明", "注册护士", email="wang@example.org", phone="+86 10 5555 0142", city="北京", country="CN"),
        (
            summary(
                "八年急症护理经验，其中五年在二十四床的过渡病房。病情变化时沉着冷静，交接班准确细致，深受新护士信赖。"
                * 2
            ),
            timeline(
                "experience",
                "工作经历",
                role(
                    "护士长",
                    "北京协和医院",
                    "北京",
                    lasting("2021-03", "now"),
                    employment_type="full_time",
                    text="- 每班护理四至五名患者。\n- 指导**十一名**新护士。",
                ),
            ),
            skills(skill("心电监护", "临床", "expert"), skill("静脉输液", "临床"), title="技能"),
        ),
        language="zh",
    )


def pictures() -> Document:
    """Emoji, alone, joined and with a skin, and the symbols people put into resumes."""
    text = "Won the relay 🎉 with 👩🏽‍⚕️ and 🇵🇱, 123 points.\nA ✓ for punctuality, ★★★ for soup → 2 kg ½ ™ №1 ☎."
    return Document(Person("Ada 🎉 Łęcka", "Cook ✓"), (summary(text), skills(skill("🍲 Soup", "Kitchen"))))


def sparse() -> Document:
    """Only a name and a few ungrouped skills: no summary, no dates, nothing else."""
    return Document(
        Person("Li"), (skills(skill("Welding"), skill("Forklift", proficiency="expert"), skill("Night shifts")),)
    )


def long_words() -> Document:
    """Words wider than the page, in every place that can hold one."""
    word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
    url = "https://example.org/" + "a-very-long-path/" * 12
    return Document(
        Person(f"{word} {word}", word, email="x" * 180 + "@example.org", url=url),
        (
            timeline(
                "experience",
                word + word,
                role(
                    word * 2, word * 2, word, lasting("2019-05", "now"), url=url, text=f"- {word * 4}\n- [{url}]({url})"
                ),
            ),
            lines(
                "certifications", "Certificates", [{"title": word * 2, "subtitle": word, "date": PartialDate(2026, 3)}]
            ),
            skills(skill(word * 3, word * 2), skill("W" * 2_000, "Unbroken")),
        ),
        language="de",
    )

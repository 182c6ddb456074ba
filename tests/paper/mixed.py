"""Resumes in Hebrew and Arabic whose every field mixes directions.

Names of languages with signs, companies with full stops, brackets, quotes, numbers, addresses, an English paragraph.
"""

from __future__ import annotations

from letraz.dates import PartialDate
from letraz.document import Document, Link, Person
from tests.samples import lasting, lines, role, skill, skills, timeline

ENGLISH = (
    "Entirely English paragraph (yes!), with **bold words**, a [link](https://example.org/x) and C++, long enough to "
    "be broken over several lines, self-service and well-known things included, at Wix.com Ltd."
)
LONG_TITLE = (
    "Senior software development engineer in charge of the C# and .NET platforms for Europe, the Middle East and "
    "Africa (EMEA), Inc."
)

_HEBREW = {
    "headline": "מפתחת C++ ו-C#",
    "jobs": "ניסיון",
    "story": "- C++ היא השפה הראשונה.\n"
    '- עבדתי עם Google, Inc. ו-Yahoo! בפרויקט ארוך מאוד שנמשך על פני שתי שורות שלמות, עם .NET ו-C#, "ציטוט" (ראו '
    "[כאן](https://example.org/a)), כ-40 אנשים, 27.5% ו-3 km - ועוד (C++).\n"
    "- טלפון +972 4 555 0142, 04 555 0142 או dana@example.org, https://example.org/dana.\n\n1. אחד\n2. שתיים",
    "title": "מהנדסת (בכירה)",
    "skills": "כישורים",
    "skill": "תכנות (C++)",
    "city": "חיפה",
}
_ARABIC = {
    "headline": "مهندسة C++ و C#",
    "jobs": "الخبرة",
    "story": "- C++ هي لغتي الأولى.\n"
    '- عملت مع Google, Inc. و Yahoo! في مشروع طويل يمتد على سطرين كاملين مع .NET و C# و "اقتباس" (انظر '
    "[هنا](https://example.org/a)) وأرقام مثل 27.5% و 3 km - وأكثر (C++).\n"
    "- الهاتف +962 6 555 0142 أو dana@example.org\n\n1. أول\n2. ثاني",
    "title": "مهندسة (أولى)",
    "skills": "مهارات",
    "skill": "برمجة (C++)",
    "city": "عمّان",
}


def mixed(language: str) -> Document:
    """The resume in "he" or "ar"."""
    said = {"he": _HEBREW, "ar": _ARABIC}[language]
    person = Person(
        "Dana Cohen (PhD)",
        said["headline"],
        email="dana@example.org",
        phone="+972 4 555 0142",
        address="12 King George St.",
        postal="1234 AB",
        city=said["city"],
        url="https://example.org/dana",
        links=(Link("https://www.linkedin.com/in/dana", "LinkedIn", "dana"),),
        nationality="German (EU)",
        date_of_birth="1990-03-05",
    )
    jobs = timeline(
        "experience",
        said["jobs"],
        role(said["title"], "Wix.com (remote)", "", lasting("2021-05", "now"), text=said["story"]),
        role("C++ (Senior)", "Wix.com Ltd.", "Tel Aviv (remote)", lasting("2020-03", "2021-04"), text=ENGLISH),
        role(".NET", "Wix.com Ltd.", "Tel Aviv (remote)", lasting("2018-03", "2020-02")),
        role(LONG_TITLE, "A.B.C.", "", lasting("2017", "2018")),
        role("C#", "", "", lasting("2016", "2017")),
    )
    known = skills(
        skill("C++", "C/C++ (low level)", "expert"),
        skill("C#", "C/C++ (low level)"),
        skill(".NET"),
        skill(said["skill"], "", "advanced"),
        title=said["skills"],
    )
    level = {"title": "C++ (Level 3)", "subtitle": "ISO/IEC.", "date": PartialDate(2020, 2), "note": "#123-A"}
    return Document(person, (jobs, known, lines("certifications", "Certificates (EU)", [level])), language=language)

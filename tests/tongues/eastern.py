"""Polish, Russian and Greek."""

from __future__ import annotations

from letraz.document import Document, Link, Person
from tests.samples import lasting, role, school
from tests.tongues.page import Page


def polish() -> Document:
    """An architect from Wrocław: every Polish letter, „cudzysłów”, a month in its nominative."""
    person = Person(
        "Małgorzata Wójcik-Źrebiec",
        "Architektka",
        email="malgorzata.wojcik@example.org",
        phone="+48 71 555 01 42",
        city="Wrocław",
        country="PL",
        url="https://example.org/malgorzata",
    )
    return (
        Page("pl", person)
        .summary(
            "Architektka z uprawnieniami bez ograniczeń i trzynastoletnim doświadczeniem w budownictwie szkolnym. "
            "Łączę rzetelne kosztorysy z projektami, które dzieci po prostu lubią."
        )
        .dated(
            "experience",
            role(
                "Architektka prowadząca",
                "Pracownia „Żuraw” Sp. z o.o.",
                "Wrocław",
                lasting("2019-03", "now"),
                employment_type="full_time",
                text="- Projekt i nadzór nad dziewięcioma szkołami o łącznej powierzchni 41 tys. m².\n"
                "- Oszczędność 1,2 mln zł dzięki powtarzalnym węzłom konstrukcyjnym.\n"
                "- Prowadzenie zespołu pięciu osób; dwie zdobyły już uprawnienia.\n"
                "- Warsztaty z uczniami **przed** pierwszą kreską – ponad 30 spotkań.",
            ),
            role(
                "Asystentka projektanta",
                "Biuro Projektów Łąka",
                "Łódź",
                lasting("2013-10", "2019-02"),
                text="- Dokumentacja wykonawcza trzech przedszkoli.\n"
                "- Uzgodnienia z rzeczoznawcą ds. ochrony pożarowej.",
            ),
        )
        .dated(
            "education",
            school(
                "Magister inżynier",
                "Politechnika Wrocławska",
                "Wrocław",
                lasting("2008", "2013"),
                field_of_study="Architektura",
                grade="bardzo dobry",
            ),
        )
        .skills(
            {
                "Projektowanie": {"Szkoły i przedszkola": "expert", "Drewno klejone": "advanced", "Dostępność": ""},
                "Programy": {"Revit": "expert", "Rhino": "intermediate"},
            }
        )
        .spoken({"Polski": "ojczysty", "Angielski": "biegły", "Niemiecki": "komunikatywny"})
        .certificates(("Uprawnienia budowlane bez ograniczeń", "Dolnośląska Okręgowa Izba Architektów", "2016-12"))
        .document()
    )


def russian() -> Document:
    """A chemist from Kazan: «ёлочки», ё, a number with № and a Latin product name."""
    person = Person(
        "Артём Сергеевич Щёголев",
        "Химик-аналитик",
        email="artem.shchegolev@example.org",
        phone="+7 843 555-01-42",
        city="Казань",
        country="RU",
        links=(Link("https://orcid.org/0000-0002-1825-0097", "ORCID", "0000-0002-1825-0097"),),
    )
    return (
        Page("ru", person)
        .summary(
            "Химик-аналитик с десятилетним опытом контроля качества лекарственных средств. Разрабатываю и валидирую "
            "методики ВЭЖХ, веду документацию по GMP, обучаю лаборантов."
        )
        .dated(
            "experience",
            role(
                "Ведущий химик",
                "АО «Татхимфарм»",
                "Казань",
                lasting("2020-03", "now"),
                employment_type="full_time",
                text="- Разработал и ввёл 14 методик анализа на приборах Agilent 1260.\n"
                "- Сократил время выпуска серии с 9 до 5 дней.\n"
                "- Руководил подготовкой лаборатории № 3 к инспекции — *без замечаний*.\n"
                "- Обучил восемь лаборантов работе по стандарту GMP.",
            ),
            role(
                "Химик",
                "Институт органической химии",
                "Нижний Новгород",
                lasting("2015-09", "2020-02"),
                text="- Масс-спектрометрия примесей на уровне 0,05 %.\n- Соавтор шести статей.",
            ),
        )
        .dated(
            "education",
            school(
                "Магистр",
                "Казанский федеральный университет",
                "Казань",
                lasting("2013", "2015"),
                field_of_study="Аналитическая химия",
            ),
            school(
                "Бакалавр",
                "Казанский федеральный университет",
                "Казань",
                lasting("2009", "2013"),
                field_of_study="Химия",
            ),
        )
        .skills(
            {
                "Методы": {"ВЭЖХ": "expert", "Масс-спектрометрия": "advanced", "Титрование": ""},
                "Программы": {"Empower 3": "advanced", "Python": "beginner"},
            }
        )
        .spoken({"Русский": "родной", "Татарский": "свободно", "Английский": "B2"})
        .certificates(("Уполномоченное лицо по качеству", "Росздравнадзор", "2021-05"))
        .document()
    )


def greek() -> Document:
    """A librarian from Thessaloniki: accents, a final sigma, «εισαγωγικά»."""
    person = Person(
        "Ελένη Παπαδοπούλου",
        "Βιβλιοθηκονόμος",
        email="eleni.papadopoulou@example.org",
        phone="+30 2310 555 142",
        city="Θεσσαλονίκη",
        country="GR",
    )
    return (
        Page("el", person)
        .summary(
            "Βιβλιοθηκονόμος με δώδεκα χρόνια εμπειρίας σε πανεπιστημιακές βιβλιοθήκες. Ειδικεύομαι στην ψηφιοποίηση "
            "σπάνιων εντύπων και στην εκπαίδευση των χρηστών."
        )
        .dated(
            "experience",
            role(
                "Υπεύθυνη ψηφιακών συλλογών",
                "Βιβλιοθήκη Μακεδονικών Σπουδών",
                "Θεσσαλονίκη",
                lasting("2018-03", "now"),
                employment_type="full_time",
                text="- Ψηφιοποίηση 8.400 τόμων, με ακρίβεια αναγνώρισης κειμένου 98,6%.\n"
                "- Σχεδιασμός του προγράμματος «Διαβάζω αλλιώς» για 1.200 μαθητές.\n"
                "- Συντονισμός ομάδας πέντε ατόμων και **δύο** ασκούμενων.\n"
                "- Μετάβαση του καταλόγου σε Koha χωρίς διακοπή λειτουργίας.",
            ),
            role(
                "Βιβλιοθηκονόμος",
                "Δημοτική Βιβλιοθήκη Βόλου",
                "Βόλος",
                lasting("2013-05", "2018-02"),
                employment_type="part_time",
                text="- Καταλογογράφηση και δανεισμός.\n- Λέσχη ανάγνωσης για ενήλικες.",
            ),
        )
        .dated(
            "education",
            school(
                "Πτυχίο",
                "Ιόνιο Πανεπιστήμιο",
                "Κέρκυρα",
                lasting("2008", "2012"),
                field_of_study="Αρχειονομία και Βιβλιοθηκονομία",
            ),
        )
        .skills(
            {
                "Τεκμηρίωση": {"MARC 21": "expert", "Dublin Core": "advanced", "Παλαιογραφία": ""},
                "Εργαλεία": {"Koha": "expert", "OpenRefine": "intermediate"},
            }
        )
        .spoken({"Ελληνικά": "μητρική γλώσσα", "Αγγλικά": "άριστα", "Γαλλικά": "καλά"})
        .certificates(("Διαχείριση ψηφιακών αρχείων", "Εθνικό Κέντρο Τεκμηρίωσης", "2020-11"))
        .document()
    )

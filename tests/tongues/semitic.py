"""Arabic and Hebrew: right to left, with names, numbers and addresses that run the other way."""

from __future__ import annotations

from letraz.document import Document, Link, Person
from tests.samples import lasting, role, school
from tests.tongues.page import Page


def arabic() -> Document:
    """A civil engineer from Amman: Latin company names, standards and percentages inside right-to-left lines."""
    person = Person(
        "سارة محمود الخطيب",
        "مهندسة مدنية",
        email="sara.alkhatib@example.org",
        phone="+962 6 555 0142",
        city="عمّان",
        country="JO",
        url="https://example.org/sara",
        links=(Link("https://www.linkedin.com/in/sara-alkhatib", "LinkedIn", "sara-alkhatib"),),
    )
    return (
        Page("ar", person)
        .summary(
            "مهندسة مدنية بخبرة عشر سنوات في تصميم الجسور والإشراف على تنفيذها، أجيد العمل مع فرق متعددة الجنسيات "
            "وأحرص على تسليم المشاريع في موعدها وضمن ميزانيتها."
        )
        .dated(
            "experience",
            role(
                "مديرة مشروع",
                "Dar Al-Jisr Consulting Ltd.",
                "عمّان",
                lasting("2020-03", "now"),
                employment_type="full_time",
                text="- الإشراف على تنفيذ 6 جسور بكلفة إجمالية بلغت 27.5 مليون دينار.\n"
                "- خفض مدة التنفيذ بنسبة 15% عبر استخدام برنامج Primavera P6 في التخطيط.\n"
                "- إعداد تقارير الجودة وفق معيار ISO 9001 ومراجعتها مع المالك.\n"
                "- تدريب **أربع** مهندسات حديثات التخرج.",
            ),
            role(
                "مهندسة تصميم",
                "شركة الأفق للهندسة",
                "دبي",
                lasting("2015-09", "2020-02"),
                text="- تصميم العناصر الخرسانية مسبقة الإجهاد باستخدام SAP2000.\n"
                "- إعداد جداول الكميات والمواصفات الفنية.",
            ),
        )
        .dated(
            "education",
            school(
                "ماجستير",
                "الجامعة الأردنية",
                "عمّان",
                lasting("2013", "2015"),
                field_of_study="هندسة الإنشاءات",
                comma="، ",
            ),
            school(
                "بكالوريوس",
                "جامعة اليرموك",
                "إربد",
                lasting("2008", "2013"),
                field_of_study="الهندسة المدنية",
                comma="، ",
            ),
        )
        .skills(
            {
                "هندسة": {"تصميم الجسور": "expert", "إدارة العقود": "advanced", "مراقبة الجودة": ""},
                "برامج": {"AutoCAD": "expert", "Primavera P6": "advanced", "Revit": "intermediate"},
            }
        )
        .spoken({"العربية": "اللغة الأم", "الإنجليزية": "بطلاقة", "الفرنسية": "مبتدئ"})
        .certificates(("إدارة المشاريع الاحترافية (PMP)", "PMI", "2021-06"))
        .document()
    )


def hebrew() -> Document:
    """A physiotherapist from Haifa: gershayim in abbreviations, hyphens before numbers, a Latin clinic's name."""
    person = Person(
        "יעל בן־דוד",
        "פיזיותרפיסטית מוסמכת",
        email="yael.bendavid@example.org",
        phone="+972 4 555 0142",
        city="חיפה",
        country="IL",
        url="https://example.org/yael",
    )
    return (
        Page("he", person)
        .summary(
            "פיזיותרפיסטית עם תשע שנות ניסיון בשיקום אורתופדי ונוירולוגי. מאמינה בהקשבה, במדידה ובתוכנית טיפול שהמטופל "
            "מבין ויכול לבצע גם בבית."
        )
        .dated(
            "experience",
            role(
                "פיזיותרפיסטית בכירה",
                "Carmel Rehab Center",
                "חיפה",
                lasting("2019-05", "now"),
                employment_type="full_time",
                text="- ניהול צוות של 7 מטפלים ואחריות על כ-40 מטופלים בשבוע.\n"
                "- קיצור זמן השיקום הממוצע ב-20% לאחר ניתוחי ACL.\n"
                "- הטמעת מערכת הרישום Epic בשלוש מחלקות.\n"
                "- הדרכת **חמש** סטודנטיות בכל שנה.",
            ),
            role(
                "פיזיותרפיסטית",
                'ביה"ח העמק',
                "עפולה",
                lasting("2015-10", "2019-04"),
                employment_type="part_time",
                text="- טיפול בחולים לאחר אירוע מוחי.\n- כתיבת חוברת תרגול ביתית בעברית, בערבית וברוסית.",
            ),
        )
        .dated(
            "education",
            school("תואר ראשון", "אוניברסיטת תל אביב", "תל אביב", lasting("2011", "2015"), field_of_study="פיזיותרפיה"),
        )
        .skills(
            {
                "טיפול": {"שיקום ברך": "expert", "טיפול ידני": "advanced", "הידרותרפיה": ""},
                "מחשב": {"Epic": "advanced", "Excel": "intermediate"},
            }
        )
        .spoken({"עברית": "שפת אם", "אנגלית": "רמה גבוהה", "רוסית": "רמת שיחה"})
        .certificates(("טיפול ידני מתקדם (MT)", "משרד הבריאות", "2020-02"))
        .document()
    )

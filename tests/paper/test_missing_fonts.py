"""Never a box in a file: on a machine without a script's font, paper is refused by name, and the doctor says the same.

Such a machine is a process whose Fontconfig knows an empty folder; what is left are the faces that Letraz brings.
Broken by hand and seen red: the listener taken off WeasyPrint's log.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

CONFIG = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>{0}/fonts</dir><cachedir>{0}/cache</cachedir></fontconfig>"""

PROGRAM = """
import json, warnings
warnings.simplefilter("ignore")
from letraz import doctor, paper
from tests import samples, tongues
from letraz.document import Document, Person

def told(document):
    try:
        return "%PDF" if paper.render(document).startswith(b"%PDF") else "?"
    except paper.PaperError as error:
        return str(error)

said = {tag: told(make()) for tag, make in tongues.ALL.items()}
said["emoji"] = told(Document(Person("Ada Łęcka 🎓")))
said["mixed"] = told(Document(Person("陈 Ada नौकरी")))
lived = samples.summary("At 東京都、新宿区西新宿二丁目八番一号都庁第一本庁舎")
said["japanese"] = told(Document(Person("Ada"), (lived,)))
found = [(one.ok, one.required, one.what, one.advice) for one in doctor.examine() if "A font for" in one.what]
print(json.dumps({"said": said, "doctor": found}))
"""


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """What a machine without fonts says: of each resume, and its doctor of each script."""
    home = tmp_path_factory.mktemp("bare")
    (home / "fonts").mkdir()
    (home / "fonts.conf").write_text(CONFIG.format(home))
    world = os.environ | {"FONTCONFIG_FILE": str(home / "fonts.conf"), "PYTHONPATH": str(ROOT)}
    world |= {"LETRAZ_HOME": str(home), "ENV": "testing", "HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, env=world, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    doctor = {what.removeprefix("A font for "): "" if ok else advice for ok, _, what, advice in found["doctor"]}
    return {"said": found["said"], "doctor": doctor}


@pytest.mark.parametrize("tag", ["en", "de", "fr", "es", "pt", "it", "pl", "ru", "el"])
def test_our_own_faces_print_latin_greek_and_cyrillic_anywhere(bare: dict[str, dict[str, str]], tag: str) -> None:
    assert bare["said"][tag] == "%PDF"


@pytest.mark.parametrize(
    ("tag", "words", "package"),
    [
        ("zh-CN", "“陈雨欣”, “高级数据分析师”, “成都”", "fonts-noto-cjk"),
        ("ja", "“佐藤”, “美咲”, “物流企画マネージャー”", "fonts-noto-cjk"),
        ("ar", "“سارة”, “محمود”, “الخطيب”", "fonts-noto-core"),
        ("hi", "“प्रियंका”, “श्रीवास्तव”, “कृषि”", "fonts-noto-core"),
        ("he", "“יעל”, “בן־דוד”, “פיזיותרפיסטית”", "fonts-noto-core"),
    ],
)
def test_a_resume_is_refused_with_its_words_and_the_package(
    bare: dict[str, dict[str, str]], tag: str, words: str, package: str
) -> None:
    said = bare["said"][tag]
    assert said.startswith(f"No font here can print {words}, ")
    assert said.endswith(f" more. Install {package} on the server, or write it another way.")


@pytest.mark.parametrize(
    ("case", "words", "packages"),
    [
        ("emoji", "“🎓”", "fonts-noto-color-emoji"),
        ("mixed", "“陈”, “नौकरी”", "fonts-noto-cjk and fonts-noto-core"),
        ("japanese", "“東京都、新宿区西新宿二丁目八番一号都庁第…”", "fonts-noto-cjk"),
    ],
)
def test_only_the_words_that_cannot_be_printed_are_named(
    bare: dict[str, dict[str, str]], case: str, words: str, packages: str
) -> None:
    said = f"No font here can print {words}. Install {packages} on the server, or write it another way."
    assert bare["said"][case] == said


def test_the_doctor_says_the_same(bare: dict[str, dict[str, str]]) -> None:
    found = bare["doctor"]
    assert {name for name, advice in found.items() if not advice} == {"Latin", "Greek", "Cyrillic"}
    assert found["Chinese"] == "No font here can print “简历”. apt-get install fonts-noto-cjk"
    assert found["Japanese"].endswith("apt-get install fonts-noto-cjk")
    assert found["emoji"] == "No font here can print “🎓”. apt-get install fonts-noto-color-emoji"
    assert all(found[name].endswith("apt-get install fonts-noto-core") for name in ("Arabic", "Hebrew", "Devanagari"))

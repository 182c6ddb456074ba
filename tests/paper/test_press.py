"""The press: nothing is fetched, the same bytes come out, and what cannot be printed is said in a sentence."""

from __future__ import annotations

import hashlib
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import fields, replace
from html import unescape
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from weasyprint import CSS, HTML, VERSION
from weasyprint.css.tokens import InvalidValues

from letraz import paper
from letraz.designs import design as chosen
from letraz.designs import designs
from letraz.document import Block, Document, Entry, Link, Person
from letraz.paper import markup, press
from tests import samples
from tests.paper import reading

CANARY = "canary-4f1d-in-a-local-file"


class Trap:
    """A server that only counts who knocks, and a file that nobody may read."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "canary.txt"
        self.file.write_text(CANARY)
        self.knocks = 0
        self._server = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._server.getsockname()[1]}"
        self._thread = threading.Thread(target=self._count, daemon=True)
        self._thread.start()

    def _count(self) -> None:
        while True:
            try:
                caller, _ = self._server.accept()
            except OSError:
                return
            self.knocks += 1
            with caller:
                caller.recv(4096)
                caller.sendall(b"HTTP/1.0 404 Not Found\r\nContent-Length: 0\r\n\r\n")

    def close(self) -> None:
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self._thread.join(5)

    def baits(self) -> list[str]:
        """Everything that has made some HTML renderer fetch."""
        file, web = self.file.as_uri(), self.url
        return [
            f'<img src="{file}"><img src="{web}/img">',
            f'"><img src={web}/attribute x="',
            f"' onload='fetch(`{web}`)' style='background:url({web}/quote)",
            f'<link rel="attachment" href="{file}">',
            f'<link rel="stylesheet" href="{web}/sheet.css">',
            f'<style>@import url("{web}/import.css"); body {{ background: url({file}) }}</style>',
            f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{web}/svg" /><use href="{file}#a" /></svg>',
            f'<object data="{file}"></object><embed src="{web}/e"><iframe src="{file}"></iframe>',
            f'<script src="{web}/script.js"></script><base href="{web}/">',
            f'<p style="content: url({web}/content)">x</p></p></body></html>',
            f"![image]({file}) ![image]({web}/markdown) [link]({file})",
            f"url({web}/plain) {file} {web}/bare",
            f"{{{{ 7 * 7 }}}} {{% include '{self.file}' %}}",
        ]


@pytest.fixture
def trap() -> Iterator[Trap]:
    """In a folder with a short name: a page full of long ones takes twice as long, and proves no more."""
    with tempfile.TemporaryDirectory(prefix="") as folder:
        found = Trap(Path(folder))
        yield found
        found.close()


def baited(bait: str, **options: str) -> Document:
    """A document with `bait` in each text there is."""
    text = {f.name: bait for f in fields(Entry) if f.type == "str" and f.name != "kind"}
    entry = Entry("any", **text, tags=(bait,), links=(Link(bait, bait, bait), Link("", bait, bait)))
    person = Person(**{f.name: bait for f in fields(Person) if f.type == "str"}, links=(Link(bait), Link("", "", bait)))
    layouts = ("timeline", "lines", "prose", "tags")
    blocks = (
        *(Block("any", bait, layout, (entry,)) for layout in layouts),
        Block("any", "", bait, (Entry("any", "x"),)),
    )
    return Document(
        person, blocks, title=bait, language=bait, design=bait, options={"page_size": bait, bait: bait} | options
    )


def test_rendering_reaches_no_file_and_no_network(design: str, trap: Trap, monkeypatch: pytest.MonkeyPatch) -> None:
    """All baits in one design, and others in each of the rest: what prints a field is common to them."""
    rest = sorted(designs().keys() - {"classic"})
    paper.render(replace(samples.nurse(), design=design))
    opened: list[str] = []
    monkeypatch.setitem(_WATCH, "opened", opened)
    for bait in trap.baits() if design not in rest else trap.baits()[rest.index(design) :: len(rest)]:
        pdf = paper.render(replace(baited(bait), design=design))
        inside = reading.decompressed(pdf)
        assert CANARY.encode() not in inside
        assert b"/EmbeddedFile" not in inside
        assert b"/URI (file:" not in inside
        assert reading.squash(bait.replace("!", "")) in reading.squash(reading.pdfium(pdf)).replace("!", "")
    assert opened == []
    assert trap.knocks == 0


def test_the_trap_would_have_caught_it(trap: Trap) -> None:
    caught = b""
    for bait in trap.baits():
        page = markup.html(replace(baited(bait), language="en"), chosen("classic"))
        with suppress(InvalidValues):  # one bait crashes it, which is no fetch and no proof either
            caught += reading.decompressed(HTML(string=unescape(page).replace("\u200b", "")).write_pdf())
        if CANARY.encode() in caught and trap.knocks > 3:
            break
    assert CANARY.encode() in caught
    assert trap.knocks > 3


def test_a_design_that_asked_for_a_file_would_get_none(trap: Trap) -> None:
    sheet = CSS(string=f'@import "{trap.url}/i"; p {{ background: url("{trap.url}/b") }}', url_fetcher=press._Deny())
    page = f'<img src="{trap.url}/x"><link rel=attachment href="{trap.file.as_uri()}"><p>x'
    pdf = HTML(string=page, url_fetcher=press._Deny()).write_pdf(stylesheets=[sheet])
    assert CANARY.encode() not in reading.decompressed(pdf)
    assert trap.knocks == 0


@pytest.mark.parametrize(
    "url", ["file:///etc/hostname", "javascript:alert(1)", "data:text/html,x", "//example.org", "x"]
)
def test_addresses_that_are_no_links_are_text(url: str) -> None:
    entry = Entry("any", title="Title", url=url, links=(Link(url),))
    pdf = paper.render(Document(Person("A", url=url), (Block("any", "B", "timeline", (entry,)),)))
    assert b"/URI" not in reading.decompressed(pdf).replace(b"/S /URI", b"")
    assert reading.squash(url) in reading.squash(reading.pdfium(pdf))


def test_the_same_document_gives_the_same_bytes_in_every_process() -> None:
    """In this one, which has printed others before, and in a new one of another hash seed and another time."""
    names = ("nurse", "world", "pictures", "nurse")
    program = (
        "import hashlib; from tests import samples; from letraz import paper\n"
        f"print([hashlib.sha256(paper.render(getattr(samples, name)())).hexdigest() for name in {names}])"
    )
    environment = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**environment, "PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=True,
    )
    here = [hashlib.sha256(paper.render(getattr(samples, name)())).hexdigest() for name in names]
    assert done.stdout.strip() == str(here)
    assert here[0] == here[-1]


def test_title_and_language_are_in_the_file() -> None:
    assert b"Zofia Nowak \xe2\x80\x93 Registered Nurse, BSN" in reading.decompressed(paper.render(samples.nurse()))
    assert b"(zh-CN)" in reading.decompressed(paper.render(samples.chinese()))


def test_links_can_be_followed_and_printed() -> None:
    found = reading.decompressed(paper.render(samples.nurse()))
    for url in (
        b"mailto:zofia.nowak@example.org",
        b"https://example.org/zofia",
        b"https://example.org/handover/licence",
    ):
        assert url in found
    assert found.count(b"/Subtype /Link") == found.count(b"/F 4") > 4


def test_a_character_no_font_has_is_named_with_its_word() -> None:
    role = samples.role("Nurse", "Ward", text="Gave 5\U000f0124 of heparin \U000f0123")
    with pytest.raises(paper.PaperError) as refused:
        paper.render(Document(Person("A"), (samples.timeline("experience", "Work", role),)))
    assert str(refused.value) == (
        "No font here can print “5\U000f0124” (U+F0124), “\U000f0123” (U+F0123). Please write it another way."
    )
    assert paper.render(samples.nurse())


def test_control_characters_and_lone_surrogates_do_no_harm() -> None:
    text = "a\x00b\x07\x1f\x7f\ufeffc\ud800\ufff9 d\u2028e\u00ad\u200d\u200b\u2066f\u2069"
    pdf = paper.render(Document(Person(text), (samples.summary(text), samples.skills(samples.skill(text)))))
    assert reading.squash(reading.pdfium(pdf)).count("abcdef") >= 2


def test_a_field_of_twenty_thousand_characters_prints() -> None:
    """So does one without a place to break: `test_hostile`."""
    started = time.process_time()
    for text in ("word " * 4_000, "字" * 20_000, "- " * 10_000, "**a** [b](http://c.example) " * 800):
        pdf = paper.render(Document(Person("A"), (samples.summary(text),)))
        assert 1 <= reading.page_count(pdf) <= 30
    assert time.process_time() - started < 60


def test_too_much_is_refused_with_a_sentence() -> None:
    """So are too many pages: `test_hostile`."""
    long = samples.summary("word " * 25_000)
    many = samples.skills(*(samples.skill(f"Skill {n}", f"Group {n}") for n in range(700)))
    smiling = samples.summary("\U0001f600 " * 300)
    for block, said in ((long, "125,0"), (many, "700 entries"), (smiling, "300 emoji")):
        with pytest.raises(paper.PaperError, match=said):
            paper.render(Document(Person("A"), (block,)))


def test_the_engine_is_named_by_what_decides_the_bytes() -> None:
    assert paper.engine() == paper.engine()
    assert paper.engine().startswith(f"WeasyPrint {VERSION}, ")
    assert len(paper.engine()) < 120


def test_a_forked_child_leaves_the_fonts_to_its_parent() -> None:
    program = (
        "import os, sys; from tests import samples; from letraz import paper\n"
        "from letraz.paper import fonts\n"
        "fonts.fonts()\n"
        "child = os.fork()\n"
        "if not child: paper.render(samples.sparse()); sys.exit(0)\n"
        "print(os.waitpid(child, 0)[1], fonts.fonts()._folder.exists(), len(paper.render(samples.sparse())))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split()[:2] == ["0", "True"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example("\r", "timeline", "en")
@given(
    st.text(max_size=200), st.sampled_from(("timeline", "lines", "prose", "tags")), st.sampled_from(("en", "ar", "ja"))
)
def test_any_text_prints_or_is_refused_with_a_sentence(text: str, layout: str, language: str) -> None:
    entry = Entry("any", title=text, subtitle=text, group=text, tags=(text,), text=text)
    document = Document(Person(text), (Block("any", text, layout, (entry,)),), language=language)
    assert refusal(document).partition(" “")[0] in {"", "No font here can print"}


def refusal(document: Document) -> str:
    """Why `document` is not printed; empty when it is."""
    try:
        paper.render(document)
    except paper.PaperError as refused:
        return str(refused)
    return ""


_WATCH: dict[str, list[str]] = {}


def _audit(event: str, args: tuple[object, ...]) -> None:
    """What this process opens or calls while somebody watches; hooks cannot be taken off again."""
    if _WATCH and event in {
        "open",
        "socket.connect",
        "socket.getaddrinfo",
        "urllib.Request",
        "subprocess.Popen",
    }:
        _WATCH["opened"].append(f"{event} {args[:2]}")


sys.addaudithook(_audit)

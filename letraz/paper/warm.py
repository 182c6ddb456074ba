"""Paying once, before a worker forks, for what the first document of a process costs."""

from __future__ import annotations

import gc
from dataclasses import replace

from letraz.dates import Duration, PartialDate
from letraz.designs import designs
from letraz.document import Block, Document, Entry, Person
from letraz.paper.images import thumbnail
from letraz.paper.press import engine, print_out
from letraz.paper.receipt import prove

_ROLE = Entry(
    "experience",
    title="Nurse",
    subtitle="Hospital",
    place="Town",
    dates=Duration(PartialDate(2021, 3), current=True),
    url="https://example.org",
    text="With **bold**, *italic* and a [link](https://example.org).\n\n- One point\n- Another",
)
_SAMPLE = Document(
    Person(name="Ada Łęcka", headline="Nurse", email="ada@example.org", phone="+1 253 555 0142"),
    (
        Block("summary", "Summary", "prose", (Entry("summary", text="Calm with patients."),)),
        Block("experience", "Experience", "timeline", (_ROLE,)),
        Block("skills", "Skills", "tags", (Entry("skills", title="Telemetry", group="Bedside"),)),
        Block("languages", "Languages", "lines", (Entry("languages", title="Polish", note="native"),)),
    ),
)


def _sample(design: str = "classic", language: str = "en") -> Document:
    return replace(_SAMPLE, design=design, language=language)


def prewarm() -> None:
    """Print a small resume in every design and read one back, then leave what is loaded out of garbage collection."""
    engine()
    for name in designs():
        print_out(_sample(name))
    print_out(_sample(language="de"))  # hyphens are looked up in dictionaries, whatever the design
    printed = print_out(_sample())
    thumbnail(printed.pdf)
    prove(printed.pdf, _sample())
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 3)

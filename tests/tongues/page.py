"""How the resumes of `tests.tongues` are put together: every layout, headings in the resume's own language."""

from __future__ import annotations

from collections.abc import Mapping

from letraz import language
from letraz.dates import PartialDate
from letraz.document import Block, Document, Entry, Person
from tests.samples import lines, skill, skills, timeline


class Page:
    """A resume in one language, built section by section."""

    def __init__(self, tag: str, person: Person) -> None:
        self._tag, self._person = tag, person
        self._blocks: list[Block] = []

    def heading(self, kind: str) -> str:
        """The usual one, in this language."""
        return language.word(f"section_{kind}", self._tag)

    def summary(self, text: str) -> Page:
        """What stands at the head."""
        return self._add(
            Block("summary", self.heading("summary"), "prose", (Entry("summary", {"text": text}, text=text),))
        )

    def dated(self, kind: str, *entries: Entry) -> Page:
        """A section of dated entries."""
        return self._add(timeline(kind, self.heading(kind), *entries))

    def skills(self, groups: Mapping[str, Mapping[str, str]]) -> Page:
        """Category -> skill -> proficiency, which may be empty."""
        every = [skill(name, group, level) for group, found in groups.items() for name, level in found.items()]
        return self._add(skills(*every, title=self.heading("skills")))

    def spoken(self, fluency: Mapping[str, str]) -> Page:
        """Language -> how well."""
        rows = (Entry("languages", {"language": n, "fluency": f}, title=n, level=f) for n, f in fluency.items())
        return self._add(Block("languages", self.heading("languages"), "tags", tuple(rows)))

    def certificates(self, *rows: tuple[str, str, str]) -> Page:
        """Name, issuer, month."""
        said = [{"title": name, "subtitle": by, "date": PartialDate.parse(when)} for name, by, when in rows]
        return self._add(lines("certifications", self.heading("certifications"), said))

    def document(self) -> Document:
        """All of it."""
        return Document(self._person, tuple(self._blocks), title=self._person.headline, language=self._tag)

    def _add(self, block: Block) -> Page:
        self._blocks.append(block)
        return self

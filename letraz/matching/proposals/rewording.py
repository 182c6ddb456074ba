"""Rules that propose words: the posting's name for a thing, a skill that a point proves, a summary. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from letraz.matching import words
from letraz.matching.applying import SKILLS
from letraz.matching.change import ADD_SKILL, REWRITE_BULLET, REWRITE_SUMMARY, Change, mark_of
from letraz.matching.finding import Evidence, Finding
from letraz.matching.lines import FACE, Line
from letraz.matching.posting import MUST
from letraz.matching.proposals.setting import Setting
from letraz.matching.vocabulary import Hit

__all__ = ["closer_words", "proved_skills", "summary"]

#: Changes of one rule.
MOST = 6

#: Terms that a summary names.
NAMED = 3


def closer_words(setting: Setting) -> Iterator[Change]:
    """Where the resume has another name of the same thing, the posting's: “k8s” becomes “Kubernetes”."""
    found = 0
    for finding, evidence in setting.findings():
        line = evidence.line
        if line.number == FACE or line.hidden or found == MOST:
            continue
        for theirs, ours in _other_names(setting, finding.requirement.text, line.text):
            new = line.text[: ours[0]] + theirs + line.text[ours[1] :]
            old = line.text[ours[0] : ours[1]]
            if words.normal(theirs) in words.normal(line.text):
                continue
            found += 1
            yield Change(
                REWRITE_SUMMARY if _is_prose(setting, line) else REWRITE_BULLET, line.at, new,
                requirements=(finding.requirement.text,), evidence=(line.at,), based_on=mark_of(line.text),
                reason=f"The posting says “{theirs}” for what you call “{old}”.",
            )  # fmt: skip
            break


def _other_names(setting: Setting, asked: str, said: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """The posting's words for a thing, and the stretch of the line that has another name for it."""
    their, our = words.tokens(asked), words.tokens(said)
    for want in setting.vocabulary.find(their):
        name = asked[their[want.start].start : their[want.end - 1].end]
        for hit in setting.vocabulary.find(our):
            stretch = our[hit.start].start, our[hit.end - 1].end
            has = said[slice(*stretch)]
            other = words.normal(has) != words.normal(name)
            if (
                hit.concept == want.concept
                and other
                and not _akin(has, name)
                and setting.vocabulary.swappable(has, name)
            ):
                yield name, stretch


def _akin(one: str, other: str) -> bool:
    """Whether two names share a word: then one is a form of the other, and may not fit into the sentence."""
    return bool({token.stem for token in words.tokens(one)} & {token.stem for token in words.tokens(other)})


def proved_skills(setting: Setting) -> Iterator[Change]:
    """A skill that the posting names and a point proves, and that stands in no list of skills yet."""
    block = next((one for one in setting.document.blocks if one.kind == SKILLS), None)
    named = {words.normal(tag) for one in setting.document.blocks if one.layout == "tags" for e in one.entries
             for tag in (e.title, *e.tags)}  # fmt: skip
    concepts = {setting.vocabulary.concept(name) for name in named} - {None}
    for finding, evidence in setting.findings():
        if evidence.line.hidden or evidence.line.number == FACE or len(concepts) > 1000:
            continue
        for name, hit in _skills(setting, finding, evidence):
            if hit.concept in concepts or words.normal(name) in named:
                continue
            concepts.add(hit.concept)
            yield Change(
                ADD_SKILL, block.key if block else "", name, requirements=(finding.requirement.text,),
                evidence=(evidence.line.at,), reason=f"The posting asks for it, and {evidence.line.where} shows it.",
            )  # fmt: skip


def _skills(setting: Setting, finding: Finding, evidence: Evidence) -> Iterator[tuple[str, Hit]]:
    """What the posting names and the line says too, as the posting spells it, or in its usual form."""
    asked, said = finding.requirement.text, words.tokens(evidence.line.text)
    has = {hit.concept for hit in setting.vocabulary.find(said)}
    found = words.tokens(asked)
    for hit in setting.vocabulary.find(found):
        if hit.strict and hit.concept in has:
            name = asked[found[hit.start].start : found[hit.end - 1].end]
            spelled = {words.normal(other) for other in setting.vocabulary.names(hit.concept)}
            usual = name if words.normal(name) in spelled else hit.canonical
            if hit.end - hit.start > 1 or hit.source != "esco":
                yield usual if not usual.islower() or " " not in usual else usual[:1].upper() + usual[1:], hit


def summary(setting: Setting) -> Iterator[Change]:
    """A sentence at the end of the summary that names what of the musts the resume shows elsewhere."""
    line = next((line for line in setting.shown_lines() if _is_prose(setting, line) and line.number != FACE), None)
    if line is None:
        return
    said = f" {words.normal(line.text)} "
    terms: dict[str, tuple[str, str]] = {}
    for finding, evidence in setting.findings():
        for start, end in evidence.spans if finding.requirement.level == MUST else ():
            term = evidence.line.text[start:end]
            if _names_something(setting, term) and f" {words.normal(term)} " not in said:
                terms.setdefault(words.normal(term), (term, evidence.line.at))
    chosen = list(terms.values())[:NAMED]
    if len(chosen) < 2:
        return
    listed = ", ".join(term for term, _ in chosen[:-1]) + f" and {chosen[-1][0]}"
    new = f"{line.text.rstrip('. ')}. Experience with {listed}."
    yield Change(
        REWRITE_SUMMARY, line.at, new, evidence=(line.at, *(at for _, at in chosen)), based_on=mark_of(line.text),
        requirements=tuple(dict.fromkeys(f.requirement.text for _, at in chosen for f in setting.serves(at)))[:5],
        reason="The posting asks for these, and your resume shows them further down.",
    )  # fmt: skip


def _names_something(setting: Setting, term: str) -> bool:
    """Whether a term stands for itself in a list: a name that the vocabulary knows, not a stray word."""
    found = words.tokens(term)
    hits = setting.vocabulary.find(found)
    return len(hits) == 1 and hits[0].strict and hits[0].start == 0 and hits[0].end == len(found)


def _is_prose(setting: Setting, line: Line) -> bool:
    return any(
        block.layout == "prose" and line.entry in {e.key for e in block.entries} for block in setting.document.blocks
    )

"""Where and how a job is done: on site, hybrid or remote, and what kind of employment it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from letraz.matching.reading.headings import HEAD
from letraz.matching.reading.segments import Segment, sentences

__all__ = ["employment", "mode"]

#: Words to a code of `EMPLOYMENT_TYPES` (letraz/sections/experience.py), the first that is found.
_KINDS = (
    ("internship", r"internship|intern\b|praktikum|stage\b(?! \d)|prácticas|staż"),
    ("trainee", r"trainee|apprentice(?:ship)?|graduate (?:scheme|programme|program)|ausbildung|volontariat"),
    ("volunteer", r"volunteer (?:role|position|post)|voluntary (?:role|position|post)|unpaid"),
    ("part_time", r"part[- ]time|teilzeit|temps partiel|tiempo parcial|media jornada|pół etatu|niepełny etat"),
    ("full_time", r"full[- ]time|vollzeit|temps plein|tiempo completo|jornada completa|pełny etat"),
    ("temporary", r"temporary|fixed[- ]term|maternity cover|seasonal|befristet|cdd\b|temporal\b|zastępstwo"),
    ("freelance", r"freelancer?|freiberuflich"),
    ("self_employed", r"self[- ]employed|1099\b|b2b\b"),
    (
        "contract",
        r"contractor|contract (?:role|position|to hire)|(?:^|[:|·•,] ?)contract\b(?! of)|\d+[- ]month contract",
    ),
)
_EMPLOYMENT = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _KINDS), re.IGNORECASE)
_NOT_POST = re.compile(
    r"\b(?:part[- ]time (?:degree|stud\w+|course|master\w*|mba|job beside|work beside)|study|degree"
    r"|sponsor\w*)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\b(?:type|types|employment|hours|contract|job|schedule|work|working|arbeitszeit|contrat|jornada)\b", re.IGNORECASE
)
_THE_JOB = re.compile(
    r"\b(?:the|this|a|our|your)\b.{0,40}\b(?:job|role|post|position|contract|work|hours?|stelle)\b"
    r"|^(?:hours|contract)|\bwe(?:'re| are)? (?:offer|hiring|looking|recruiting|seek)\w*",
    re.IGNORECASE,
)

_HYBRID = re.compile(
    r"\bhybrid\b|\b(?:work|working) from home (?:on |for |up to )?(?:\w+|\d+) days?|\b(?:\w+"
    r"|\d) days? (?:a|per|each) week (?:from home|at home|remote\w*|in (?:the|our) (?:\w+ )?office)"
    r"|\b(?:partly|partially|part) (?:remote|from home)|\bremote (?:days|up to)|\bmix of (?:home|office"
    r"|remote)|\bmobiles arbeiten|\btélétravail partiel|\bteletrabajo parcial|hybrydow\w+",
    re.IGNORECASE,
)
_REMOTE = re.compile(
    r"\b(?:fully|100 ?%|completely|entirely|permanently) remote|\bremote[- ]first|^remote\b"
    r"|\bremote(?:ly)? (?:within|in|from|across|anywhere|\(|only|role|position|job)|\b(?:is|role:"
    r"|location:|where:) (?:\w+ )?remote\b|[(|·•,–-] ?remote\b|\bwork from (?:anywhere|home)\b"
    r"|\bhome[- ]based\b|\b100 ?% home ?office|\btélétravail complet|praca zdalna",
    re.IGNORECASE,
)
_ON_SITE = re.compile(
    r"\bon[- ]?site (?:role|position|only|job|work)|\bin[- ]person\b|(?:^|[("
    r"|·•,:–-] ?)on-?\s?site\b(?! (?:gym|parking|nurs|canteen|caf|creche|child|restaur))|\b(?:no"
    r"|not a?) (?:remote|home working|work from home)|\bcannot be (?:done )?(?:remote|from home)"
    r"|\boffice[- ]based\b|\bvor ort\b",
    re.IGNORECASE,
)
_PARTS = re.compile(r" [|·•] ")
_THINGS = re.compile(
    r"remote (?:site|area|monitor|sens|patient|access|control|support|team|communit|locat|island|village"
    r"|desktop|diagnos|work\w* experience|employees|colleagues|stations?)",
    re.IGNORECASE,
)


def employment(found: Sequence[Segment]) -> str:
    """A code of `EMPLOYMENT_TYPES`, or "" when the posting does not say or only speaks of others'."""
    for segment in found:
        fact = segment.inline and _LABEL.search(segment.under)
        if segment.kind == HEAD or fact or segment.kind == "condition":
            kind = _kind(segment.text) if fact or not segment.prose or _PARTS.search(segment.text) else ""
            if kind:
                return kind
    for segment in found:
        for sentence in (
            sentences(segment.text) if segment.kind not in ("must", "nice", "duty", "benefit", "legal") else ()
        ):
            if _THE_JOB.search(sentence) and (kind := _kind(sentence)):
                return kind
    return ""


def _kind(text: str) -> str:
    said = _EMPLOYMENT.search(text)
    return str(said.lastgroup) if said and not _NOT_POST.search(text) else ""


def mode(found: Sequence[Segment]) -> str:
    """How it is done: "on site", "hybrid", "remote" or "". What stands in the posting's head counts first."""
    heads = [one for one in found if one.kind == HEAD or one.inline]
    rest = [one for one in found if one.kind not in ("legal", "apply", HEAD) and not one.inline]
    for segments in (heads, rest):
        for name, words in (("hybrid", _HYBRID), ("remote", _REMOTE), ("on site", _ON_SITE)):
            if any(
                words.search(f"{one.under}: {one.text}" if one.inline else one.text) and not _THINGS.search(one.text)
                for one in segments
            ):
                return name
    return ""

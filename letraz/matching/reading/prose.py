"""Postings that are letters rather than lists: which of their sentences ask something, and how much."""

from __future__ import annotations

import re

from letraz.matching.posting import CONDITION, DUTY, MUST, NICE
from letraz.matching.reading.conditions import is_condition
from letraz.matching.reading.levels import said

__all__ = ["asks", "demands", "paragraph_kind"]

_OURS = re.compile(
    r"\W*(?:(?:so|and|but|because|as)\W+)?(?:we|we're|we've|we'll|our|the company|the team|the firm"
    r"|here at|at [A-Z]|there(?:'s| is| are)|it|its|this is|since|the (?:job|role|post|position) is"
    r"|in return|as for|last year|they|he|she)\b",
    re.IGNORECASE,
)
_WORK = re.compile(
    r"\b(?:you will|you'll|you would|you'd|your (?:work|job|task|day|role|main task) (?:will be|is)"
    r"|will be responsible for|(?:the )?(?:role|job|position|work|post) (?:involves|includes|means)"
    r"|duties include|responsib(?:le|ilities) (?:for|include)|(?:candidate|person|hire) will (?!need|have"
    r"|be required))\b",
    re.IGNORECASE,
)
_NO_WORK = re.compile(
    r"\b(?:you(?:'ll| will|'d| would)) (?:also )?(?:get|receive|earn|enjoy|be paid|join|find|love|like"
    r"|hear|meet|talk|not be|have (?:access|the (?:chance|opportunity))|be (?:joining|based|part of|given"
    r"|working (?:with|in|alongside)|eligible|rewarded|entitled|invited|asked to (?:come|send)))\b",
    re.IGNORECASE,
)
_NEEDS = re.compile(
    r"\b(?:you(?:'ll| will| would|'d) (?:also |still )?(?:need|have|be (?:able|comfortable|confident"
    r"|fluent|organi[sz]ed|used to|someone|good|happy|calm|at (?:home|ease)|familiar|qualified|registered"
    r"|licensed))|candidates? (?:will|should|must|needs?)|applicants? (?:will|should|must|need)"
    r"|successful candidate)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"""\b(?:
      must | (?:need|needs|required|expected)\ to | should\ (?:have|be|know|hold|also|already|feel|bring)
        | (?:is|are)\ (?:required|needed|necessary|expected|vital|crucial|key|important) | essential
        | we(?:'d|\ would)?\ (?:need|require|expect|ask\ for
        |are\ looking\ for|look\ for
        |want)\ (?!to)(?!some(?:one|body)\ to)
    | experience(?:d)?\ (?:in|of|with|as|on|running|working|leading|managing|using) | years?'?\ (?:of|in|experience
      |behind) | degree | diploma | certifi(?:ed|cate|cation) | licen[sc]ed? | qualified | qualification
    | able\ to | ability\ to | knowledge\ of | fluent | proficien\w+ | skills | skilled\ in | familiar(?:ity)?\ with
      | comfortable\ (?:with|in|using) | confident\ (?:with|in|using) | good\ at | at\ (?:home|ease)\ with
    | you\ (?:have|are|know|hold|bring|write|speak|understand|enjoy|like|can|care|work|take|think|want|keep
      |communicate|love|already) | you're | you've | command\ of | interest\ in | passion\ for
    | confidence\ (?:with|in|to) | track\ record | background\ in
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_GAIN = re.compile(
    r"\b(?:insurance|401\(?k\)?|pension|holidays?|pto|vacation|days off|weeks off|paid (?:time|leave"
    r"|holiday|training)|bonus(?:es)?(?= (?:of|when|scheme|up))|dental|discounts?|salary|benefits|perks"
    r"|wage|lunch|parking|gym|stipend|allowance|reimburse\w*|tuition|equity|shares|sick pay|per hour"
    r"|an hour|relocation (?:help|support|package))\b",
    re.IGNORECASE,
)
_APPLY = re.compile(
    r"(?:\b(?:to apply|apply (?:by|now|online|at|through|via|to|here|with)|applications?\b|(?:send|e-?mail"
    r"|write|submit|upload|forward|bring|drop)\b.{0,30}\b(?:cv|resum[eé]|résumé|letter|portfolio"
    r"|application)\b|\b(?:e-?mail|write to|contact|call|ring) (?:us|(?-i:[A-Z])\w+)\b"
    r"|cover(?:ing)? letter|interview|closing date|(?:application )?deadline(?: for| is|:)|no agencies"
    r"|recruiters|get in touch|click|shortlist\w*)|@)",
    re.IGNORECASE,
)
_LEGAL = re.compile(
    r"\b(?:equal (?:employment )?opportunit\w+|without regard to|discriminat\w+|sexual orientation"
    r"|protected (?:status|characteristic|class)|people of (?:every|all) background|all backgrounds"
    r"|applications from all|reasonable (?:accommodation|adjustment)s?|disability confident|veteran status"
    r"|e-verify|privacy|gdpr)\b",
    re.IGNORECASE,
)
_DEMANDS = re.compile(
    r"\b(?:must|required|(?:successful|all|any) (?:candidate|applicant)s? (?:will|should|needs?)|(?:is"
    r"|are) subject to|offers? (?:is|are|depends?|will be)|(?:will|you) need|needed before"
    r"|we(?:'ll| will)? (?:ask for|require|need)|(?:cannot"
    r"|can't|unable to|do not|don't|not able to) (?:(?:offer|provide) )?(?:visa )?sponsor\w*)\b",
    re.IGNORECASE,
)
_HOURS = re.compile(r"\b(?:shifts?|weekends?|nights|evenings|on[- ]call|rota)\b", re.IGNORECASE)
_LOOKS = re.compile(
    r"\b(?:(?:is|are) (?:now |currently )?(?:looking for|seeking|hiring|recruiting)|needs?) (?:an?|our|new|another)\b",
    re.IGNORECASE,
)
_SUM = re.compile(r"\W*[£$€] ?\d")
_QUESTION = re.compile(r"\?\W*$")


def paragraph_kind(text: str) -> str:
    """legal, apply or benefit for a paragraph that is about nothing else, or ""."""
    if _LEGAL.search(text):
        return "legal"
    first = text[:80]
    if re.match(
        r"\W*(?:to apply|how to apply|please (?:send|apply|e-?mail)|apply |send |ring |call |interested\b)",
        first,
        re.IGNORECASE,
    ):
        return "apply"
    return "benefit" if len(_GAIN.findall(text)) > 2 else ""


def demands(sentence: str) -> bool:
    """Whether a sentence among others' business (how to apply, the law) sets a condition nonetheless."""
    return is_condition(sentence) and bool(_DEMANDS.search(sentence))


def asks(sentence: str) -> str:
    """The level of a sentence in prose: must, nice, duty, condition, or "" when it asks nothing."""
    ours = bool(_OURS.match(sentence)) and not _reaches(sentence)
    if _SUM.match(sentence) or (_LOOKS.search(sentence) and not _ASKS.search(sentence)):
        return ""
    if _QUESTION.search(sentence) or _APPLY.search(sentence) or _LEGAL.search(sentence):
        return CONDITION if demands(sentence) else ""
    if said(sentence) == NICE and not _GAIN.search(sentence):
        return NICE
    if is_condition(sentence) and (not ours or _DEMANDS.search(sentence) or _HOURS.search(sentence)):
        return CONDITION
    return _wants(sentence, ours=ours)


def _wants(sentence: str, *, ours: bool) -> str:
    """Duty, must or "" for a sentence that is neither nice nor a condition. `ours`: it begins with the employer."""
    if _WORK.search(sentence) and not _NEEDS.search(sentence) and not said(sentence):
        return "" if _NO_WORK.search(sentence) else DUTY
    return MUST if _ASKS.search(sentence) and not ours and not _GAIN.search(sentence) else ""


def _reaches(sentence: str) -> bool:
    """Whether a sentence that begins with "we" or "there" asks all the same: "We need two years of ..."."""
    return bool(
        re.match(
            r"\W*(?:we(?:'d| would)? (?:need|require|expect|ask for|are looking for|look for|want (?:some|an? |people)"
            r"|can't"
            r"|cannot)|there (?:will be|is"
            r"|are)\b)",
            sentence,
            re.IGNORECASE,
        )
    )

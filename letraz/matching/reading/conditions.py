"""Conditions of a job: what no resume shows and the person checks alone (checks, permits, lifting, shifts, travel)."""

from __future__ import annotations

import re

__all__ = ["is_condition", "opens_condition"]

#: What is asked for the file: checks, papers, age, a car. No other word beside it makes it anything else.
_PAPERS = re.compile(
    r"""\b(?:
      (?:drug|alcohol|substance)s?\b.{0,25}\b(?:test|screen)\w* | drug[- ]free
    | background\ (?:check|screen|investigation|stud)\w* | criminal\ (?:record|history|background|check)\w* | DBS | PVG
      | BPSS
    | disclosure\ (?:and|scotland) | (?:police|credit|reference|pre-?employment|vetting|barred[- ]list)\ (?:checks?
      |clearance|vetting|screening)
    | certificate\ of\ (?:good\ )?conduct | security\ (?:clearance|vetting|check)\w* | fingerprint\w* | references
    | (?:right|permit|permitted|eligib\w+|authori[sz]\w+|allowed|entitled|entitlement|permission
      |legally\ able)\ to\ (?:live\ and\ )?work
    | work\ (?:permit|authori[sz]ation) | visas? | sponsor(?:s|ed|ship)? | citizens?(?:hip)?
    | (?:vaccin|immuni[sz])\w+ | flu\ (?:shot|jab) | TB\ (?:test|screening) | occupational\ health
    | medical\ (?:exam\w*|check|clearance|screening) | DOT\ physical | fit\ (?:for|to)\ work
    | (?:at\ least|over|aged|minimum\ age(?:\ of)?)\ (?:16|17|18|19|21|25)(?!\ (?:month|hour|year'?s?'?\ (?:of|exp)
      |%|percent|per\ cent)) | (?:18|21|25)\ (?:years\ of\ age|or\ over|or\ older|years\ or)
    | (?:own|access\ to\ an?|use\ of\ an?|with\ an?)\ (?:(?:reliable|suitable|insured|roadworthy|hand
      |basic)\ )?(?:car|vehicle|transport|tools)\b
    | reliable\ transport\w* | driving\ record | penalty\ points | (?:no\ more\ than|maximum(?:\ of)?|under|up\ to
      |fewer\ than)\ \w+\ points
    | probation(?:ary)?\ period | non-?smoker
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)

#: What the body and the calendar must bear.
_BODY = re.compile(
    r"""\b(?:
      (?:lift|carry|push|pull|handball|move|handl|bear)(?:s|e|ing)?\b.{0,50}?\d+\ ?(?:lbs?|pounds?|kgs?|kilos?
        |kilograms?)
    | \d+\ ?(?:lbs?|pounds?|kgs?|kilos?)\b.{0,50}\b(?:lift|carr|mov|push)\w* | heavy\ lifting
      | lift(?:ing)?\ and\ carry\w*
    | on\ (?:your|their|one's)\ feet | stand(?:ing)?\ (?:for|up\ to|all|most)\b | long\ periods | physically\ \w+
    | climb\w*\ (?:ladders?|stairs) | work(?:ing)?\ at\ heights? | (?:work|be)\w*\ outdoors | outdoors?\ in\ all
      | in\ all\ weathers?
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:days?)?"
_CALENDAR = re.compile(
    rf"""\b(?:
      (?:work\w*|availab\w+|flexib\w+|cover\w*|includ\w+|some|occasional|every|alternate|one
        |rotating)\b.{{0,40}}\b(?:weekends?|evenings?|nights|bank\ holidays|public\ holidays|shifts|{_DAY}s)
    | (?:weekend|evening|night|day|late|early|rotating|split|second|third|first|12-?hour|twelve-hour
      |\d+-hour)\ (?:shifts?|work|working|duty|duties|hours|starts?|rota|rotation)
    | shift\ (?:work|pattern|rota)\w* | (?:early|late|open|clos)\w*\ (?:starts?|finish\w*|mornings?)
      | on[- ]call | call-?outs? | stand-?by
    | {_DAY}\ (?:to|through|[-–—])\ {_DAY} | \d{{1,2}}(?:[:.]\d\d)?\ ?[ap]\.?m\b | \d+(?:\.\d+)?\ hours\ (?:a|per
      |each)\ week | overtime | unsocial\w*\ hours
    | nights?\ (?:out|away) | (?:trips?|overnights?)\ (?:a|per|each)\ (?:year|month|week|quarter)
    | (?:willing\w*|able|ability|prepared|happy|required|expected|need|free)\ to\ (?:travel|relocate|commute
      |drive\ between|work\ (?:weekends|nights|evenings|shifts|flexibl\w+|outside|overtime|some|on\ sat))
    | travel\w*\ (?:up\ to|about|around|between|across|within|throughout|to|is|will|may|required|as)\b | \d+\ ?(?:%
      |percent|per\ cent)(?:\ of)?\ (?:\w+\ )?travel | some\ travel | travel\b.{{0,20}}\d+\ ?(?:%|percent|per\ cent)
    | relocat\w+ | (?:live|based|living|reside)\ (?:with)?in\b | commut\w+\ distance | days?\ (?:a|per
      |each)\ week\ (?:in|on|at)\b | (?:in|at)\ (?:the|our)\ (?:\w+\ )?office\b.{{0,20}}\bdays?
    | (?:start|join|available)\w*\ (?:immediately|at\ short)
    )""",
    re.IGNORECASE | re.VERBOSE,
)

#: With one of these words a line asks what a resume can show: "experience of night shifts".
_SHOWABLE = re.compile(
    r"\b(?:experience\w*|knowledge|degree|diploma|certifi\w+|qualif\w+|understanding|familiar\w*|skills?"
    r"|years|proficien\w+|record of|gcses?|(?<!driver's )(?<!driver’s )(?<!driving )licen[sc]ed?)\b",
    re.IGNORECASE,
)


def is_condition(text: str) -> bool:
    """Whether a line or clause is a condition."""
    if _PAPERS.search(text):
        return True
    return bool(_BODY.search(text) or _CALENDAR.search(text)) and not _SHOWABLE.search(text)


def opens_condition(text: str) -> bool:
    """Whether a line among duties is no duty: papers, or it begins with hours, days or nights away."""
    begin = text[:60]
    found = _CALENDAR.search(begin) or _BODY.match(begin)
    return bool(_PAPERS.search(text)) or bool(found and found.start() < 13 and not _SHOWABLE.search(text))

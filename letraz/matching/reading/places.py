"""Where a job is, as the posting writes it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from letraz.matching.reading.heads import aside, unshouted
from letraz.matching.reading.segments import Segment, sentences

__all__ = ["place"]

_STATES = (
    "AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA"
    "|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|DC|ON|QC|BC|AB|MB|SK|NS|NB|NL|PE|NSW|VIC|QLD|TAS|ACT"
)
_SMALL = r"(?:[ -](?:upon|on|of|the|le|la|de|am|an|der|under|in|next)){0,2}"
_CITY = rf"[A-Z][\w’'.]+(?:{_SMALL}[ -][A-Z][\w’'.]+){{0,3}}"
_HEART = re.compile(
    rf"\b(?:in the (?:heart|centre|center|middle|outskirts) of|our [\w -]{{2,50}} in) (?P<one>{_CITY}(?:, {_CITY})?)"
)
_NEEDS = re.compile(rf"\bin (?P<one>{_CITY}) (?:needs?|seeks?|is|are) (?:an?|looking|seeking|hiring|recruiting)\b")
_WITH_STATE = re.compile(rf"{_CITY}, (?:{_STATES})\b")
_TWO = re.compile(rf"^({_CITY}, {_CITY}(?:, {_CITY})?)(?: [A-Z]{{1,2}}\d\w? ?\d?\w*)?$")
_TOWN = re.compile(_CITY)
_TOWN_MODE = re.compile(rf"({_CITY})(?: or | / |/| & )(?:fully )?(?:[Rr]emote|[Hh]ybrid|[Hh]ome)\b")
_LABEL = re.compile(
    r"(?:(?:job |work |office )?locations?|where|based(?: in| at)?|place(?: of work)?|(?:work ?)?site|base|city"
    r"|arbeitsort|standort|ort|lieu(?: de travail)?|ubicación|lugar|lokalizacja|miejsce pracy)$",
    re.IGNORECASE,
)
_BASED = re.compile(
    r"\b(?:(?:based|located|situated|office is|offices are|(?:job|role|post|position|work) is|join (?:us|our \w+)) "
    r"(?:(?:at|out of|from) (?:the|our) [\w’' -]{2,40}? )?in|near) "
    rf"(?P<one>(?!the\b){_CITY}(?:, {_CITY})?)"
)
_OUR = re.compile(
    rf"\b(?:at|in|from|for|join) our (?P<two>{_CITY}) (?:\w+ )?(?:depot|office|clinic|shop|store|plant|site|branch"
    r"|hospital|studio|warehouse|school|kitchen|lab|laboratory|yard|factory|centre|center|restaurant|café|cafe|bakery"
    r"|team|practice|campus|facility)\b"
)
_MODE = re.compile(r"\b(?:remote|hybrid|on-?\s?site|anywhere|home)\b", re.IGNORECASE)
_NO_PLACE = re.compile(
    r"\b(?:in person|the road|various|multiple|nationwide|flexible|field|to be agreed|tbc)\b", re.IGNORECASE
)
_BRACKET = re.compile(r"\s*\([^()]*\)")
_ROAD = re.compile(
    r"\b(?:road|street|lane|avenue|way|drive|close|square|place|ave|st|rd|blvd|straße|strasse|str)\b\.?$|^\d",
    re.IGNORECASE,
)
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d{1,2}[A-Z]?(?: \d[A-Z]{2})?\b|\b\d{5}\b")
_IN_MONTHS = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Year|Key|English|GCSE|A)\b"
)
_NO_NAME = re.compile(r"\b(?:full|part|permanent|time|contract|ltd|inc|llc)\b", re.IGNORECASE)
_OFFICE = re.compile(rf"office (?:is )?in ({_CITY})")
_WITHIN = re.compile(rf"\b(?:in|near) (?!the\b|EU\b|UK\b|US\b)({_CITY}(?:, {_CITY})?)")
_BEHIND_SIGN = re.compile(rf"[-–,|/(] ?({_CITY}(?:, {_CITY})?)")


def place(found: Sequence[Segment], parts: Sequence[str], job: str, firm: str) -> tuple[str, bool]:
    """Town and region as written, and whether they are sure."""
    for one in found:
        if one.inline and _LABEL.match(one.under) and (named := _labelled(one.text)):
            return named, True
    for part in parts[:8]:
        if part not in (job, firm) and (named := _behind(part, firm) or _of_part(part)):
            return named, True
    told = next((name for words in (_BASED, _OUR, _HEART, _NEEDS) for name in _told(found, words)), "")
    if told:
        return told, True
    said = next(_told(found[:8], _WITH_STATE), "") or next(_towns(parts, job, firm), "")
    return said, bool(said) and any(
        re.search(rf"\b(?:in|across|near|around) {re.escape(said)}\b", one.text) for one in found
    )


def _towns(parts: Sequence[str], job: str, firm: str) -> Iterator[str]:
    """Parts of the head that are neither the job nor the employer and read like the name of a town."""
    for part in parts[1:6]:
        if part not in (job, firm) and not (firm and firm in part) and _TOWN.fullmatch(part) and not aside(part):
            yield part


def _told(found: Sequence[Segment], words: re.Pattern[str]) -> Iterator[str]:
    """Places that sentences name in these words."""
    for one in found:
        for sentence in sentences(one.text) if one.kind not in ("must", "nice", "legal") else ():
            if (said := words.search(sentence)) and not _IN_MONTHS.match(name := said[words.groups and 1]):
                yield name.rstrip(".,")


def _behind(part: str, firm: str) -> str:
    """The place behind an employer's name: "Little Owl Coffee, Bristol"."""
    _, name, rest = part.partition(firm) if firm else ("", "", "")
    said = (
        re.match(rf",? ?(?:\(|- |– |in |· )?({_CITY}(?:, {_CITY})?)\)?$", _POSTCODE.sub("", rest).strip())
        if name
        else None
    )
    return said[1] if said and not re.match(r"(?i)(?:ltd|inc|llc|plc|gmbh)\b", said[1]) else ""


def _labelled(text: str) -> str:
    """The place that a labelled line names: "Leeds (hybrid)" is Leeds, "Remote (office in Leipzig)" Leipzig."""
    if _MODE.match(text):
        chosen = _OFFICE.search(text) or _WITHIN.search(text, 6) or _BEHIND_SIGN.search(text)
        return chosen[1] if chosen and not _MODE.search(chosen[1]) else ""
    first = re.split(r" [|·•–—-] |;|\. ", _BRACKET.sub("", text))[0].strip(" .,")
    kept = ", ".join(piece for piece in first.split(", ") if not _MODE.fullmatch(piece.strip()))
    kept = _POSTCODE.sub("", kept).strip(" ,")
    return "" if _NO_PLACE.search(kept) or len(kept) > 80 else kept


def _beside_mode(part: str) -> str:
    """The town in "London or remote", "Leeds / hybrid"."""
    said = _TOWN_MODE.match(part)
    return said[1] if said else ""


def _of_part(part: str) -> str:
    """The place in a part of the head: in "Columbus, OH (Hybrid)", in "Saltmarsh Road, Grimsby"."""
    if said := _WITH_STATE.search(part):
        return said[0]
    if town := _beside_mode(part):
        return town
    bare = _POSTCODE.sub("", _BRACKET.sub("", part)).strip(" ,")
    pieces = [piece.strip() for piece in bare.split(",") if piece.strip()]
    if len(pieces) > 1 and _ROAD.search(pieces[0]):
        return unshouted(", ".join(pieces[1:]))
    said = _TWO.match(bare)
    return said[1] if said and not _NO_NAME.search(bare) else ""

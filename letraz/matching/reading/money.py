"""Sums of money in a line: amounts and ranges with their currency and what they are paid for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Sum", "sums"]

_SIGNS = {
    "us$": "USD", "a$": "AUD", "au$": "AUD", "c$": "CAD", "ca$": "CAD", "nz$": "NZD", "s$": "SGD",
    "hk$": "HKD", "r$": "BRL",
    "$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR", "zł": "PLN", "₴": "UAH", "₺": "TRY", "₪": "ILS",
    "euro": "EUR", "euros": "EUR", "pounds": "GBP", "dollars": "USD", "fr.": "CHF",
}  # fmt: skip
_CODES = "USD|CAD|AUD|NZD|SGD|HKD|GBP|EUR|CHF|PLN|SEK|NOK|DKK|CZK|HUF|RON|INR|JPY|ZAR|BRL|MXN|ILS|AED|TRY|UAH"
_CUR = rf"(?:US\$|AU?\$|CA?\$|NZ\$|S\$|HK\$|R\$|[$£€¥₹₴₺₪]|zł|(?:{_CODES})\b|Fr\.|euros?\b|pounds\b|dollars\b)"
_NUM = r"\d{1,3}(?:[.,'’ ]\d{3}){1,3}(?!\d)(?:[.,]\d{2}(?!\d))?|\d+(?:[.,]\d{1,2}(?!\d))?"
_SCALE = r"(?:[kK]\b|[mM]\b|[bB]n?\b|\s?(?:million|billion|thousand|mln|mio)\b)"


def _amount(end: str) -> str:
    """The pattern of one amount: its number, scale, and a currency before and behind it, named for `end`."""
    number = rf"(?P<before{end}>{_CUR})?\s?(?P<number{end}>{_NUM})(?P<scale{end}>{_SCALE})?(?:,-|\.-)?"
    return number + rf"(?:\s?(?P<behind{end}>{_CUR}))?(?!\s?%|[\d%])"


#: One amount, or two with a sign between them.
_SUM = re.compile(
    rf"(?<![\w.,/-]){_amount('1')}(?:(?:\s?(?:/|per|an?)\s?(?:yr|hr|year|hour|mo|month|day|week"
    rf"|annum))?\s?(?:gross|brutto)?\s?(?:[-–—]|to|and|bis|à|a|do)\s?(?:up to )?{_amount('2')})?",
    re.IGNORECASE,
)
_SIGNED = ("before1", "behind1", "before2", "behind2")
_UNIT = re.compile(
    r"""[\s,;(]*(?:(?:gross|net|brutto|netto|brut|base|basic|salary|pay|wage|plus|usd|gbp|eur|total|ote)\b[\s,;]*){0,3}
    (?:(?P<hour>(?:per|an|a|each|/|pro|de\ l')\s?(?:hour|hr|h|stunde|heure)s?\b|p\.?h\.?(?!\w)|hourly|stündlich
      |/\s?godz|za\ godzin\w+|por\ hora|de\ l'heure|\w+\ de\ l'heure)
    |(?P<day>(?:per|a|each|/|pro)\s?(?:day|shift|tag|jour)\b|p\.?d\.?(?!\w)|daily)
    |(?P<week>(?:per|a|each|/|pro)\s?(?:week|wk|woche)\b|p\.?w\.?(?!\w)|weekly)
    |(?P<month>(?:per|a|each|/|pro|im|par|al|na|por)\s?(?:month|mo|monat|mois|mes|mies\w*)\b|p\.?c\.?m\.?(?!\w)
      |monthly|monatlich|mensuel\w*|mensual\w*|miesięcznie)
    |(?P<year>(?:per|a|each|/|pro|im|par|al|por)\s?(?:year|yr|annum|jahr|an|année|año|annual\w*)\b|p\.?\s?a\.?(?!\w)
      |annual\w*|yearly|jährlich|annuel\w*|anual\w*|rocznie|pro[\ -]rata|fte\b))""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Sum:
    """Money in a line: `raw` is `line[begin:end]`. `unit` and `currency` are "" when the line does not say them."""

    raw: str
    begin: int
    end: int
    min: float
    max: float
    currency: str
    unit: str
    scaled: bool  #: said in millions or more: nobody's pay


def sums(line: str) -> Iterator[Sum]:
    """The sums in a line, in order. A number without a currency is none."""
    for found in _SUM.finditer(line):
        sign = next((found[name] for name in _SIGNED if found[name]), "")
        if not sign:
            continue
        unit = _UNIT.match(line, found.end())
        end = unit.end() if unit else found.end()
        scale = found["scale2"] or ""
        low = _value(found["number1"], found["scale1"] or scale)
        high = _value(found["number2"], scale or found["scale1"] or "") if found["number2"] else low
        named = (unit.lastgroup or "") if unit else ""
        yield Sum(
            line[found.start() : end].strip(" ,;("),
            found.start(),
            end,
            low,
            max(low, high),
            currency(sign),
            named,
            max(low, high) >= 1e6,
        )


def currency(sign: str) -> str:
    """The ISO 4217 code of a sign or a code."""
    return _SIGNS.get(sign.casefold(), sign.upper())


def _value(digits: str, scale: str) -> float:
    """The numbers of "31,000", "31.000", "31 000", "46.20", "46,20" and "31k"."""
    number = digits.replace(" ", "").replace("'", "").replace("’", "")
    cents = re.search(r"[.,](\d{1,2})$", number)
    whole = re.sub(r"[.,]", "", number[: cents.start()] if cents else number)
    value = float(f"{whole}.{cents[1]}" if cents else whole)
    size = scale.strip().casefold()[:1]
    thousand = 1e3 if size in ("k", "t") else 1e6 if size == "m" else 1e9 if size == "b" else 1
    return round(value * thousand, 2)

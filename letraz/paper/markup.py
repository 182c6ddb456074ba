"""Document -> HTML, by a design's templates. No WeasyPrint here, and no Flask: the templates have their own room.

Everything a person typed is escaped where it is printed. Templates never see a file or an address that the engine
would fetch: they hold no images, and links pass `href`, which knows four schemes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from letraz import richtext, ways
from letraz.designs import Design
from letraz.document import Document, Entry
from letraz.paper import laid
from letraz.paper.flat import flat
from letraz.paper.tongue import TagLine, Tongue, placed_groups
from letraz.typefaces import pair

__all__ = ["TagLine", "Tongue", "css", "html", "soften"]

# A run of this many characters without a place to break gets one each `_STEP`. It is long enough to keep most
# addresses whole for whoever copies them, and short enough to fit beside a date; a run of thousands would cost the
# engine seconds (it grows with the square).
_UNBROKEN = 60
_STEP = 40

# Scripts that break between any two characters need no help.
_SELF_BREAKING = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
)
_LONG = re.compile(rf"[^\s{_SELF_BREAKING}]{{{_UNBROKEN},}}")
_PIECE = re.compile(rf"(.{{{_STEP}}})(?=.)")
_BREAKS = re.compile("[\x85\u2028\u2029]")
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufff9-\ufffb\ud800-\udfff]")


def html(document: Document, design: Design, beside: frozenset[int] = frozenset()) -> str:
    """The page as HTML. `document` is what `Document.visible` gave; `beside`: blocks of the column beside."""
    options = design.settle(document.options)
    document = document.map_entries(_titled)
    return (
        _environment(design.folders)
        .get_template("resume.html")
        .render(
            document=document,
            person=document.person,
            options=options,
            beside=[(number, block) for number, block in enumerate(document.blocks) if number in beside],
            blocks=[(number, block) for number, block in enumerate(document.blocks) if number not in beside],
            tongue=Tongue(
                document.language, options.get("dates", "month"), options.get("levels", "words"), design.sided
            ),
        )
    )


def _titled(entry: Entry) -> Entry:
    """The entry without a title of white space alone, which no form lets in and released templates break on."""
    return entry if not entry.title or entry.title.strip() else replace(entry, title="")


def css(design: Design, options: Mapping[str, str]) -> str:
    """The design's sheet for settled options, flattened."""
    sheet = _environment(design.folders).get_template("style.css")
    return flat(sheet.render(options=options, pair=pair(options.get("fonts", ""))))


@cache
def _environment(folders: tuple[Path, ...]) -> Environment:
    room = Environment(
        loader=FileSystemLoader(folders),
        autoescape=select_autoescape(["html"], default=False),  # a sheet's quotes are quotes; its options are settled
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        finalize=_printable,
    )
    room.filters.update(rich=_rich, href=_href, groups=placed_groups, alone=_alone, in_line=_in_line)
    return room


def _printable(value: Any) -> Any:
    return soften(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def soften(text: str) -> str:
    """`text` without characters that have no shape, and with places to break in very long runs."""
    text = _INVISIBLE.sub("", _BREAKS.sub(" ", text))
    return _LONG.sub(lambda run: _PIECE.sub("\\1\u200b", run[0]), text) if len(text) >= _UNBROKEN else text


def _rich(source: str, tongue: Tongue | None = None) -> Markup:
    """Rich text; with `tongue` each of its paragraphs runs its own way."""
    if tongue is None or (tongue.direction == "ltr" and not ways.TURNING.search(source)):
        return Markup(richtext.to_html(source, soften))  # noqa: S704 - nh3 let only nine elements through
    against = partial(ways.against, page=tongue.direction)
    return Markup(richtext.to_html(source, lambda text: soften(ways.held(text)), against))  # noqa: S704 - as above


def _alone(text: str, tongue: Tongue) -> Markup | str:
    return laid.alone(text, tongue.direction, soften)


def _in_line(text: str, tongue: Tongue) -> Markup | str:
    return laid.in_line(text, tongue.direction, soften)


def _href(url: str) -> Markup | str:
    """The attribute, or nothing when the address is not one to follow."""
    return Markup(' href="{}"').format(url) if richtext.is_safe(url) else ""

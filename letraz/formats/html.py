"""HTML: the resume as one page that needs nothing else, for a screen of any size and for a printer."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from letraz import richtext
from letraz.document import Document, Entry
from letraz.formats._format import Format, Kinds
from letraz.formats._spirit import data_address, spirit
from letraz.formats._telling import Company, TagLine, Teller, title_of

_FOLDER = Path(__file__).parent.parent / "templates" / "formats"


class Html(Format):
    """A page to put on one's own site, or to open in any browser."""

    name, label, suffix, mimetype, order = "html", "Web page", ".html", "text/html", 25
    help = "One file for your own site. It asks for nothing else, and prints well."

    def write(self, document: Document, kinds: Kinds) -> bytes:
        """The visible part of the document: one file, no script, nothing fetched, a policy that forbids both."""
        shown = document.visible()
        look = spirit(shown)
        style = _environment().get_template("page.css").render(look=look)
        page = _environment().get_template("page.html")
        html = page.render(
            document=shown,
            person=shown.person,
            look=look,
            title=title_of(shown),
            teller=_Teller(shown),
            photo=data_address(look.photo),
            style=Markup(style),  # noqa: S704 - our own sheet; of the document it holds a colour and a size, both checked
            policy=_policy(style),
            form=_form,
        )
        return html.lstrip().encode("utf-8", "replace")


class _Teller(Teller):
    """Says it in HTML: a part that runs against the page cannot turn its neighbours round."""

    def moment(self, entry: Entry) -> Markup:
        """When, each date in it as <time>."""
        html, rest = Markup(""), self.when(entry)
        dates = (entry.dates.start, entry.dates.end) if entry.dates else (entry.date,)
        for date in filter(None, dates):
            said = self.date(date)
            before, found, after = rest.partition(said)
            if found:
                html, rest = html + before + Markup('<time datetime="{}">{}</time>').format(date, said), after
        return html + rest

    def isolated(self, text: str) -> Markup:
        """A line, its parts kept apart from each other."""
        return escape(self.comma).join(Markup("<bdi>{}</bdi>").format(part) for part in text.split(self.comma))


def _form(thing: object) -> str:
    """Which macro prints it."""
    return "company" if isinstance(thing, Company) else "tags" if isinstance(thing, TagLine) else "entry"


def _policy(style: str) -> str:
    """Only this sheet, only pictures that are in the file, and nothing else at all."""
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"


@cache
def _environment() -> Environment:
    room = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    room.filters["rich"] = lambda source: Markup(richtext.to_html(source))  # noqa: S704 - nh3 let eight elements through
    return room

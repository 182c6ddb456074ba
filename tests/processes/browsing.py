"""A browser without script, over HTTP: cookies, forms with what they hold, 303s followed."""

from __future__ import annotations

import gzip
import http.client
import itertools
import json
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit

_PLACES = itertools.count(2)


@dataclass
class Page:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes
    url: str = ""
    wire: int = 0  #: bytes of the body as they came over the line

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    def form(self, action: str, field: str = "") -> Form:
        """The first form whose action has these characters, and that has this field."""
        reader = _Forms()
        reader.feed(self.text)
        found = [form for form in reader.forms if action in form.action and (not field or field in form.fields)]
        assert found, f"no form to {action} on {self.url}: {[form.action for form in reader.forms]}"
        return found[0]

    def links(self, words: str) -> list[str]:
        """The addresses of links that have these characters."""
        reader = _Forms()
        reader.feed(self.text)
        return [link for link in reader.links if words in link]


@dataclass
class Form:
    """A form's address, and what a browser would send if nothing was changed."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)


class Browser:
    """One visitor. Each comes from an address of its own on the loopback network, as people do."""

    def __init__(self, url: str) -> None:
        self.url, self.cookies, self.requests = url, {}, 0
        self._from = f"127.0.{next(_PLACES) // 250}.{next(_PLACES) % 250 + 2}"
        self._token = ""

    cookies: dict[str, str]

    def get(self, path: str, **headers: str) -> Page:
        """Open an address; redirects are followed."""
        return self._ask("GET", path, b"", headers)

    def post(self, path: str, fields: dict[str, str] | None = None, **headers: str) -> Page:
        """Send a form, with the CSRF token of the last page; the 303 behind it is followed."""
        sent = {"csrf_token": self._token, **(fields or {})}
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", path, urlencode(sent).encode(), {**kind, **headers})

    def send(self, form: Form, **changes: str) -> Page:
        """Fill a form in and send it."""
        return self.post(form.action, {**form.fields, **changes})

    def _ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Page:
        page = self._once(method, urljoin(self.url, path), body, headers)
        for _ in range(5):
            if page.status not in {301, 302, 303}:
                break
            page = self._once("GET", urljoin(page.url, page.headers["location"]), b"", {})
        if '"X-CSRFToken": "' in (page.text if page.headers.get("content-type", "").startswith("text/html") else ""):
            self._token = json.loads(page.text.split("hx-headers='")[1].split("'")[0])["X-CSRFToken"]
        return page

    def _once(self, method: str, url: str, body: bytes, headers: dict[str, str]) -> Page:
        parts = urlsplit(url)
        line = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=40, source_address=(self._from, 0))
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        try:
            line.request(method, path, body or None, {"Cookie": cookies, "Accept-Encoding": "gzip", **headers})
            answer = line.getresponse()
            data = answer.read()
            for name, value in answer.getheaders():
                if name.lower() == "set-cookie":
                    self.cookies |= {key: morsel.value for key, morsel in SimpleCookie(value).items()}
        finally:
            line.close()
        self.requests += 1
        found = {name.lower(): value for name, value in answer.getheaders()}
        plain = gzip.decompress(data) if found.get("content-encoding") == "gzip" else data
        return Page(answer.status, found, plain, url, len(data))


class _Forms(HTMLParser):
    """Reads forms and links. Controls that name another form by `form` are left out."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[str] = []
        self._area = self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a form, a control, a link."""
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(found.get("action", "")))
        elif tag == "a":
            self.links.append(found.get("href", ""))
        elif self.forms and "name" in found:
            self._control(tag, found, self.forms[-1].fields)
        elif tag == "option" and self._select and (self._select not in self.forms[-1].fields or "selected" in found):
            self.forms[-1].fields[self._select] = found.get("value", "")

    def _control(self, tag: str, found: dict[str, str], fields: dict[str, str]) -> None:
        name = found["name"]
        ticked = found.get("type") not in {"checkbox", "radio"} or "checked" in found
        if tag == "input" and ticked and found.get("type") not in {"submit", "file"}:
            fields[name] = found.get("value", "")
        elif tag == "textarea":
            fields[name], self._area = "", name
        elif tag == "select":
            self._select = name

    def handle_data(self, data: str) -> None:
        """The text of a textarea."""
        if self._area:
            self.forms[-1].fields[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        """A textarea or a select ends."""
        if tag == "textarea" and self._area:
            fields = self.forms[-1].fields
            fields[self._area] = fields[self._area].removeprefix("\n")
            self._area = ""
        elif tag == "select":
            self._select = ""

"""What stands between a person and those who mean harm: headers, cookies, tokens, names and limits.

The walk of who may see what is `tests/test_access.py`; what production refuses to start with is `tests/test_config.py`.
Broken by hand and seen red: the CSP header left out, `style=` put into a template, `csrf.exempt` put on a route,
`SERVER_NAME` and `Letraz.url_for` taken out together (each alone keeps a forged host out of letters), the look at a
page image's name taken out, and the commit behind a letter of Flask-Security's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from letraz import secrets, storage
from letraz.document import Document, Person
from letraz.extensions import db
from letraz.models import ExportRequest, Letter, User
from letraz.views import access
from tests import cast
from tests.cast import Belongings, Client
from tests.conftest import House, application
from tests.test_access import METHODS, Ask, asks, everything, send
from tests.walking import Answer, owner, walked

pytestmark = pytest.mark.usefixtures("no_waiting")

TEMPLATES = Path(__file__).parent.parent / "letraz" / "templates"

#: Templates that no browser shows as our page: letters, and what is printed on paper.
NO_PAGES = ("mail", "security/email", "designs", "formats", "takeouts/readable.html")  # and files that people are given

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
REFERRER = {"same-origin", "no-referrer"}


_OTHERS: list[Answer] = []


@pytest.fixture
def answers(app: Flask, house: House, hers: Belongings, browse: Callable[[str], Client]) -> list[Answer]:
    """Every answer there is: each route as a page, a fragment and for a visitor; errors; static files. Asked once."""
    owners = walked(app, house, hers, browse).answers
    if not _OTHERS:
        _OTHERS.extend([Answer.of(asked, one) for asked, one in walk(app, house, hers, browse)])
    return owners + _OTHERS


def walk(
    app: Flask, house: House, hers: Belongings, browse: Callable[[str], Client]
) -> Iterator[tuple[str, TestResponse]]:
    """All but what `tests/walking.py` asks. What all section types share: of three types in all ways, else in turn."""
    seen = Counter[Any]()
    for ask in asks(app, hers):
        view = app.view_functions[ask.rule.endpoint]
        seen[view := getattr(view, "__func__", view)] += 1
        for number, (way, one) in enumerate(WAYS.items()):
            if seen[view] > len(WAYS) and seen[view] % len(WAYS) != number:
                continue
            if way != "refused" or ask.method == "POST":
                yield f"{ask}, {way}", one(app.test_client() if way == "visitor" else browse(owner(ask)), ask)
                house.open(house.furnished)
    yield from doors(app, browse("alice"))
    yield from errors(browse("alice"))


#: How a request is made beside the owner's own.
WAYS: dict[str, Callable[[Any, Ask], TestResponse]] = {
    "fragment": lambda client, ask: send(client, ask, htmx=True),
    "refused": lambda client, ask: client.post(ask.url, data={"to": "x", "kind": "x", "title": "x" * 999}),
    "visitor": send,
}


def doors(app: Flask, alice: Client) -> Iterator[tuple[str, TestResponse]]:
    """The pages of Flask-Security."""
    for url in ("/sign-in", "/sign-up", "/forgot", "/confirm", "/forgot/x", "/confirm/x", "/email/confirm/x"):
        yield url, app.test_client().get(url)
        yield f"POST {url}", app.test_client().post(url, data={"email": "nobody"})
    for url in ("/password", "/email"):
        yield url, alice.get(url)
        yield f"POST {url}", alice.post(url, data={})
    yield "/sign-out", alice.post("/sign-out")
    for url in ("/static/x/nothing", "/favicon.ico"):
        yield url, app.test_client().get(url)


def errors(alice: Client) -> Iterator[tuple[str, TestResponse]]:
    """Error pages, and the slips that fragments get."""
    for htmx in (False, True):
        yield "404", alice.get("/nothing", htmx=htmx)
        yield "405", alice.put("/profile", htmx=htmx)
        yield "413", alice.post("/profile", data={"title": "x" * 2_100_000}, htmx=htmx)
        yield "422", alice.post("/resumes/1/trash", htmx=htmx)
        yield "409", alice.post("/resumes/1/settings", data={"title": "x", "design": "classic"}, htmx=htmx)


# --- headers --------------------------------------------------------------------------------------


def test_every_answer_carries_the_headers(answers: list[Answer]) -> None:
    """But for static files: `tests/views/test_static.py` looks at those. A page image has a policy of its own."""
    wrong = []
    for one in answers:
        policy = access.IMAGE_CSP if one.kind in ("image/webp", "image/jpeg") else access.CSP
        wrong += [] if one.headers.get("Content-Security-Policy") == policy else [f"{one.asked}: policy"]
        wrong += [f"{one.asked}: {name}" for name, value in HEADERS.items() if one.headers.get(name) != value]
        wrong += [] if "HX-Request" in one.headers.get("Vary", "") else [f"{one.asked}: Vary"]
        wrong += [] if one.headers.get("Referrer-Policy") in REFERRER else [f"{one.asked}: Referrer-Policy"]
    assert not wrong
    assert {200, 204, 303, 401, 404, 405, 409, 413, 422} <= {one.status for one in answers}
    assert {"text/html", "image/webp", "application/json"} <= {one.kind for one in answers}
    assert 500 not in {one.status for one in answers}


def test_nothing_of_a_person_is_stored_on_the_way(answers: list[Answer]) -> None:
    """`no-store`, but for page images, whose address holds a hash of them, and our own files. Nor a photo."""
    for one in answers:
        said = one.headers.get("Cache-Control", "")
        if one.kind == "image/webp":
            assert said == "private, max-age=31536000, immutable", one.asked
        elif not (one.path.startswith(("/static/", "/favicon")) and one.status == 200):
            assert said == "no-store", one.asked


def test_the_policy_lets_nothing_in_from_elsewhere() -> None:
    rules = dict(rule.strip().split(" ", 1) for rule in access.CSP.split(";"))
    assert rules["default-src"] == rules["base-uri"] == rules["frame-ancestors"] == "'none'"
    assert {rules[name] for name in ("script-src", "style-src", "connect-src", "font-src", "form-action")} == {"'self'"}
    assert "unsafe" not in access.CSP


# --- what a page holds ----------------------------------------------------------------------------


class Page(HTMLParser):
    """Looks for what the policy would block, or what somebody slipped in."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag in ("style", "base", "iframe", "object", "embed") or (tag == "script" and "src" not in said):
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name == "style" or name.startswith(("on", "hx-on", "hx-vars")) or (value or "").startswith("js:"):
                self.found.append(f"<{tag} {name}>")
            if name in ("src", "href", "action", "data", "srcset") and is_foreign(tag, value or ""):
                self.found.append(f"<{tag} {name}={value}>")


def is_foreign(tag: str, address: str) -> bool:
    """Whether a browser would run it, or fetch it by itself from elsewhere."""
    if tag == "a" and re.match("https?://|mailto:|tel:", address):
        return False
    return bool(re.match(r"\s*([a-z][a-z0-9+.-]*:|//|\\)", address, re.IGNORECASE))


def slipped_in(html: str) -> list[str]:
    """What `Page` finds. Each tag is looked at once, however many pages have it; a page whose tags are cut is read."""
    found = [_in_tag(tag) for tag in re.findall("<[^<]*>|<", html)]
    return Page(html).found if None in found else [one for each in found for one in each or ()]


@cache
def _in_tag(tag: str) -> tuple[str, ...] | None:
    """What is found in one tag and the text behind it; None when it does not end there."""
    page = Page(tag)
    return None if page.rawdata else tuple(page.found)


@pytest.mark.parametrize(
    "html",
    ["<p>x<i style='a'>y</i>", "<a title='> <b' onclick=x>y</a>", "<p title=it's onclick=x>'", "<!-- <p> --><iframe>",
     "<textarea><script></textarea>", "a < b <base>", "<p title='<' style=x>", "<a\nhref=javascript:x\n>",
     "<p>&amp <img src=//x>"],
)  # fmt: skip
def test_what_slips_in_is_found_tag_by_tag(html: str) -> None:
    """All that a reader of the whole page finds, and here and there more."""
    assert slipped_in(html)
    assert set(Page(html).found) <= set(slipped_in(html))


def test_no_page_holds_a_script_or_style_of_its_own(answers: list[Answer]) -> None:
    shown = [one for one in answers if one.html]
    assert len(shown) > 200
    assert {one.asked: found for one in shown if (found := slipped_in(one.html))} == {}


def test_no_template_holds_a_script_or_style_of_its_own() -> None:
    """What is in a branch that no test renders counts too. `_icons.html` holds drawings of our own."""
    wrong = re.compile(r"<style|<script(?![^>]* src=)|\s(style|on[a-z]+)\s*=|\|\s*safe\b|javascript:", re.IGNORECASE)
    found = []
    for path in TEMPLATES.rglob("*.html"):
        name = str(path.relative_to(TEMPLATES))
        if not name.startswith(NO_PAGES) and name != "_icons.html":
            html = re.sub(r"{#.*?#}", "", path.read_text(), flags=re.DOTALL)
            found += [f"{name}: {match[0]}" for match in wrong.finditer(re.sub(r"{{.*?}}|{%.*?%}", keep_filters, html))]
    assert not found


def keep_filters(code: re.Match[str]) -> str:
    """Of Jinja's own code only what says that a text needs no escaping."""
    return "|safe" if re.search(r"\|\s*safe\b", code[0]) else ""


MARK = "\"'><img src=x onerror=alert(1)><script>alert(1)</script>{{7*7}}</textarea>"


def test_what_a_person_types_stays_text(app: Flask, hers: Belongings, as_alice: Client) -> None:
    """In every field of every form: as a page shows it again, refused or stored."""
    for ask in typed(app, hers):
        assert as_alice.post(ask.url, data=ask.data).status_code in (303, 409, 422), str(ask)
    as_alice.post("/resumes/", data={"title": MARK})
    as_alice.post(
        "/imports/new", data={"text": '{"basics": {"name": "<script>alert(1)</script>"}, "x": "<b onclick=1>"}'}
    )
    shown = 0
    for ask in asks(app, hers):
        if ask.method == "GET" and not ask.rule.endpoint.startswith("admin."):
            html = "" if ask.rule.endpoint.endswith("image") else send(as_alice, ask).get_data(as_text=True)
            assert slipped_in(html) == [], str(ask)
            assert "49</textarea>" not in html
            shown += "onerror" in html
    assert shown > 10, "what was typed is shown, escaped"


def typed(app: Flask, hers: Belongings) -> Iterator[Ask]:
    """The forms, with our mark in each field; and once with it in a field that refuses it."""
    for ask in asks(app, hers):
        if ask.method == "POST" and len(ask.data) > 1 and "order" not in ask.data:
            long = {name: MARK if isinstance(text, str) and " " in text else text for name, text in ask.data.items()}
            yield Ask(ask.rule, ask.method, ask.url, long | {"revision": "1"})
            yield Ask(ask.rule, ask.method, ask.url, long | {"url": MARK, "country": MARK, "email": MARK})


# --- cookies --------------------------------------------------------------------------------------


@pytest.mark.parametrize("production", [False, True])
def test_cookies_stay_with_us(house: House, tmp_path: Path, production: bool) -> None:
    """HttpOnly and SameSite=Lax always; Secure, and HSTS, where there is https."""
    more: dict[str, Any] = {"DATABASE_URL": f"sqlite:///{house.database}"}
    if production:
        more |= {"ENV": "production", "SECRET_KEY": "9f1d3a6c08e24b57" * 3, "PUBLIC_URL": "https://cv.example.org"}
    house.open(house.empty)
    app = application(tmp_path / "home", **more)
    try:
        answer = app.test_client().post(
            "/sign-in",
            base_url="https://cv.example.org" if production else "http://localhost",
            data={"email": cast.address("alice"), "password": cast.PASSWORD, "remember": "y"},
        )
        assert answer.status_code in (302, 303)
        cookies = answer.headers.getlist("Set-Cookie")
        assert {cookie.split("=")[0] for cookie in cookies} == {"letraz", "letraz_remember"}
        for cookie in cookies:
            attributes = {part.strip() for part in cookie.split(";")[1:]}
            assert {"HttpOnly", "SameSite=Lax"} <= attributes
            assert ("Secure" in attributes) == production
            assert not any(part.startswith("Domain") for part in attributes)
        assert bool(answer.headers.get("Strict-Transport-Security")) == production
    finally:
        with app.app_context():
            db.engine.dispose()


# --- letters and addresses ------------------------------------------------------------------------


@pytest.mark.parametrize("header", ["HTTP_HOST", "HTTP_X_FORWARDED_HOST"])
def test_a_forged_host_does_not_get_into_a_letter(app: Flask, visitor: Client, header: str) -> None:
    """Else the link to a new password would go to whoever sent the request."""
    forged = {header: "evil.example"}
    assert visitor.post("/forgot", data={"email": cast.address("alice")}, environ_overrides=forged).status_code == 200
    with app.app_context():
        letters = [secrets.unseal(letter.body or b"") for letter in db.session.query(Letter)]
    assert all("evil.example" not in letter for letter in letters)
    assert [letter for letter in letters if "http://localhost/forgot/" in letter]


def test_a_forged_host_does_not_get_into_an_answer(app: Flask, as_alice: Client) -> None:
    for url in ("/", "/resumes/", "/sign-in", "/nothing", "/resumes"):
        answer = as_alice.get(url, environ_overrides={"HTTP_HOST": "evil.example"})
        assert "evil.example" not in answer.text or answer.status_code == 308
        assert not answer.headers.get("Location", "").startswith("https://evil")


@pytest.mark.parametrize(
    "target",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example", "http:evil.example",
     "///evil.example", "/\t/evil.example", "javascript:alert(1)", "https:///evil.example", "/%09/evil.example",
     "//localhost@evil.example/", "http://localhost.evil.example/"],
)  # fmt: skip
def test_signing_in_leads_nowhere_else(visitor: Client, target: str) -> None:
    data = {"email": cast.address("alice"), "password": cast.PASSWORD}
    answer = visitor.post(f"/sign-in?next={quote(target, safe='')}", data={**data, "next": target})
    where = answer.headers.get("Location", "/")
    assert not re.match(r"[\\/\s]{2}|[a-z]+:|.*[\t\r\n\\]", where)
    assert urlsplit(urljoin("http://localhost/sign-in", where)).netloc == "localhost"


def test_signing_in_leads_back_to_the_page_that_was_wanted(visitor: Client) -> None:
    wanted = visitor.get("/exports/?page=2").headers["Location"]
    data = {"email": cast.address("alice"), "password": cast.PASSWORD}
    answer = visitor.post(wanted, data=data)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/exports/?page=2")


# --- forged requests and dead sessions ------------------------------------------------------------


def posts(app: Flask, hers: Belongings) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every POST there is, Flask-Security's too: endpoint, address, what is sent."""
    for ask in asks(app, hers):
        if ask.method == "POST":
            yield ask.rule.endpoint, ask.url, ask.data
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("security.") and "POST" in (rule.methods or set()) & METHODS:
            data = {"email": cast.address("bob"), "password": cast.PASSWORD}
            yield rule.endpoint, re.sub("<.*?>", "x", str(rule)), data


def fresh(way: dict[str, Any]) -> dict[str, Any]:
    """The same request with its files unread; JSON has none."""
    name, data = next(iter(way.items()))
    if name == "json":
        return {name: {key: value for key, value in data.items() if not isinstance(value, tuple)}}
    files = {key: (BytesIO(one[0].getvalue()), one[1]) for key, one in data.items() if isinstance(one, tuple)}
    return {name: {**data, **files}}


@pytest.mark.parametrize("token", ["", "not-a-token"])
@pytest.mark.parametrize("name", ["staff", "alice", ""])
def test_a_forged_form_changes_nothing(
    app: Flask, hers: Belongings, csrf: object, browse: Callable[[str], Client], visitor: Client, name: str, token: str
) -> None:
    """Without our token, or with another: by whoever's browser, and as a form, as htmx or as JSON.

    Of the three ways each route has one for a browser and a token, and all three over the browsers.
    """
    before, wrong, tried = everything(app), [], 0
    client, turn = browse(name) if name else visitor, ("staff", "alice", "").index(name) + bool(token)
    for number, (endpoint, url, data) in enumerate(posts(app, hers)):
        if endpoint in ("links.download", "reminders.stop"):
            continue  # no session stands behind them: whoever has the link may have the file, or stop the letters
        way = ("form", "htmx", "json")[(number + turn) % 3]
        headers = {"X-CSRFToken": token} if token else {}
        sent = fresh({"json" if way == "json" else "data": data})
        status = client.post(url, headers=headers | (cast.HTMX if way == "htmx" else {}), **sent).status_code
        tried += 1
        if status not in (400, 401, 404, 409):
            wrong.append(f"{endpoint} as {way}: {status}")
    assert not wrong
    assert tried > 180
    assert everything(app) == before


def test_another_persons_token_is_not_ours(
    hers: Belongings, csrf: Callable[[Client, str], str], as_alice: Client, as_bob: Client
) -> None:
    his, own = csrf(as_bob, "/profile"), csrf(as_alice, "/profile")
    assert as_alice.post(f"/jobs/{hers.job}/trash", data={"csrf_token": his}).status_code == 409
    assert as_alice.post(f"/jobs/{hers.job}/trash", data={"csrf_token": own}).status_code == 303


def test_a_closed_account_is_out_at_once_and_stays_out(app: Flask, as_alice: Client, as_staff: Client) -> None:
    """Also the tab that is open, and after the account is opened again: old sessions are gone for good."""
    with app.app_context():
        number = cast.person(db.session(), "alice").id
    assert as_alice.get("/resumes/").status_code == 200
    as_staff.post(f"/admin/people/{number}/active", data={"active": "0"})
    assert as_alice.get("/resumes/").status_code == 303
    assert as_alice.post("/profile", data={"title": "Dr"}).status_code == 401
    as_staff.post(f"/admin/people/{number}/active", data={"active": "1"})
    assert as_alice.get("/resumes/").status_code == 303
    with app.app_context():
        assert db.session.get_one(User, number).title == ""


# --- names that become paths and headers ----------------------------------------------------------


@pytest.mark.parametrize(
    ("digest", "name"),
    [("..", "1"), ("../../..", "letraz"), ("%2e%2e", "1"), ("..%2f..", "1"), ("{digest}", "../1"),
     ("{digest}", "..%2f1"),
     ("{digest}", "1%00"), ("é" * 64, "1"), ("a" * 3000, "1"), ("{digest}", "1" * 3000), ("{digest}", "²"),
     ("{digest}", "thumb.webp/../1"), ("*", "1"), ("{digest}", "٣"), ("{digest}", "01")],
)  # fmt: skip
def test_a_page_images_name_leads_to_no_other_file(hers: Belongings, as_alice: Client, digest: str, name: str) -> None:
    there = f"/resumes/{hers.resume}/pages/{hers.digest}/1.webp"
    assert as_alice.get(there).status_code == 200
    url = f"/resumes/{hers.resume}/pages/{digest}/{name}.webp".replace("{digest}", hers.digest)
    assert as_alice.get(url).status_code == 404


@pytest.mark.parametrize(
    "name",
    ['Zo"fia', "Zofia\r\nX-Evil: 1", "Zofia; filename=evil.exe", "../../etc/passwd", "Żółć", "王秀英", "😀",
     "\u202egnp.exe",
     "a\\b", "\x00", "", "-" * 500, "%0d%0aX-Evil: 1", "\u2066x\u2069", "\ufeff", "e\u0301" * 300, "😀" * 100],
)  # fmt: skip
def test_a_files_name_is_only_a_name(app: Flask, hers: Belongings, as_alice: Client, name: str) -> None:
    """In the header of the download: quotes, line breaks, paths and what turns letters round are gone."""
    made = Document(person=Person(name=name), title=name).file_name(".pdf")
    assert re.fullmatch(r"[^\x00-\x1f\"';:/\\\s.%\u202a-\u202e\u2066-\u2069]+\.pdf", made)
    assert len(made.encode()) <= 255
    with app.app_context():
        db.session.get_one(ExportRequest, hers.export).file_name = made
        db.session.commit()
    answer = as_alice.get(f"/exports/{hers.export}/file")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment; filename")
    assert "X-Evil" not in answer.headers


def test_where_a_file_lies_says_nothing_of_its_owner(app: Flask, hers: Belongings, as_alice: Client) -> None:
    """Not the name, the address or the resume's title: backups and buckets are seen by others."""
    with app.app_context():
        export = db.session.get_one(ExportRequest, hers.export)
        assert export.file_key
        assert re.fullmatch(r"exports/\d+/\d+-[0-9a-f]{32}", export.file_key)
        assert storage.read(export.file_key) == b"the file"
    folder = Path(app.config["STORAGE_URL"])
    files = [str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()]
    assert len(files) >= 2
    assert not [name for name in files if re.search("alice|example|nurse", name, re.IGNORECASE)]


# --- limits ---------------------------------------------------------------------------------------


def test_trying_too_often_gets_our_page(visitor: Client) -> None:
    data = {"email": cast.address("alice"), "password": "not the right one"}
    found = [visitor.post("/sign-in", data=data) for _ in range(11)]
    assert [answer.status_code for answer in found] == [200] * 10 + [429]
    assert "That was too often" in found[-1].text
    assert int(found[-1].headers["Retry-After"]) > 0
    assert Page(found[-1].text).found == []
    assert visitor.get("/sign-in").status_code == 200


def test_imports_and_links_are_limited_too(app: Flask, hers: Belongings, visitor: Client, as_alice: Client) -> None:
    codes = [as_alice.post("/imports/new", data={"text": "x"}).status_code for _ in range(31)]
    assert codes == [422] * 30 + [429]
    codes = [visitor.post(f"/files/{hers.export}/x").status_code for _ in range(31)]
    assert codes == [404] * 30 + [429]


def test_an_answer_does_not_tell_whether_an_address_is_known(visitor: Client) -> None:
    """Signing in, asking for a new password or a confirmation: the same page for both."""
    for url, more in (("/sign-in", {"password": "not the right one"}), ("/forgot", {}), ("/confirm", {})):
        texts = set()
        for name in ("alice", "nobody"):
            answer = visitor.post(url, data={"email": cast.address(name), **more}, follow_redirects=True)
            said = answer.text.replace(cast.address(name), "")
            texts.add(re.sub(r'X-CSRFToken": "[^"]*"|value="[^"]*"', "", said))
        assert len(texts) == 1, url

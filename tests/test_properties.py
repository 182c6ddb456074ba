"""Bad input never breaks anything: whatever is sent is taken whole, or refused with a page.

The forms are found in the URL map, so one that is not written yet is tried too. A 500 fails the test with the error
behind it (`tests/conftest.py`). Broken by hand and seen red: `clean` without its normal form, rows of links with any
digit for a number, a body in chunks cut at the limit, a token looked for in a body.
"""

from __future__ import annotations

import gc
import io
import json
import re
import time
import unicodedata
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote_plus, urlencode

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from letraz import forms
from letraz.extensions import db, limiter
from letraz.fields import PartialDateField
from letraz.forms import PersonForm
from letraz.models import Item, Job, Resume, User
from letraz.models.job import LEVELS
from letraz.sections import TYPES
from letraz.views.job_fields import LinesField
from letraz.views.job_form import JobForm
from letraz.views.profile import ProfileForm
from tests.cast import Belongings, Client
from tests.conftest import House
from tests.strategies import anything
from tests.test_access import Ask, asks

pytestmark = pytest.mark.usefixtures("no_waiting")

#: What people and programs send by mistake or on purpose.
NASTY = (
    "", " ", "\x00", "a\x00b", "\ud800", "x\udfffy", "\ufffe", "\u2028", "\x85", "\x1c", "\t", "\r\n", "x" * 20_000,
    "ż" * 200, "9" * 5000, "-1", "0", "²", "٣", "1e309", "NaN", str(2**63), "{{7*7}}", "%s%n", "<script>",
    "' OR 1=1 --",
    "\u202eabc", "\u2066x", "e\u0301", "\u0301", "👩‍👩‍👧‍👦", "🇵🇱" * 60, "Ａ", "ﬁ", "İ", "ß",
    "q̷̡̛", "אבג", "\u200b", "\ufeff", "1,2,3", "on",
    "javascript:alert(1)", "http://", "https://[::1", "//x", "\\", "../..", "a@b", "@", "PL", "2021",
    "13", "up", "down",
)  # fmt: skip

#: Fields that some view reads, whatever form asks.
KNOWN = (
    "revision", "order", "to", "by", "then", "section", "kind", "open", "title", "hidden", "days", "format", "kept",
    "into", "active", "job_id", "design", "option-page_size", "shown_by", "links-0-url", "links-²-url",
    "links--network", "links-99999999999999999999-username", "start_date-year", "start_date-month", "end_date-day",
    "text",
    "csrf_token", "",
)  # fmt: skip

texts = st.one_of(st.sampled_from(NASTY), st.text(max_size=40), st.text(st.characters(exclude_categories=["Cs"])))

Pairs = Sequence[tuple[str, str]]


def post(client: Client, url: str, pairs: Pairs, **more: Any) -> TestResponse:
    """Send fields as a browser does, and lone surrogates as no browser does."""
    body = "&".join(f"{quote(name)}={quote(value)}" for name, value in pairs)
    return client.post(url, data=body.encode(), content_type="application/x-www-form-urlencoded", **more)


@lru_cache(1024)
def quote(text: str) -> str:
    return quote_plus(text.encode("utf-8", "surrogatepass"))


_ASKS: list[Ask] = []


def every(app: Flask, owner: Belongings) -> list[Ask]:
    """Every request there is, found once: the cast's rows have the same ids in each test."""
    if not _ASKS:
        _ASKS.extend(asks(app, owner))
    return _ASKS


def posts(app: Flask, owner: Belongings) -> list[Ask]:
    return [ask for ask in every(app, owner) if ask.method == "POST" and not ask.rule.endpoint.startswith("admin.")]


# --- nothing breaks -------------------------------------------------------------------------------

OK = {200, 204, 303, 400, 404, 409, 410, 413, 422, 429}


def in_turn(app: Flask, every: list[Ask], turn: int, turns: int) -> Iterator[Ask]:
    """The forms; of one that all section types share, field by field, those whose turn it is."""
    keys = [(getattr(view := app.view_functions[ask.rule.endpoint], "__func__", view), *ask.data) for ask in every]
    shared, seen = Counter(keys), Counter[Any]()
    for ask, key in zip(every, keys, strict=True):
        seen[key] += 1
        if shared[key] < turns or seen[key] % turns == turn:
            yield ask


ALIKE = ("\ud800\x00\u202e", "9" * 20_000, None)


@pytest.mark.parametrize("nasty", ALIKE)
def test_no_form_breaks_on_the_same_text_in_all_its_fields(
    app: Flask, house: House, hers: Belongings, as_alice: Client, nasty: str | None
) -> None:
    """Every form there is; None: an empty request. Then as a row of several, and as a fragment."""
    wrong = []
    for number, ask in enumerate(in_turn(app, posts(app, hers), ALIKE.index(nasty), len(ALIKE))):
        names = [] if nasty is None else dict.fromkeys([*ask.data, *KNOWN])
        pairs = [(name, nasty or "") for name in names for _ in range(1 + number % 2)]
        answer = post(as_alice, ask.url, pairs, htmx=number % 3 == 0)
        if answer.status_code not in OK:
            wrong.append(f"{ask}: {answer.status_code}")
        if answer.status_code in (200, 204, 303):
            house.open(house.furnished)
    assert not wrong


@settings(max_examples=40)
@given(data=st.data())
def test_no_form_breaks(
    app: Flask, house: House, hers: Belongings, browse: Callable[[str], Client], data: st.DataObject
) -> None:
    """Fields as they should be, missing, several times, and with anything in them; names that nobody asked for."""
    house.open(house.furnished)
    limiter.reset()
    alice = browse("alice")  # in the example before she may have left
    ask = data.draw(st.sampled_from(posts(app, hers)), label="form")
    sent: list[tuple[str, str]] = []
    for name in dict.fromkeys([*ask.data, *data.draw(st.lists(st.sampled_from(KNOWN), max_size=4), label="more")]):
        usual = [str(ask.data[name])] if name in ask.data else []
        values = data.draw(st.one_of(st.just(usual), st.lists(texts, max_size=2)), label=name)
        sent += [(name, value) for value in values]
    assert post(alice, ask.url, sent, htmx=data.draw(st.booleans(), label="htmx")).status_code in OK
    signed_out = [303] if ask.rule.endpoint == "leaving.ask" else []
    assert alice.get(f"/resumes/{hers.resume}/").status_code in [200, 404, *signed_out]


@settings(max_examples=40)
@given(data=st.data())
def test_no_address_breaks(app: Flask, hers: Belongings, as_alice: Client, data: st.DataObject) -> None:
    """Whatever stands behind the question mark."""
    gets = [ask for ask in every(app, hers) if ask.method == "GET"]
    ask = data.draw(st.sampled_from(gets), label="page")
    names = st.sampled_from(("page", "section", "item", "closed", "q", "next", "open"))
    query = data.draw(st.lists(st.tuples(names, texts), max_size=3), label="query")
    asked = "&".join(f"{quote(name)}={quote(text)}" for name, text in query)
    assert as_alice.get(f"{ask.url}?{asked}").status_code in OK


@pytest.mark.parametrize("number", ["-1", "1.5", "0x1", "²", "%00", "%ff", " 1", "1e3", "None", "9" * 3000])
def test_what_is_no_number_of_a_row_is_not_found(hers: Belongings, as_alice: Client, number: str) -> None:
    """`tests/test_access.py` walks every route with 0, 2³¹, 2⁶³ and more."""
    for url in (
        "/resumes/{}/",
        "/jobs/{}",
        "/exports/{}",
        "/imports/{}",
        "/files/{}/x",
        f"/resumes/{hers.resume}/sections/{{}}",
    ):
        assert as_alice.get(url.format(number)).status_code == 404, url
        assert as_alice.post(url.format(number)).status_code in (404, 405), url


# --- what is taken is taken whole -----------------------------------------------------------------


def kept(text: str) -> str:
    """How a text is kept: in NFC, with one kind of line break, without space at its ends.

    Bytes that are no text (lone surrogates are sent as such) are kept as they came over the line: "%ED%A0%80".
    """
    text = re.sub("[\ud800-\udfff]", lambda match: quote(match[0]), text)
    return re.sub("\r\n?|[\u2028\u2029\x85\v\f]", "\n", unicodedata.normalize("NFC", text)).strip()


def line(text: str) -> str:
    return kept(text).replace("\n", " ")


def lines(text: str) -> list[str]:
    """What is kept of a list of lines: each once, without the bullets that it was pasted with."""
    bare = (re.sub(r"^([•·‣▪◦●*–—-]\s+)+", "", one.strip()) for one in kept(text).split("\n"))
    return list(dict.fromkeys(one for one in bare if one))


def filling(form: type[forms.Form]) -> st.SearchStrategy[dict[str, str]]:
    """What is typed into the texts of a form; now and then something else into the rest."""
    free = st.one_of(texts, st.text(st.characters(exclude_categories=["C"]), min_size=1))
    every: dict[str, st.SearchStrategy[str]] = {}
    for one in form(formdata=None, meta={"csrf": False}):
        if isinstance(one, forms.UrlField):
            every[one.name] = st.sampled_from(["", "https://пример.рф/ü?q=1&x=<>#y", "example.org", "http://x.org"])
        elif isinstance(one, forms.TextField | forms.ProseField | forms.NamesField):
            every[one.name] = free
        elif isinstance(one, LinesField):
            every[one.name] = st.lists(free, max_size=3).map("\r\n- ".join)
        elif isinstance(one, PartialDateField):
            years, months = st.sampled_from(["", "2019", "2020", "x"]), st.sampled_from(["", "2", "13"])
            every |= dict(zip(one.names, (years, months, st.sampled_from(["", "28", "30"])), strict=True))
    every |= {"country": st.sampled_from(["", "pl", "PL", "Poland"]), "email": st.sampled_from(["", "ä@x.org", "x"])}
    every |= {"salary_currency": st.sampled_from(["", "pln", "PLN", "€"])}
    return st.fixed_dictionaries(every)


def is_kept(form: type[forms.Form], sent: Mapping[str, str], stored: Mapping[str, Any]) -> Iterator[str]:
    """The text fields that were sent, and whose value is not what was typed."""
    for one in form(formdata=None, meta={"csrf": False}):
        is_text = isinstance(one, forms.TextField | forms.ProseField)
        if isinstance(one, LinesField) and lines(sent.get(one.name, "")) != stored.get(one.name):
            yield f"{one.name}: {stored.get(one.name)!r} for {sent.get(one.name)!r}"
        if not is_text or one.name in ("country", "salary_currency") or one.name not in sent:
            continue
        typed = sent[one.name]
        said = line(typed) if isinstance(one, forms.TextField) else kept(typed)
        said = f"https://{said}" if said == "example.org" and isinstance(one, forms.UrlField) else said
        if (stored.get(one.name) or "") != said:
            yield f"{one.name}: {stored.get(one.name)!r} for {typed!r}"


class Controls(HTMLParser):
    """The fields of the form with this id (or of the first that posts to an address), as a browser would send them."""

    def __init__(self, html: str, action: str) -> None:
        super().__init__()
        self.sent: dict[str, str] = {}
        self._action, self._within, self._area, self._select = action, False, "", ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._within = said.get("action") == self._action and ("data-edit" in said or not self.sent)
        if not self._within:
            return
        name = said.get("name", "")
        if tag == "textarea":
            self._area, self.sent[name] = name, ""
        elif tag == "select":
            self._select, self.sent[name] = name, ""
        elif tag == "option" and "selected" in said:
            self.sent[self._select] = said.get("value", "")
        elif tag == "input" and name and (said.get("type") not in ("checkbox", "radio") or "checked" in said):
            self.sent[name] = said.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._area:
            self.sent[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            self.sent[self._area] = self.sent[self._area].removeprefix("\n")
            self._area = ""
        if tag == "form":
            self._within = False


@pytest.mark.parametrize("kind", TYPES)
@settings(max_examples=5)
@given(data=st.data())
def test_an_item_is_kept_as_it_was_typed(
    app: Flask, house: House, hers: Belongings, as_alice: Client, kind: str, data: st.DataObject
) -> None:
    """In the database and in the form when it is opened again; which, sent back, changes nothing."""
    house.open(house.furnished)
    url, form = f"/resumes/{hers.resume}/{kind}/{hers.items[kind]}", TYPES[kind].Form
    sent = data.draw(filling(form))
    before = stored(app, Item, hers.items[kind])
    answer = post(as_alice, url, [*sent.items(), ("revision", "1")])
    after = stored(app, Item, hers.items[kind])
    if answer.status_code != 303:
        assert answer.status_code == 422
        assert after == before
        return
    assert list(is_kept(form, sent, after)) == []
    again = Controls(as_alice.get(url).text, url).sent
    assert again.pop("revision") == "2"
    assert list(is_kept(form, again, after)) == []
    assert post(as_alice, url, [*again.items(), ("revision", "2")]).status_code == 303
    assert stored(app, Item, hers.items[kind]) == after


def stored(app: Flask, model: type[Any], row_id: int) -> dict[str, Any]:
    """A row's values as they are in the database now."""
    with app.app_context():
        row = db.session.get_one(model, row_id)
        if isinstance(row, Item):
            return dict(row.values)
        if isinstance(row, Resume):
            return {**row.person.to_json(), "_title": row.title}
        asked = {level: row.lines(level) for level in LEVELS} if isinstance(row, Job) else {}
        return {column.key: getattr(row, column.key) for column in row.__mapper__.column_attrs} | asked


Page = tuple[type[forms.Form], type[Any], Callable[[Belongings], tuple[str, str, int]]]

PAGES: dict[str, Page] = {
    "header": (PersonForm, Resume, lambda b: (f"/resumes/{b.resume}/header", f"/resumes/{b.resume}/header", b.resume)),
    "job": (JobForm, Job, lambda b: (f"/jobs/{b.job}/edit", f"/jobs/{b.job}/edit", b.job)),
    "profile": (ProfileForm, User, lambda b: ("/profile", "/profile", 1)),
}


@pytest.mark.parametrize("name", PAGES)
@settings(max_examples=12)
@given(data=st.data())
def test_a_form_is_kept_as_it_was_typed(
    app: Flask, house: House, hers: Belongings, as_alice: Client, name: str, data: st.DataObject
) -> None:
    """As above, for the header of a resume, a job and the profile."""
    house.open(house.furnished)
    form, model, where = PAGES[name]
    url, shown, number = where(hers)
    sent = data.draw(filling(form))
    before = stored(app, model, number)
    revision = Controls(as_alice.get(shown).text, url).sent.get("revision", "")
    answer = post(as_alice, url, [*sent.items(), ("revision", revision)])
    after = stored(app, model, number)
    if answer.status_code != 303:
        assert answer.status_code == 422
        assert after == before
        return
    assert list(is_kept(form, sent, after)) == []
    assert list(is_kept(form, Controls(as_alice.get(shown).text, url).sent, after)) == []


@settings(max_examples=40)
@given(title=texts)
def test_a_name_is_kept_as_it_was_typed(
    app: Flask, house: House, hers: Belongings, as_alice: Client, title: str
) -> None:
    """Of a resume, new and renamed, and of a section."""
    house.open(house.furnished)
    new = post(as_alice, "/resumes/", [("title", title)])
    if new.status_code == 303:
        number = int(new.headers["Location"].rsplit("/", 2)[1])
        assert stored(app, Resume, number)["_title"] == (line(title) or "Untitled resume")
    pairs = [("title", title), ("design", "classic"), ("revision", "1")]
    if post(as_alice, f"/resumes/{hers.resume}/settings", pairs).status_code == 303:
        assert stored(app, Resume, hers.resume)["_title"] == (line(title) or "For the nurse")
    url = f"/resumes/{hers.resume}/sections/{hers.section}"
    if post(as_alice, url, [("title", title)]).status_code == 303:
        with app.app_context():
            section = db.session.get_one(Resume, hers.resume).section(hers.section)
            assert section is not None
            assert section.heading == (line(title) or section.usual_heading)


# --- hidden fields --------------------------------------------------------------------------------

GARBAGE = ("", "x", "-1", "0", "2", "9" * 5000, "²", "1.0", "1 1", "\x00", "\ud800", "1,1", "[1]", "1e0")


@pytest.mark.parametrize("garbage", GARBAGE)
def test_a_revision_that_is_none_is_stale(hers: Belongings, as_alice: Client, garbage: str) -> None:
    """409 with both texts: nobody knows what the form was made from."""
    forms = {
        f"/resumes/{hers.resume}/experience/{hers.items['experience']}": {"job_title": "X"},
        f"/resumes/{hers.resume}/header": {"name": "X"},
        f"/resumes/{hers.resume}/settings": {"title": "X", "design": "classic"},
        f"/jobs/{hers.job}/edit": {"title": "X"},
    }
    for url, sent in forms.items():
        assert post(as_alice, url, [*sent.items(), ("revision", garbage)]).status_code in (409, 422), url


@pytest.mark.parametrize("garbage", GARBAGE)
def test_a_move_that_makes_no_sense_is_refused(app: Flask, hers: Belongings, as_alice: Client, garbage: str) -> None:
    """An order that nobody showed, a place that is none, a section that is not there."""
    with app.app_context():
        resume = db.session.get_one(Resume, hers.resume)
        sections = ",".join(str(section.id) for section in resume.sections)
        own = resume.section(hers.sections["experience"])
        assert own is not None
        items = ",".join(str(item.id) for item in own.items)
    item = f"/resumes/{hers.resume}/experience/{hers.items['experience']}/move"
    for url, right in ((f"/resumes/{hers.resume}/sections/{hers.section}/move", sections), (item, items)):
        assert post(as_alice, url, [("order", garbage), ("to", "1")]).status_code == 409
        if garbage not in ("0", "2"):
            assert post(as_alice, url, [("order", right), ("to", garbage)]).status_code == 422
    status = post(as_alice, item, [("order", items), ("to", "1"), ("section", garbage)]).status_code
    assert status in ((303, 404, 422) if garbage in ("", "2") else (404, 422))


# --- imports --------------------------------------------------------------------------------------


def bring_in(client: Client, data: bytes, as_file: bool) -> TestResponse:
    """Send a file, or paste its text; follow it into a new resume when it can be read."""
    limiter.reset()
    sent: dict[str, Any] = {"file": (io.BytesIO(data), "a\x00\u202e.json")} if as_file else {}
    if as_file:
        answer = client.post("/imports/new", data=sent)
    else:
        answer = post(client, "/imports/new", [("text", data.decode("utf-8", "surrogatepass"))])
    assert answer.status_code in (303, 413, 422)
    if answer.status_code == 303:
        where = answer.headers["Location"]
        assert client.get(where).status_code == 200
        accepted = client.post(where, data={"into": "new"})
        assert accepted.status_code == 303
        assert client.get(accepted.headers["Location"]).status_code == 200
    return answer


whole = st.fixed_dictionaries(
    {},
    optional={
        "basics": st.one_of(
            anything, st.fixed_dictionaries({"name": texts, "profiles": st.lists(anything, max_size=2)})
        ),
        "work": st.one_of(
            anything, st.lists(st.fixed_dictionaries({"name": texts, "startDate": anything}), max_size=2)
        ),
        "skills": st.lists(st.fixed_dictionaries({"name": texts, "keywords": anything}), max_size=2),
        "meta": anything,
        "blocks": st.lists(
            st.fixed_dictionaries({"kind": st.sampled_from([*TYPES, "x"]), "entries": anything}), max_size=2
        ),
        "person": anything,
        "letraz": st.just(1),
        "options": anything,
        "title": texts,
        "design": texts,
    },
)


@settings(max_examples=40)
@given(value=st.one_of(whole, anything), as_file=st.booleans())
def test_no_import_breaks(app: Flask, house: House, as_alice: Client, value: Any, as_file: bool) -> None:
    """JSON of any shape: read, shown, brought in, and open in the editor; or refused."""
    house.open(house.empty)
    bring_in(as_alice, json.dumps(value).encode(), as_file)


@settings(max_examples=25)
@given(data=st.binary(max_size=60), before=st.sampled_from([b"", b"{", b'{"basics": ', b"\xef\xbb\xbf{", b"\xff\xfe"]))
def test_no_bytes_break_an_import(app: Flask, as_alice: Client, data: bytes, before: bytes) -> None:
    assert bring_in(as_alice, before + data, as_file=True).status_code in (303, 422)


#: Just short of where Werkzeug puts a file on disk.
SIZE = 450_000


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "[" * SIZE,
        '{"basics":' * 40_000,
        '{"work": [' + "{}," * (SIZE // 3) + "{}]}",
        '{"work": [' + '{"name":"x"},' * (SIZE // 13) + "{}]}",
        '{"basics": {"profiles": [' + '{"url":"x"},' * (SIZE // 12) + "{}]}}",
        '{"basics": {"name": "' + "x" * SIZE + '"}}',
        '{"basics": {"name": ' + "9" * SIZE + "}}",
        '{"' + "x" * SIZE + '": 1, "basics": {}}',
        '{"basics": {}, "x": {' + ",".join(f'"{n}":{n}' for n in range(30_000)) + "}}",
        '{"basics": {' + '"name":"x",' * (SIZE // 11) + '"name":"y"}}',
        '{"skills": [{"keywords": [' + '"x",' * (SIZE // 4) + '"y"]}]}',
        '{"letraz": 1, "blocks": [' + '{"kind":"skills"},' * (SIZE // 18) + '{"kind":"x"}]}',
        '{"letraz": 1, "blocks": [{"kind":"skills","entries":[' + '{"kind":"skills"},' * (SIZE // 18) + "{}]}]}",
        '{"basics": {"summary": "' + "[" * 200_000 + "](" * 100_000 + '"}}',
    ],
    ids=lambda text: re.sub(r"(.{30}).*", r"\1", text),
)
def test_a_huge_file_is_answered_in_bounded_time(as_alice: Client, text: str) -> None:
    """Half a megabyte, made to cost: seconds, and a page that a browser can show."""
    start = time.process_time()
    answer = bring_in(as_alice, text.encode(), as_file=True)
    assert time.process_time() - start < 20
    if answer.status_code == 303:
        assert len(as_alice.get(answer.headers["Location"]).data) < 6 * SIZE


# --- how much is read -----------------------------------------------------------------------------


class Endless(io.RawIOBase):
    """A body that goes on and on; `taken` counts the bytes that were read of it."""

    def __init__(self, begin: bytes, size: int) -> None:
        super().__init__()
        self._rest, self._left, self.taken = begin, size, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        size = min(len(buffer), self._left)
        part = (self._rest + b"x" * size)[:size]
        self._rest, self._left = self._rest[size:], self._left - size
        buffer[:size] = part
        self.taken += size
        return size


BODIES = {
    "application/x-www-form-urlencoded": b"title=",
    "multipart/form-data; boundary=b": b'--b\r\nContent-Disposition: form-data; name="title"\r\n\r\n',
    "multipart/form-data; boundary=c": b'--c\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\n',
    "application/json": b'{"email": "',
    "application/octet-stream": b"x",
    "text/plain": b"x",
    "": b"x",
}


@pytest.fixture
def spooled() -> Iterator[None]:
    """Werkzeug leaves the temporary file of a body that was refused half way to the collector.

    What was there before is not gone through each time: that takes longer than the test.
    """
    gc.freeze()
    yield
    with warnings.catch_warnings(action="ignore"):
        gc.collect()
    gc.unfreeze()


@pytest.mark.usefixtures("spooled")
@pytest.mark.parametrize("chunked", [False, True])
@pytest.mark.parametrize("kind", BODIES)
@pytest.mark.parametrize("url", ["/profile", "/imports/new", "/sign-in", "/files/1/x"])
def test_no_more_than_the_limit_is_read(
    app: Flask, hers: Belongings, csrf: object, as_alice: Client, visitor: Client, url: str, kind: str, chunked: bool
) -> None:
    """For every kind of body, with its length said before or not (as gunicorn hands it over)."""
    limit = app.config["MAX_UPLOAD_BYTES"]
    body = Endless(BODIES[kind], 5 * limit)
    length = (
        {"HTTP_TRANSFER_ENCODING": "chunked", "CONTENT_LENGTH": ""} if chunked else {"CONTENT_LENGTH": str(5 * limit)}
    )
    client = visitor if url == "/sign-in" else as_alice
    answer = client.post(
        url,
        headers={"Content-Type": kind},
        environ_overrides={"wsgi.input": body, "wsgi.input_terminated": True, **length},
    )
    assert body.taken <= limit + 64 * 1024
    is_form = kind.startswith(("multipart", "application/x-www"))
    if url != "/files/1/x" and (is_form or not chunked):
        assert answer.status_code == 413
        assert "That is too large" in answer.text
    else:
        assert 400 <= answer.status_code < 500


def test_a_thousand_fields_cost_no_more_than_a_second(as_alice: Client) -> None:
    """Rows of links as many as a body holds: refused, or taken, but never worked on for minutes."""
    body = urlencode([(f"links-{number}-url", "https://x.org") for number in range(40_000)])
    start = time.process_time()
    answer = as_alice.post("/profile", data=body, content_type="application/x-www-form-urlencoded")
    assert time.process_time() - start < 5
    assert answer.status_code in (303, 413, 422)

"""Pages are fetched from the internet and from nowhere else; a stranger's server costs little, whatever it does.

No public address is ever asked: names are resolved by a stub, and what answers is a server on loopback that the test
allows by address and port.
"""

from __future__ import annotations

import gzip
import hashlib
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from httpcore2 import NetworkStream, SyncBackend

from letraz.fetching import CannotFetch, Fetched, Limits, fetch, problems, wire
from letraz.fetching.internet import is_public
from letraz.fetching.problems import of_status
from tests.stranger import Stranger, answer, certified, stranger

POSTING = "<title>Staff nurse</title><p>Zażółć gęślą jaźń</p>"


class Loopback(SyncBackend):
    """Whatever breaks in the code, a test asks no machine but this one."""

    def connect_tcp(self, host: str, *args: Any, **more: Any) -> NetworkStream:
        assert host == "127.0.0.1"
        return super().connect_tcp(host, *args, **more)


@pytest.fixture(autouse=True)
def at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "SyncBackend", Loopback)


@pytest.fixture
def site() -> Iterator[Stranger]:
    with stranger() as one:
        yield one


def get(site: Stranger, path: str = "/", **limits: float) -> Fetched:
    return fetch(site.url(path), limits=Limits(**limits), allow=frozenset({("127.0.0.1", site.port)}))


def refusal(url: str, *answers: str, allow: frozenset[tuple[str, int]] = frozenset()) -> str:
    """What the person is told, when every name resolves to these addresses."""
    with pytest.raises(CannotFetch) as caught:
        fetch(url, limits=Limits(seconds=2), resolve=lambda *_: answers, allow=allow)
    return str(caught.value)


# --- addresses --------------------------------------------------------------------------------------

#: Each is refused from its text alone: nothing is resolved.
HOSTILE = {
    "decimal": "http://2130706433/",
    "octal": "http://0177.0.0.1/",
    "hexadecimal": "http://0x7f000001/",
    "hexadecimal quad": "http://0x7f.0.0.1/",
    "hexadecimal at the end": "http://1.0x7f/",
    "short": "http://127.1/",
    "octal with dots": "http://0300.0250.0.1/",
    "user": "http://user@jobs.example/",
    "user and password": "https://user:pass@jobs.example/",
    "empty user": "http://@jobs.example/",
    "name before the real host": "http://jobs.example@127.0.0.1/",
    "backslash": "http://jobs.example\\@127.0.0.1/",
    "only backslashes": "http:\\\\127.0.0.1\\",
    "percent in the host": "http://127.0.0.1%2f.jobs.example/",
    "percent digits": "http://%31%32%37.0.0.1/",
    "circled digits": "http://①②⑦.⓪.⓪.①/",
    "wide digits": "http://１２７.0.0.1/",
    "zone": "http://[fe80::1%25eth0]/",
    "one label": "http://localhost/",
    "one label with a dot": "http://localhost./",
    "no host": "http:///etc/passwd",
    "space": "http://jobs.example /",
    "newline": "http://jobs.example/\r\nHost: inside",
    "null": "http://jobs.example\0.inside/",
    "port 22": "http://jobs.example:22/",
    "port 6379": "http://jobs.example:6379/",
    "port 8080": "https://jobs.example:8080/",
    "port 0": "http://jobs.example:0/",
    "port below": "http://jobs.example:-80/",
    "port above": "http://jobs.example:65616/",
    "file": "file:///etc/passwd",
    "file with a host": "file://jobs.example/etc/passwd",
    "gopher": "gopher://jobs.example:80/_GET",
    "ftp": "ftp://jobs.example/posting",
    "data": "data:text/html,<p>posting",
    "javascript": "javascript:alert(1)",
    "ldap": "ldap://jobs.example/",
    "no scheme": "//jobs.example/",
    "name alone": "jobs.example/posting",
    "empty": "",
    "open bracket": "http://[::1/",
    "too long": "http://jobs.example/" + "a" * 2000,
    "long label": f"http://{'a' * 64}.example/",
    "long name": f"http://{'a.' * 130}example/",
}  # fmt: skip


@pytest.mark.parametrize("url", HOSTILE.values(), ids=HOSTILE.keys())
def test_it_refuses_an_address_before_anything_is_resolved(url: str) -> None:
    def nobody(host: str, port: int) -> list[str]:
        raise AssertionError(f"{host}:{port} was resolved")

    with pytest.raises(CannotFetch):
        fetch(url, resolve=nobody)


PRIVATE = [
    "0.0.0.0", "10.1.2.3", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.255.254", "169.254.169.254",
    "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1",
    "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "168.63.129.16",
    "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::ffff:0:127.0.0.1", "64:ff9b::7f00:1",
    "64:ff9b::808:808", "64:ff9b:1::7f00:1", "100::1", "2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:20::1",
    "2001:db8::1", "2002:7f00:1::", "2002:808:808::1", "3fff::1", "5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1",
    "fe80::1%eth0", "fec0::1", "ff02::1", "2606:4700::1%eth0", "not an address", "",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_a_name_that_leads_to_a_special_address_is_refused(address: str) -> None:
    assert refusal("https://jobs.example/", address) == problems.PRIVATE


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "172.15.0.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00::1"]
)
def test_a_public_address_is_one(address: str) -> None:
    assert is_public(address)


LITERAL = [
    "127.0.0.1", "127。0。0。1", "169.254.169.254", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
    "[64:ff9b::7f00:1]", "[fd00:ec2::254]", "[2002:7f00:1::]",
]  # fmt: skip


@pytest.mark.parametrize("host", LITERAL)
def test_an_address_in_the_place_of_a_name_is_checked_like_an_answer(host: str) -> None:
    """By the real resolver: it asks nobody about an address."""
    with pytest.raises(CannotFetch, match="private network"):
        fetch(f"http://{host}/")


@pytest.mark.parametrize("answers", [("1.1.1.1", "10.0.0.1"), ("10.0.0.1", "1.1.1.1"), ("1.1.1.1", "::1")])
def test_one_private_answer_among_public_ones_is_a_trap(answers: tuple[str, ...]) -> None:
    assert refusal("https://jobs.example/", *answers) == problems.PRIVATE


def test_a_name_without_an_address_is_told() -> None:
    assert refusal("https://jobs.example/") == problems.UNREACHED


def test_a_name_is_resolved_once_and_that_address_is_asked(site: Stranger) -> None:
    """A resolver that answers differently the second time (rebinding) is not asked a second time."""
    asked = []

    def once(host: str, port: int) -> list[str]:
        asked.append((host, port))
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

    site.pages["/"] = answer(POSTING)
    found = fetch(f"http://jobs.example:{site.port}/", resolve=once, allow=frozenset({("127.0.0.1", site.port)}))

    assert asked == [("jobs.example", site.port)]
    assert f"Host: jobs.example:{site.port}\r\n" in site.asked[0]
    assert found.text == POSTING


def test_an_odd_port_is_open_for_the_allowed_address_alone(site: Stranger) -> None:
    allow = frozenset({("127.0.0.1", site.port)})
    assert refusal(f"http://jobs.example:{site.port}/", "1.1.1.1", allow=allow) == problems.PRIVATE


# --- the way there ----------------------------------------------------------------------------------


def test_it_works(site: Stranger) -> None:
    site.pages["/job?id=7"] = answer(POSTING)
    found = get(site, "/job?id=7#apply")

    assert (found.text, found.status, found.content_type) == (POSTING, 200, "text/html")
    assert found.url == site.url("/job?id=7#apply")
    assert found.final_url == site.url("/job?id=7")
    assert found.sha256 == hashlib.sha256(POSTING.encode()).hexdigest()
    assert found.fetched_at.tzinfo


def test_redirects_are_followed_four_times(site: Stranger) -> None:
    for step, status in enumerate(["301 M", "302 F", "303 S", "308 P"]):
        site.pages[f"/{step}"] = answer(status=status, Location=f"{step + 1}")
    site.pages["/4"] = answer(POSTING)
    assert get(site, "/0").final_url == site.url("/4")

    site.pages["/first"] = answer(status="307 T", Location="/0")
    with pytest.raises(CannotFetch, match="too many times"):
        get(site, "/first")


@pytest.mark.parametrize(
    "location",
    ["http://127.0.0.1/", "http://169.254.169.254/latest/meta-data/", "//10.0.0.1/", "http://[::1]/", "file:///etc/passwd",
     "gopher://127.0.0.1/", "http://u:p@127.0.0.1/", "http://127.0.0.1:22/", "http://2130706433/", "\\\\127.0.0.1\\x",
     "http://[", "http://jobs.example\t/"],
)  # fmt: skip
def test_a_redirect_is_checked_like_the_first_address(site: Stranger, location: str) -> None:
    site.pages["/"] = answer(status="302 Found", Location=location)
    with pytest.raises(CannotFetch):
        get(site)
    assert len(site.asked) == 1


def test_a_redirect_is_resolved_anew(site: Stranger) -> None:
    site.pages["/"] = answer(status="302 Found", Location=f"http://inside.example:{site.port}/secret")
    known = {"jobs.example": ["127.0.0.1"], "inside.example": ["10.0.0.1"]}
    allow = frozenset({("127.0.0.1", site.port)})
    with pytest.raises(CannotFetch, match="private network"):
        fetch(f"http://jobs.example:{site.port}/", resolve=lambda host, _: known[host], allow=allow)


def encrypted(folder: Path, shown: str, asked: str, page: bytes = b"") -> Fetched:
    """A page over TLS from a server with a certificate for `shown`, asked for as `asked`."""
    tls, trust = certified(folder, shown)
    with stranger(tls) as site:
        site.pages["/"] = page or answer(POSTING)
        allow = frozenset({("127.0.0.1", site.port)})
        url = f"https://{asked}:{site.port}/"
        return fetch(url, resolve=lambda *_: ["127.0.0.1"], allow=allow, trust=trust, limits=Limits(seconds=5))


def test_tls_is_verified_against_the_name_and_not_the_address(tmp_path: Path) -> None:
    assert encrypted(tmp_path, "jobs.example", "jobs.example").text == POSTING
    with pytest.raises(CannotFetch, match="could not be reached"):
        encrypted(tmp_path, "other.example", "jobs.example")


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    tls, _ = certified(tmp_path, "jobs.example")
    with stranger(tls) as site:
        allow = frozenset({("127.0.0.1", site.port)})
        assert refusal(f"https://jobs.example:{site.port}/", "127.0.0.1", allow=allow) == problems.UNREACHED


def test_a_redirect_never_leads_from_encrypted_to_plain(tmp_path: Path) -> None:
    with pytest.raises(CannotFetch, match="not encrypted"):
        encrypted(tmp_path, "jobs.example", "jobs.example", answer(status="302 F", Location="http://jobs.example/"))


def test_no_cookie_goes_back(site: Stranger) -> None:
    site.pages["/"] = answer(status="302 Found", Location="/next", Set_Cookie="seen=1; Path=/")
    site.pages["/next"] = answer(POSTING)
    get(site)
    assert len(site.asked) == 2
    assert not any("cookie" in asked.lower() or "authorization" in asked.lower() for asked in site.asked)


def test_proxies_of_the_environment_are_ignored(site: Stranger, monkeypatch: pytest.MonkeyPatch) -> None:
    with stranger() as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url())
        site.pages["/"] = answer(POSTING)
        assert get(site).text == POSTING
        assert proxy.asked == []


# --- what it costs ----------------------------------------------------------------------------------


def test_a_page_has_a_largest_size(site: Stranger) -> None:
    site.pages["/fits"] = answer("x" * 1000)
    site.pages["/long"] = answer("x" * 1001)
    site.pages["/endless"] = [(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", 0), *[(b"x" * 600, 0.0)] * 9]
    assert len(get(site, "/fits", bytes=1000).text) == 1000
    for path in ("/long", "/endless"):
        with pytest.raises(CannotFetch, match="too large"):
            get(site, path, bytes=1000)


def test_a_packed_page_is_measured_unpacked(site: Stranger) -> None:
    site.pages["/fits"] = answer(gzip.compress(b"x" * 2_000_000), Content_Encoding="gzip")
    site.pages["/long"] = answer(gzip.compress(b"x" * 2_000_001), Content_Encoding="gzip")
    assert len(get(site, "/fits").text) == 2_000_000
    with pytest.raises(CannotFetch, match="too large"):
        get(site, "/long")


def test_a_bomb_is_left_at_the_limit(site: Stranger) -> None:
    """200 MB in 200 kB: what is unpacked of it is little more than the limit."""
    site.pages["/"] = answer(gzip.compress(b"\0" * 200_000_000, 9), Content_Encoding="gzip")
    tracemalloc.start()
    try:
        with pytest.raises(CannotFetch, match="too large"):
            get(site)
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("coding", "data"),
    [
        ("br", b"x"),
        ("deflate", b"x"),
        ("gzip, gzip", b"x"),
        ("gzip", b"not packed"),
        ("gzip", gzip.compress(b"cut off" * 99, mtime=0)[:-12]),
    ],
)
def test_what_cannot_be_unpacked_is_told(site: Stranger, coding: str, data: bytes) -> None:
    site.pages["/"] = answer(data, Content_Encoding=coding)
    with pytest.raises(CannotFetch, match="could not be read"):
        get(site)


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99\r\n\r\n"
DRIPS: dict[str, list[tuple[bytes, float]]] = {
    "silence": [(b"", 9)],
    "a header, letter by letter": [(b"HTTP/1.1 200 OK\r\nX: ", 0), *[(b"x", 0.1)] * 90],
    "a body, letter by letter": [(HEAD, 0), *[(b"x", 0.1)] * 90],
    "for ever not yet": [(b"HTTP/1.1 100 Continue\r\n\r\n", 0.1)] * 90,
}


@pytest.mark.parametrize("drip", DRIPS.values(), ids=DRIPS.keys())
def test_a_slow_site_is_left_when_the_time_is_over(site: Stranger, drip: list[tuple[bytes, float]]) -> None:
    """Each single read is fast enough; all of them are not."""
    site.pages["/"] = drip
    before = time.monotonic()
    with pytest.raises(CannotFetch, match="too long"):
        get(site, seconds=0.6)
    assert 0.5 < time.monotonic() - before < 5


def test_the_time_is_that_of_all_redirects(site: Stranger) -> None:
    for step in range(4):
        site.pages[f"/{step}"] = [(b"", 0.3), (answer(status="302 F", Location=f"/{step + 1}"), 0)]
    with pytest.raises(CannotFetch, match="too long"):
        get(site, "/0", seconds=0.7)
    assert len(site.asked) <= 3


def test_a_slow_resolver_is_left_too() -> None:
    before = time.monotonic()
    with pytest.raises(CannotFetch, match="too long"):
        fetch("https://jobs.example/", limits=Limits(seconds=0.3), resolve=lambda *_: time.sleep(9) or [])
    assert time.monotonic() - before < 5


def test_a_site_that_is_not_there_is_told() -> None:
    with stranger() as gone:
        pass
    with pytest.raises(CannotFetch, match="could not be reached"):
        get(gone)


@pytest.mark.parametrize(
    "raw", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\nX: " + b"x" * 300_000, HEAD + b"cut off"]
)
def test_an_answer_that_is_none_is_told(site: Stranger, raw: bytes) -> None:
    site.pages["/"] = raw
    with pytest.raises(CannotFetch, match=r"could not be (read|reached)"):
        get(site, seconds=3)


# --- what it is -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "kind", ["", "application/pdf", "image/png", "text/css", "application/json", "multipart/x; text/html"]
)
def test_only_pages_are_read(site: Stranger, kind: str) -> None:
    site.pages["/"] = answer(POSTING, kind=kind)
    with pytest.raises(CannotFetch, match="no web page"):
        get(site)


@pytest.mark.parametrize(
    "kind", ["Text/HTML", "text/plain;charset=utf-8", "application/xhtml+xml", "application/ld+json"]
)
def test_pages_of_four_types_are(site: Stranger, kind: str) -> None:
    site.pages["/"] = answer(POSTING, kind=kind)
    assert get(site).text == POSTING


@pytest.mark.parametrize(("status", "said"), [
    (401, problems.REFUSES), (403, problems.REFUSES), (429, problems.REFUSES), (451, problems.REFUSES),
    (999, problems.REFUSES), (304, problems.REFUSES), (404, problems.GONE), (410, problems.GONE),
    (500, problems.TROUBLE), (503, problems.TROUBLE),
])  # fmt: skip
def test_a_status_is_a_sentence(site: Stranger, status: int, said: str) -> None:
    site.pages["/"] = answer(POSTING, status=f"{status} Because")
    with pytest.raises(CannotFetch) as caught:
        get(site)
    assert str(caught.value) == said == of_status(status)


@pytest.mark.parametrize(("kind", "page", "text"), [
    ("text/html; charset=iso-8859-2", "Łódź".encode("iso-8859-2"), "Łódź"),
    ("text/html", '<meta charset="shift_jis">看護師'.encode("shift_jis"), '<meta charset="shift_jis">看護師'),
    ("text/html", "﻿Łódź".encode("utf-16"), "Łódź"),
    ("text/html", "Łódź".encode(), "Łódź"),
    ("text/html", b"caf\xe9", "café"),
    ("text/html; charset=unicode_escape", b"\\x41", "\\x41"),
    ("text/html; charset=idna", b"xn--" + b"a" * 9, "xn--" + "a" * 9),
    ("text/html; charset=utf-8", b"caf\xe9", "caf�"),
])  # fmt: skip
def test_a_page_is_text_in_its_encoding(site: Stranger, kind: str, page: bytes, text: str) -> None:
    site.pages["/"] = answer(page, kind=kind)
    assert get(site).text.removeprefix("\ufeff") == text


def test_every_problem_is_said_in_a_sentence_or_two() -> None:
    said = [value for name, value in vars(problems).items() if name.isupper() and isinstance(value, str)]
    assert len(said) > 9
    assert all(text.endswith(".") and len(text) < 120 and "error" not in text.lower() for text in said)

"""The whole way once, as a person without script walks it: from the front door to the file in the hand."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from moto.server import ThreadedMotoServer

from tests import postgres
from tests.browser.sink import link
from tests.processes.browsing import Browser, Page
from tests.processes.house import House
from tests.processes.post import TroubledSink
from tests.running import until

PASSWORD = "a very long walk home"


@pytest.fixture
def big_house(tmp_path: Path, sink: TroubledSink, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """The house on PostgreSQL, with its files in S3."""
    boto3 = pytest.importorskip("boto3")
    if postgres.programs() is None:
        pytest.skip("PostgreSQL is not installed (apt-get install postgresql)")
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    found = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "eu-west-1"}
    for name, value in {**found, "AWS_ENDPOINT_URL": f"http://{host}:{port}"}.items():
        monkeypatch.setenv(name, value)
    where = {"LocationConstraint": "eu-west-1"}
    boto3.client("s3").create_bucket(Bucket="letraz", CreateBucketConfiguration=where)
    try:
        with postgres.postgres() as url:
            settings = {"MAIL_URL": sink.url, "DATABASE_URL": url, "STORAGE_URL": "s3://letraz/exports"}
            with House(tmp_path / "home", **settings) as running:
                yield running.start("broker").start("cron", "export", "preview", "web")
    finally:
        server.stop()


def test_on_sqlite_and_a_folder(house: House, sink: TroubledSink) -> None:
    """Red when `links.show` counts as a download, the file of another export is sent, or no receipt is taken."""
    walk(house, sink, "zofia@example.org")


def test_on_postgresql_and_s3(big_house: House, sink: TroubledSink) -> None:
    """Red when the sweep locks rows with an outer join (`of=cls` left out), or S3 gets a path and not a key."""
    walk(big_house, sink, "ada@example.org")
    assert "rror" not in big_house.said("export"), big_house.said("export")


def walk(house: House, sink: TroubledSink, email: str) -> None:
    """Sign up, confirm, sign in, write two experiences, move one, export, open the link, download."""
    person = signed_in(house, sink, email)
    editor = with_experience(person)
    editor = move_up_the_last(person, editor)
    assert editor.text.index("Harborview") < editor.text.index("Tacoma General")

    asked = person.send(editor.form("/export"), format="pdf")
    assert asked.status == 200
    letter = sink.letter(email, "Your file is ready")
    visitor = house.browser()
    page = visitor.get(link(letter, "/files/"))
    assert page.status == 200
    assert "Nothing about you is stored" in page.text
    assert "Two programs read this file and found the same text" in page.text
    file = visitor.send(page.form("/files/"))
    assert file.body.startswith(b"%PDF-")
    assert hashlib.sha256(file.body).hexdigest() in page.text
    exports = person.get("/exports/")
    assert "Downloaded once by the link" in exports.text
    assert "Proved</b> Both readers found all" in exports.text
    assert "Harborview" in person.get(exports.links("/receipt")[0]).text
    assert sink.to(email) == 2, "one letter to confirm the address, one with the link"


def signed_in(house: House, sink: TroubledSink, email: str) -> Browser:
    """A browser in which somebody new has signed up, confirmed and signed in."""
    person = house.browser()
    form = person.get("/sign-up").form("/sign-up")
    person.send(form, email=email, password=PASSWORD, password_confirm=PASSWORD)
    assert person.get(link(sink.letter(email, "Confirm"), "/confirm/")).status == 200
    desk = person.send(person.get("/sign-in").form("/sign-in"), email=email, password=PASSWORD)
    assert "Your base resume" in desk.text, desk.text[:2000]
    return person


def with_experience(person: Browser) -> Page:
    """The editor of the base resume, with two experiences."""
    base = next(link for link in person.get("/resumes/").links("/resumes/") if link.split("/")[2].isdigit())
    person.get(base)
    editor = person.post(f"{base}sections/", {"kind": "experience"})
    new = editor.links("/experience/new/")[0]
    for company in ("Tacoma General", "Harborview"):
        form = person.get(new).form("/experience/new/")
        editor = person.send(form, job_title="Registered nurse", company_name=company, then="close")
        assert company in editor.text
    return person.get(f"{base}?section={new.rsplit('/', 1)[1]}")


def move_up_the_last(person: Browser, editor: Page) -> Page:
    """Press "Up" of the last experience."""
    order = editor.text.split('data-kind="experience" data-order="')[1].split('"')[0]
    return person.post(editor.form(f"/{order.split(',')[-1]}/move").action, {"order": order, "by": "up"})


def test_a_person_signed_in_elsewhere_sees_nothing_of_it(house: House) -> None:
    """Red when `User.own` forgets whose row it is."""
    owner, stranger = house.person(), house.person()
    export = house.ask(owner, "json-resume")
    house.wait(export)
    assert house.browser(stranger).get(f"/exports/{export}").status == 404
    assert house.browser(owner).get(f"/exports/{export}").status == 200
    until(lambda: bool(house.export(export).letter))

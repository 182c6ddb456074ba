"""Every page there is, in both themes and on a phone: axe finds nothing, nothing is cut off, what is pressed is large.

A page that is not written yet cannot be forgotten: `PAGES` is held against the application's map of addresses.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask, g, render_template
from playwright.sync_api import Route, expect

from letraz.extensions import db
from letraz.models import ExportRequest, Job, Takeout, User
from letraz.models.reminding import Due
from letraz.sections import TYPES
from letraz.views import access, errors
from tests.browser.looks import WIDE, Eyes
from tests.browser.world import NAME, World

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

#: The address of each page, by endpoint; the owner of the world looks at it.
PAGES: dict[str, Callable[[World], str]] = {
    "admin.model": lambda w: "/admin/model",
    "admin.people": lambda w: "/admin/people",
    "admin.queues": lambda w: "/admin/exports",
    "admin.settings": lambda w: "/admin/settings",
    "asking.offer": lambda w: f"/jobs/{w.job}/model",
    "asking.show": lambda w: f"/model-calls/{w.call}",
    "exports.index": lambda w: "/exports/",
    "exports.receipt": lambda w: f"/exports/{w.export}/receipt",
    "exports.show": lambda w: f"/exports/{w.export}",
    "facts.index": lambda w: "/facts/",
    "imports.new": lambda w: "/imports/new",
    "imports.show": lambda w: f"/imports/{w.incoming}",
    "jobs.asked.show": lambda w: f"/jobs/{w.job}/postings/{w.posting}",
    "jobs.edit": lambda w: f"/jobs/{w.job}/edit",
    "jobs.index": lambda w: "/jobs/",
    "jobs.new": lambda w: "/jobs/new",
    "jobs.postings.show": lambda w: f"/jobs/postings/{w.unsaved}",
    "jobs.show": lambda w: f"/jobs/{w.job}",
    "jobs.write": lambda w: "/jobs/write",
    "leaving.show": lambda w: "/account/leave",
    "letters.plain": lambda w: f"/letters/{w.letter}/text",
    "letters.show": lambda w: f"/letters/{w.letter}",
    "links.show": lambda w: w.link,
    "profile.show": lambda w: "/profile",
    "takeouts.index": lambda w: "/account/data",
    "takeouts.review": lambda w: f"/account/data/brought/{w.bringing}",
    "trash.confirm": lambda w: f"/trash/resume/{w.away}/remove",
    "trash.index": lambda w: "/trash/",
    "tracking.contact": lambda w: f"/jobs/{w.job}/contacts/{w.contact}",
    "tracking.dates": lambda w: f"/jobs/{w.job}/dates",
    "resumes.changes.index": lambda w: f"/resumes/{w.older}/changes/",
    "resumes.compare.show": lambda w: f"/resumes/{w.person.resume_id}/compare/?a=v{w.version}&b=r{w.older}",
    "resumes.header": lambda w: f"/resumes/{w.person.resume_id}/header",
    "resumes.index": lambda w: "/resumes/",
    "resumes.lineage.show": lambda w: f"/resumes/{w.tailored}/base/{w.copied}",
    "resumes.look.newer": lambda w: f"/resumes/{w.older}/look/newer",
    "resumes.photo.show": lambda w: f"/resumes/{w.person.resume_id}/photo/",
    "resumes.sections.show": lambda w: f"/resumes/{w.person.resume_id}/sections/{w.sections['experience']}",
    "resumes.settings": lambda w: f"/resumes/{w.person.resume_id}/settings",
    "resumes.show": lambda w: f"/resumes/{w.person.resume_id}/",
    "resumes.text": lambda w: f"/resumes/{w.person.resume_id}/text",
    "resumes.translate": lambda w: f"/resumes/{w.person.resume_id}/translate",
    "resumes.translation.show": lambda w: f"/resumes/{w.sister}/translation",
    "resumes.versions.index": lambda w: f"/resumes/{w.person.resume_id}/versions/",
    "resumes.versions.show": lambda w: f"/resumes/{w.person.resume_id}/versions/{w.version}",
    "security.change_email": lambda w: "/email",
    "security.change_password": lambda w: "/password",
    "security.verify": lambda w: "/verify",
} | {
    f"resumes.{kind}.{view}": lambda w, kind=kind, view=view: (
        f"/resumes/{w.person.resume_id}/{kind}/" + (f"new/{w.sections[kind]}" if view == "new" else str(w.items[kind]))
    )
    for kind in TYPES
    for view in ("new", "show")
}

#: The same for visitors.
FRONT: dict[str, Callable[[World], str]] = {
    "home.about": lambda w: "/about",
    "home.landing": lambda w: "/",
    "reminders.ask": lambda w: w.stop,
    "security.forgot_password": lambda w: "/forgot",
    "security.login": lambda w: "/sign-in",
    "security.register": lambda w: "/sign-up",
    "security.reset_password": lambda w: w.reset,
    "security.send_confirmation": lambda w: "/confirm",
}

#: Addresses that answer with no page: files, a fragment, and links in letters that lead on to a page.
NO_PAGES = {
    "exports.file", "exports.page", "home.favicon", "home.health", "letters.beside", "links.page", "resumes.image",
    "resumes.look.show", "resumes.look.thumbs", "resumes.pages", "resumes.photo.image", "resumes.versions.drawn",
    "resumes.versions.thumb",
    "resumes.compare.spread",
    "security.change_email_confirm", "security.confirm_email", "security.static", "static", "takeouts.file",
    "tracking.calendar", "tracking.calendars",
}  # fmt: skip


#: What is looked at once it has come from a worker.
READY = {"resumes.compare.show": ".spread img"}


def test_every_address_is_walked(app: Flask) -> None:
    rules = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert rules == {*PAGES, *FRONT} | NO_PAGES


@pytest.mark.parametrize("endpoint", PAGES)
def test_a_page(endpoint: str, eyes: Eyes, world: World) -> None:
    answer = eyes.owner.goto(PAGES[endpoint](world))
    assert answer
    assert answer.status == 200
    if endpoint in READY:
        expect(eyes.owner.locator(READY[endpoint]).first).to_be_visible(timeout=30_000)
    if endpoint.startswith("resumes.") and endpoint.endswith(".new"):  # the same form as in `show`, which gets it all
        eyes.narrowly(eyes.owner, like=True)
    else:
        eyes.look(
            eyes.owner, like=endpoint.split(".")[1] in TYPES
        )  # the editor, with a form that is looked at on a phone


@pytest.mark.parametrize("endpoint", FRONT)
def test_a_page_for_visitors(endpoint: str, eyes: Eyes, world: World) -> None:
    answer = eyes.visitor.goto(FRONT[endpoint](world))
    assert answer
    assert answer.status == 200
    eyes.look(eyes.visitor)


def test_a_link_that_has_ended(eyes: Eyes, world: World) -> None:
    answer = eyes.visitor.goto(world.ended)
    assert answer
    assert answer.status == 410
    eyes.look(eyes.visitor)


def test_an_image_of_a_page_by_itself(eyes: Eyes, world: World) -> None:
    eyes.owner.set_viewport_size(WIDE)
    eyes.owner.goto(PAGES["resumes.show"](world))
    page = eyes.owner.locator(".pages img").first
    expect(page).to_be_visible(timeout=30_000)
    eyes.owner.goto(page.get_attribute("src") or "")
    assert eyes.owner.locator("img").evaluate("(one) => one.naturalWidth") > 500
    assert eyes.accidents == []


# --- errors and letters -----------------------------------------------------------------------------


@pytest.mark.parametrize("status", errors.WORDS)
def test_an_error_page(status: int, eyes: Eyes, app: Flask, world: World) -> None:
    page = eyes.owner
    with app.test_request_context("/broken"):
        g._login_user = db.session.get_one(User, world.person.id)  # signed in, with nothing written
        html = errors.page(status).get_data(as_text=True)

    def answer(route: Route) -> None:
        headers = {"Content-Security-Policy": access.CSP, "Content-Type": "text/html; charset=utf-8"}
        route.fulfill(status=200, body=html, headers=headers)  # 200: Chromium logs the others as errors

    page.route("**/broken", answer)
    page.goto("/broken")
    expect(page.get_by_role("heading", level=1)).to_have_text(errors.WORDS[status].title)
    eyes.look(page)
    page.unroute("**/broken")


def test_letters(app: Flask, world: World, eyes: Eyes) -> None:
    page = eyes.visitor
    ours = Path(app.root_path, "templates")
    letters = [one for folder in ("mail", "security/email") for one in ours.glob(f"{folder}/[!_]*.html")]
    assert len(letters) > 5
    for letter in letters:
        page.goto("about:blank")
        page.set_content(_written(app, world, str(letter.relative_to(ours))))
        eyes.narrowly(page)


def _written(app: Flask, world: World, name: str) -> str:
    address = f"https://example.org/{NAME * 2}"
    links = {f"{kind}_link": address for kind in ("confirmation", "reset", "change_email", "login", "recovery")}
    with app.test_request_context():
        user = db.session.get_one(User, world.person.id)
        export = db.session.get_one(ExportRequest, world.export)
        due = [Due(db.session.get_one(Job, world.job), kind, user.today()) for kind in ("follow_up", "closes")]
        taken = db.session.query(Takeout).filter_by(user_id=user.id).one()
        more = {
            "takeout": taken,
            "day": "Thursday 3 December",
            "due": due,
            "stop": address,
            "title": "2 of your jobs want a look today",
        }
        return render_template(name, user=user, export=export, link=address, **links, **more)

"""What changed, in words; and taking a change over, either way."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from letraz.models import ExportRequest, Item, Resume, Version
from letraz.views import pages
from tests.cast import Belongings, Client, Tasks, add_item, person
from tests.samples import nurse

pytestmark = pytest.mark.usefixtures("no_waiting")

Stored = Callable[[], Any]


@dataclass
class Two:
    """A base resume, a tailored one that was made from it, and a version of that from before it was changed."""

    base: int
    resume: int
    version: int
    item: int


@pytest.fixture
def two(stored: Stored) -> Two:
    with stored() as session:
        alice = person(session, "alice")
        base = alice.base_resume()
        base.fill(nurse())
        made = base.duplicate("For the clinic")
        version = Version.keep(session, made)
        section = next(section for section in made.sections if section.type == "experience")
        item = section.items[0]
        item.save({"description": item.values["description"] + " daily"}, item.revision)
        section.items[1].hidden = True
        made.sections[-1].move_to(1)
        made.save({"design": "modern"}, made.revision)
        session.commit()
        return Two(base.id, made.id, version.id, item.id)


def rows(text: str) -> dict[str, str]:
    """The ids of the differences on a page, each with its label."""
    found = re.findall(r'class="diff__kind">.*?</svg>(\w+)</p>.*?id="of-([0-9a-f]{16})"', text, re.DOTALL)
    return {row: label for label, row in found}


def sent(two: Two, text: str, label: str, **more: str) -> dict[str, str]:
    """What the button beside the first difference of this label sends."""
    row = next(row for row, said in rows(text).items() if said == label)
    return {"a": f"v{two.version}", "b": "now", "way": "back", "change": row, **more}


def test_what_changed_is_told_in_words(as_alice: Client, two: Two) -> None:
    text = as_alice.get(f"/resumes/{two.resume}/compare/?a=v{two.version}&b=now").text
    assert {"Moved", "Hidden", "Reworded", "Changed"} <= set(rows(text).values())
    assert '<ins><span class="vh">[put in: </span>' in text
    assert '<del><span class="vh">[taken out: </span>' in text
    assert "1 moved" in text
    assert "Making the pages" in text


def test_without_a_word_the_newest_version_is_compared_with_now(as_alice: Client, two: Two) -> None:
    text = as_alice.get(f"/resumes/{two.resume}/compare/").text
    assert f'<option value="v{two.version}" selected>' in text
    assert '<option value="now" selected>' in text
    assert rows(text)


def test_with_no_version_now_is_compared_with_itself(as_alice: Client) -> None:
    text = as_alice.get("/resumes/1/compare/").text
    assert "No difference" in text
    assert 'name="way"' not in text


def test_the_base_and_what_was_made_from_it_are_one_record(as_alice: Client, two: Two) -> None:
    """Their items have other keys and are paired all the same: nothing is added and nothing removed."""
    text = as_alice.get(f"/resumes/{two.resume}/compare/?a=r{two.base}&b=now").text
    assert not {"Added", "Removed"} & set(rows(text).values())
    assert "Undo this in" in text


def test_an_older_wording_is_taken_back_with_undo(as_alice: Client, two: Two, stored: Stored) -> None:
    url = f"/resumes/{two.resume}/compare/"
    page = as_alice.get(f"{url}?a=v{two.version}").text
    with stored() as session:
        new = session.get_one(Item, two.item).values
    answer = as_alice.post(url, data=sent(two, page, "Hidden"), follow_redirects=True)
    assert "For the clinic is changed." in answer.text
    assert "Hidden" not in rows(answer.text).values()
    with stored() as session:
        resume = session.get_one(Resume, two.resume)
        assert not any(item.hidden for section in resume.sections for item in section.items)
        assert session.get_one(Item, two.item).values == new, "and nothing else"
        before = session.query(Version).order_by(Version.id.desc()).first()
        assert before
    as_alice.post(f"/resumes/{two.resume}/versions/{before.id}/restore")
    assert "Hidden" in rows(as_alice.get(f"{url}?a=v{two.version}").text).values()


def test_every_difference_taken_back_leaves_none(as_alice: Client, two: Two, stored: Stored) -> None:
    """One by one, in any order that fits, until the resume is as the version was."""
    url = f"/resumes/{two.resume}/compare/"
    for _ in range(20):
        found = rows(as_alice.get(f"{url}?a=v{two.version}").text)
        if not found:
            break
        data = {"a": f"v{two.version}", "b": "now", "way": "back", "change": next(iter(found))}
        assert as_alice.post(url, data=data).status_code == 303
    with stored() as session:
        resume, version = session.get_one(Resume, two.resume), session.get_one(Version, two.version)
        assert resume.document().digest() == version.document.digest()


def test_an_improvement_goes_into_the_base(as_alice: Client, two: Two, stored: Stored) -> None:
    """Forth: what the second has into the first, which is another resume."""
    url = f"/resumes/{two.resume}/compare/"
    page = as_alice.get(f"{url}?a=r{two.base}&b=now").text
    data = sent(two, page, "Hidden", a=f"r{two.base}", way="forth")
    assert as_alice.post(url, data=data).status_code == 303
    with stored() as session:
        base = session.get_one(Resume, two.base)
        assert sum(item.hidden for section in base.sections for item in section.items) == 1
        assert Version.newest(session, base.id)


def test_a_new_item_knows_where_it_comes_from(as_alice: Client, two: Two, stored: Stored) -> None:
    """Taken over from the base, it remembers the base item, as when the resume was made."""
    with stored() as session:
        skills = next(s for s in session.get_one(Resume, two.base).sections if s.type == "experience")
        skills.add({"company_name": "Newly added"})
        session.commit()
        origin = skills.items[-1].id
    url = f"/resumes/{two.resume}/compare/"
    page = as_alice.get(f"{url}?a=r{two.base}&b=now").text
    assert as_alice.post(url, data=sent(two, page, "Removed", a=f"r{two.base}")).status_code == 303
    with stored() as session:
        made = session.query(Item).order_by(Item.id.desc()).first()
        assert made
        assert (made.base_item_id, made.values["company_name"]) == (origin, "Newly added")
        assert made.section.resume_id == two.resume


def test_a_difference_that_is_gone_changes_nothing(as_alice: Client, two: Two, stored: Stored) -> None:
    url = f"/resumes/{two.resume}/compare/"
    with stored() as session:
        before = session.get_one(Resume, two.resume).document()
    data = {"a": f"v{two.version}", "b": "now", "way": "back", "change": "0" * 16}
    answer = as_alice.post(url, data=data)
    assert answer.status_code == 409
    assert "Nothing is changed." in answer.text
    with stored() as session:
        assert session.get_one(Resume, two.resume).document() == before
        assert len(session.query(Version).filter_by(resume_id=two.resume).all()) == 1


@pytest.mark.parametrize("way", ["forth", "", "sideways"])
def test_a_version_is_not_written(as_alice: Client, two: Two, way: str) -> None:
    url = f"/resumes/{two.resume}/compare/"
    page = as_alice.get(f"{url}?a=v{two.version}").text
    assert as_alice.post(url, data=sent(two, page, "Hidden", way=way)).status_code == 422


@pytest.mark.parametrize("key", ["v{}", "r{}", "e{}"])
def test_a_strangers_side_is_not_found(as_alice: Client, as_bob: Client, hers: Belongings, key: str) -> None:
    ids = {"v": hers.version, "r": hers.resume, "e": hers.export}
    own = key.format(ids[key[0]])
    assert as_alice.get(f"/resumes/{hers.resume}/compare/?a={own}").status_code == 200
    for query in (f"a={own}", f"b={own}", f"a={own}&b={own}"):
        assert as_bob.get(f"/resumes/2/compare/?{query}").status_code == 404


def test_that_two_resumes_have_two_names_is_no_difference(as_alice: Client, stored: Stored) -> None:
    with stored() as session:
        base = person(session, "alice").base_resume()
        one, other = base.duplicate("For the clinic"), base
        session.commit()
        version = Version.name_now(session, one, "Before").id
        one.title = "For the ward"
        session.commit()
        home, key = f"/resumes/{one.id}/compare/", other.id
    assert "No difference" in as_alice.get(f"{home}?a=r{key}&b=now").text
    assert list(rows(as_alice.get(f"{home}?a=v{version}&b=now").text).values()) == ["Renamed"]


@pytest.mark.parametrize("key", ["v", "r0", "x1", "v99999999999", "v4294967296", "e-1", "now1", "v１"])
def test_a_side_that_is_none_is_not_found(as_alice: Client, hers: Belongings, key: str) -> None:
    assert as_alice.get(f"/resumes/{hers.resume}/compare/?a={key}").status_code == 404


def test_what_changed_since_it_was_sent(as_alice: Client, hers: Belongings, stored: Stored) -> None:
    """From the timeline and from the job's page, by the file."""
    with stored() as session:
        session.get_one(ExportRequest, hers.export).sent = True
        session.commit()
    assert "What changed since it was sent" in as_alice.get(f"/resumes/{hers.resume}/versions/").text
    link = f"/resumes/{hers.resume}/compare/?a=e{hers.export}&amp;b=now"
    assert link in as_alice.get(f"/jobs/{hers.job}").text
    assert set(rows(as_alice.get(link.replace("&amp;", "&")).text).values()) == {"Renamed"}


def test_a_file_of_before_there_were_versions_is_compared_too(
    as_alice: Client, hers: Belongings, stored: Stored
) -> None:
    with stored() as session:
        session.delete(session.get_one(Version, hers.version))
        session.commit()
    url = f"/resumes/{hers.resume}/compare/?a=e{hers.export}"
    assert set(rows(as_alice.get(url).text).values()) == {"Renamed"}


def test_both_sets_of_pages_stand_side_by_side(
    as_alice: Client, two: Two, tasks: Tasks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "WAIT", 1)
    text = as_alice.get(f"/resumes/{two.resume}/compare/pages?a=v{two.version}&b=now", htmx=True).text
    assert text.count("<img") >= 2
    assert "hx-get" not in text, "it asks no more"
    answer = as_alice.get(f"/resumes/{two.resume}/compare/pages?a=v{two.version}&b=now")
    assert answer.headers["Location"] == f"/resumes/{two.resume}/compare/?a=v{two.version}&b=now"


def test_what_is_written_is_shown_as_words(as_alice: Client, two: Two, stored: Stored) -> None:
    with stored() as session:
        session.get_one(Resume, two.resume).sections[2].rename("<script>x</script>")
        session.commit()
    text = as_alice.get(f"/resumes/{two.resume}/compare/?a=v{two.version}").text
    assert "<script>x" not in text


def test_comparing_costs_the_same_however_many_versions(
    as_alice: Client, two: Two, stored: Stored, queries: list[str]
) -> None:
    costs = []
    for _ in range(2):
        queries.clear()
        assert as_alice.get(f"/resumes/{two.resume}/compare/?a=v{two.version}&b=r{two.base}").status_code == 200
        costs.append(len(queries))
        with stored() as session:
            found = session.get_one(Resume, two.resume)
            for name in range(15):
                found.sections[0].rename(f"Name {name}")
                Version.keep(session, found)
            session.commit()
    assert costs[0] == costs[1] <= 20


def test_a_bar_stands_beside_each_line_that_differs_and_words_say_so(
    as_alice: Client, two: Two, tasks: Tasks, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reworded line alone is marked on both sides, what is hidden on the side where it is printed."""
    monkeypatch.setattr(pages, "WAIT", 1)
    url = f"/resumes/{two.resume}/compare/"
    found = rows(as_alice.get(f"{url}?a=v{two.version}&b=now").text)
    text = as_alice.get(f"{url}pages?a=v{two.version}&b=now", htmx=True).text
    old, new = text.split('<section class="spread__one')[1:]
    listed = [re.findall(r'<li><a href="#row-(\w+)">(\w+)', side) for side in (old, new)]
    for side, told in zip((old, new), listed, strict=True):
        drawn = re.findall(r'<a class="bar bar--(\w+)" href="#row-(\w+)"', side)
        assert [(row, kind.capitalize()) for kind, row in drawn] == told, "the list says what the bars show"
        assert dict(told).items() <= found.items()
    assert {label for _, label in listed[0]} == {"Reworded", "Hidden", "Moved"}
    assert {label for _, label in listed[1]} == {"Reworded", "Moved"}
    height = re.search(r'bar--reworded.*?<rect [^>]*height="([\d.]+)"', new)
    assert height
    assert float(height[1]) < 40, "points: a line or two, not the whole item"


def steps(text: str) -> list[tuple[str, str]]:
    """The addresses on the timeline beside a comparison: from this state on, and what it changed ("" for none)."""
    lines = text.split('<nav class="steps"')[1].split("</nav>", maxsplit=1)[0].split("<li ")[1:]
    found = [re.findall(r'<a class="(?:steps__at|linkish)" href="[^?]*\?([^"]*)"', line) for line in lines]
    return [(urls[0].replace("&amp;", "&"), "".join(urls[1:]).replace("&amp;", "&")) for urls in found]


def test_one_steps_through_the_versions_without_going_back(as_alice: Client, two: Two, stored: Stored) -> None:
    with stored() as session:
        second = Version.keep(session, session.get_one(Resume, two.resume)).id
        session.commit()
    text = as_alice.get(f"/resumes/{two.resume}/compare/?a=v{two.version}&b=now").text
    first, step = f"a=v{two.version}&b=now", f"a=v{two.version}&b=v{second}"
    assert steps(text) == [(first, ""), (f"a=v{second}&b=now", step), (first, "")]
    assert "Go back to the older one" in text
    text = as_alice.get(f"/resumes/{two.resume}/compare/?{step}").text
    assert steps(text) == [(first, ""), (f"a=v{second}&b=now", step), (step, "")], "none goes backwards by itself"
    assert text.count('aria-current="true"') == 2
    assert "Go back to the older one" not in text
    with stored() as session:
        session.get_one(Resume, two.resume).sections[0].rename("New")
        session.commit()
    text = as_alice.get(f"/resumes/{two.resume}/compare/?{step}").text
    assert steps(text)[0] == (first, f"a=v{second}&b=now")


def test_what_was_sent_is_compared_with_a_resume_in_the_trash(
    as_alice: Client, as_bob: Client, hers: Belongings, stored: Stored
) -> None:
    """It is said so, nothing can be taken over, and the way back is one press."""
    with stored() as session:
        session.get_one(ExportRequest, hers.export).mark_sent(True)
        session.get_one(Resume, hers.resume).trash()
        session.commit()
    link = f"/resumes/{hers.resume}/compare/?a=e{hers.export}&b=now"
    assert link.replace("&", "&amp;") in as_alice.get(f"/jobs/{hers.job}").text
    page = as_alice.get(link)
    assert "This resume is in the trash." in page.text
    assert set(rows(page.text).values()) == {"Renamed"}
    assert 'name="way"' not in page.text
    assert "hx-get" not in page.text, "no worker draws it any more"
    own = re.findall(rf'href="(/resumes/{hers.resume}/[^"]*)"', page.text)
    assert all(as_alice.get(url.replace("&amp;", "&")).status_code == 200 for url in own), "no way leads nowhere"
    data = {"a": f"e{hers.export}", "b": "now", "way": "back", "change": next(iter(rows(page.text)))}
    assert as_alice.post(f"/resumes/{hers.resume}/compare/", data=data).status_code == 404
    assert as_bob.get(link).status_code == 404
    assert f'action="/resumes/{hers.resume}/restore"' in page.text
    as_alice.post(f"/resumes/{hers.resume}/restore")
    assert "in the trash" not in as_alice.get(link).text


def test_evidence_that_comes_along_names_the_same_item_here(as_alice: Client, stored: Stored) -> None:
    """A strength that is new here, and one that was here, both shown by an item that this resume has a copy of."""
    with stored() as session:
        base = person(session, "alice").base_resume()
        place = add_item(base.add_section("experience"))
        strengths = base.add_section("strengths")
        add_item(strengths, "Calm", shown_by=[])
        made = base.duplicate("For the clinic")
        session.flush()
        add_item(strengths, "Kind", shown_by=[place.key])
        strengths.items[0].shown_by = [place.key]
        session.commit()
        mine, other = made.id, base.id
    url = f"/resumes/{mine}/compare/?a=r{other}&b=now"
    for label in ("Changed", "Removed"):
        row = next(row for row, said in rows(as_alice.get(url).text).items() if said == label)
        data = {"a": f"r{other}", "b": "now", "way": "back", "change": row}
        assert as_alice.post(f"/resumes/{mine}/compare/", data=data).status_code == 303
    with stored() as session:
        copy = session.get_one(Resume, mine)
        own = copy.sections[0].items[0].key
        assert [item.shown_by for item in copy.sections[1].items] == [[own], [own]]
    assert not {"Changed", "Removed"} & set(rows(as_alice.get(url).text).values())

"""A resume in two languages: what is to be translated, what is older than the original, the way back of an answer."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from letraz.document import Person
from letraz.models import Item, Resume, Version, kin
from letraz.models.following import add, leave, part_with, put_in_order
from letraz.models.linked import LinkedItem
from letraz.models.ordering import Refused, Stale
from letraz.models.originals import late, read
from letraz.models.translation import Translation
from letraz.sections import TYPES
from tests.cast import add_item, person

ENGLISH, GERMAN = "- Cared for 4 patients", "- 4 Patienten gepflegt"


@pytest.fixture
def base(session: Session) -> Resume:
    """A base resume with one job held, a skill that shows in a strength, and a section under a title of its own."""
    found = person(session, "alice").base_resume()
    found.personal_info = Person(name="Alice", headline="Nurse", email="a@example.org").to_json()
    found.language = "en"
    add_item(found.add_section("experience"), "Nurse", description=ENGLISH)
    skill = add_item(found.add_section("skills"), "SQL")
    session.flush()
    add_item(found.add_section("strengths"), "Calm").shown_by = [skill.key]  # type: ignore[attr-defined]
    add_item(found.add_section("custom", "On stage"), "Choir")
    session.commit()
    return found


@pytest.fixture
def sister(base: Resume, session: Session) -> Resume:
    made = base.translate("de", "Auf Deutsch")
    session.commit()
    return made


def first(resume: Resume, at: int = 0) -> Item:
    return resume.sections[at].items[0]


def change(item: Item, **values: Any) -> None:
    """As a person's save does."""
    clean, errors = item.check({**item.values, **values})
    assert not errors
    item.save(clean, item.revision)


def seen(resume: Resume) -> Translation:
    found = read(resume)
    assert found is not None
    return found


def linked(resume: Resume, at: int = 0) -> LinkedItem:
    return seen(resume).items[first(resume, at).id]


def translate(item: Item) -> None:
    change(item, job_title="Krankenpflegerin", description=GERMAN)


# --- making one ---------------------------------------------------------------------------------------


def test_a_translation_says_the_same_and_is_linked_to_it_and_to_no_base_item(base: Resume, sister: Resume) -> None:
    assert (sister.language, sister.original_id, sister.base) == ("de", base.id, False)
    assert [one.original_section_id for one in sister.sections] == [one.id for one in base.sections]
    for mine, theirs in zip(sister.sections, base.sections, strict=True):
        for item, other in zip(mine.items, theirs.items, strict=True):
            assert (item.original_item_id, item.base_item_id) == (other.id, None)
    assert first(sister, 2).values["shown_by"] == [first(sister, 1).key]
    assert sister.sections[0].heading == "Berufserfahrung"
    assert sister.sections[3].heading == "On stage"


def test_the_usual_headings_of_any_language_follow(base: Resume, sister: Resume, session: Session) -> None:
    french = sister.translate("fr", "En français")
    assert french.original_id == sister.id
    assert not french.sections[0].title
    assert french.sections[0].heading != sister.sections[0].heading


def test_its_own_language_is_refused_and_another_kind_of_it_is_not(base: Resume, session: Session) -> None:
    with pytest.raises(Refused, match="language already"):
        base.translate("en", "Again")
    base.language = "pt"
    assert base.translate("pt-PT", "Outro").language == "pt-PT"


def test_update_in_all_never_reaches_it(base: Resume, sister: Resume, session: Session) -> None:
    change(first(base), job_title="Head nurse")
    session.commit()
    assert kin.copies(base, [first(base)], lock=True) == {}
    assert kin.behind(sister) == {}


def test_a_copy_of_a_translation_is_one_of_the_same_original(base: Resume, sister: Resume, session: Session) -> None:
    translate(first(sister))
    linked(sister, 1).answer()
    session.commit()
    copy = sister.duplicate("Noch einmal")
    session.commit()
    assert copy.original_id == base.id
    assert [one.part[0] for one in seen(copy).asking] == [one.part[0] for one in seen(sister).asking]
    assert not seen(copy).new
    assert copy.sections[3].original_section_id == base.sections[3].id


# --- what is to be translated -------------------------------------------------------------------------


def test_everything_is_to_be_translated_at_first(sister: Resume) -> None:
    found = seen(sister)
    assert len(found.asking) == found.total == 6  # the header, four items, one title
    assert all(one.untranslated and not one.older for one in found.asking)


def test_words_of_ones_own_are_a_translation_and_so_is_a_word_that_they_may_stay(
    sister: Resume, session: Session
) -> None:
    translate(first(sister))
    linked(sister, 1).answer()
    sister.sections[3].rename("Auf der Bühne")
    session.commit()
    assert not linked(sister).asks
    assert not linked(sister, 1).asks
    assert len(seen(sister).asking) == 3


def test_a_long_text_that_is_still_the_originals_is_to_be_translated(sister: Resume) -> None:
    change(first(sister), job_title="Krankenpflegerin")
    assert linked(sister).untranslated
    assert not linked(sister).copied


def test_what_was_never_translated_can_begin_anew(base: Resume, sister: Resume, session: Session) -> None:
    change(first(base), description="- Led the ward")
    session.commit()
    linked(sister).restart()
    assert first(sister).values == first(base).values
    assert linked(sister).untranslated
    assert not linked(sister).older
    change(first(sister), start_date="2019-05")
    change(first(base), description="- Led two wards")
    session.commit()
    linked(sister).restart()
    assert first(sister).values == {**first(base).values, "start_date": first(sister).values["start_date"]}
    assert str(first(sister).values["start_date"]) == "2019-05", "the person's own dates stay"
    translate(first(sister))
    with pytest.raises(Refused, match="translated it already"):
        linked(sister).restart()


# --- older than the original --------------------------------------------------------------------------


def test_other_words_of_the_original_are_told_until_they_are_answered(
    base: Resume, sister: Resume, session: Session
) -> None:
    translate(first(sister))
    change(first(base), description="- Cared for 5 patients")
    session.commit()
    one = linked(sister)
    assert one.reworded == ("description",)
    assert not one.carries
    assert [found.item for found in late(base, [first(base)])[first(base).id]] == [first(sister)]
    one.answer()
    session.commit()
    assert not linked(sister).asks
    assert late(base, [first(base)]) == {}
    assert first(sister).values["description"] == GERMAN
    linked(sister).undo()
    assert linked(sister).reworded == ("description",)


def test_dates_are_carried_and_words_are_not(base: Resume, sister: Resume, session: Session) -> None:
    translate(first(sister))
    change(first(base), start_date="2018-05", job_title="Head nurse")
    session.commit()
    assert linked(sister).carries
    linked(sister).take()
    session.commit()
    assert first(sister).values["start_date"] == "2018-05"
    assert first(sister).values["job_title"] == "Krankenpflegerin"
    assert linked(sister).reworded == ("job_title",)
    assert not linked(sister).carries
    linked(sister).undo()
    assert first(sister).values["start_date"] == "2019-03"
    assert linked(sister).carries


def test_where_both_changed_the_dates_a_person_decides(base: Resume, sister: Resume, session: Session) -> None:
    for item, start in ((first(base), "2018-05"), (first(sister), "2017-01")):
        change(item, start_date=start)
    one = linked(sister)
    assert not one.carries
    assert one.older
    one.keep()
    assert not linked(sister).older
    linked(sister).undo()
    linked(sister).take(whole=True)
    assert first(sister).values["start_date"] == "2018-05"


def test_the_original_takes_other_dates_and_gives_them_back(base: Resume, sister: Resume, session: Session) -> None:
    translate(first(sister))
    change(first(sister), start_date="2017-01")
    assert not linked(sister).older
    assert linked(sister).can_give
    linked(sister).give()
    session.commit()
    assert first(base).values["start_date"] == "2017-01"
    assert first(base).values["description"] == ENGLISH
    assert not linked(sister).asks
    linked(sister).undo()
    assert first(base).values["start_date"] == "2019-03"
    assert linked(sister).can_give


def test_an_undo_is_refused_once_either_was_changed(base: Resume, sister: Resume, session: Session) -> None:
    for later in (first(sister), first(base)):
        linked(sister).answer()
        change(later, location=f"Oslo {later.id}")
        with pytest.raises(Stale):
            linked(sister).undo()


def test_evidence_is_the_same_when_it_names_the_same_items(base: Resume, sister: Resume, session: Session) -> None:
    linked(sister, 2).answer()
    assert not linked(sister, 2).asks
    change(first(base, 2), shown_by=[])
    assert linked(sister, 2).carries
    linked(sister, 2).take()
    assert first(sister, 2).values["shown_by"] == []


def test_the_header_has_the_same_states(base: Resume, sister: Resume, session: Session) -> None:
    sister.save(
        {"personal_info": Person(name="Alice", headline="Pflege", email="a@example.org").to_json()}, sister.revision
    )
    assert not seen(sister).header.asks
    new = Person(name="Alice", headline="Head nurse", email="b@example.org").to_json()
    base.save({"personal_info": new}, base.revision)
    header = seen(sister).header
    assert header.reworded == ("headline",)
    header.take()
    assert (sister.person.headline, sister.person.email) == ("Pflege", "b@example.org")
    seen(sister).header.undo()
    assert sister.person.email == "a@example.org"


def test_the_title_of_a_section_has_them_too(base: Resume, sister: Resume, session: Session) -> None:
    sister.sections[3].rename("Auf der Bühne")
    base.sections[3].rename("Choirs")
    session.commit()
    title = seen(sister).titles[sister.sections[3].id]
    assert title.reworded == ("title",)
    title.answer()
    assert not seen(sister).titles[sister.sections[3].id].asks
    title.undo()
    assert seen(sister).titles[sister.sections[3].id].older


_word = st.sampled_from(["ward", "night", "Oslo", "4", "Epic"])
_edits = st.fixed_dictionaries(
    {},
    optional={
        "job_title": _word,
        "description": _word,
        "location": _word,
        "start_date": st.sampled_from(["2017", "2018-02"]),
    },
)


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_edits, _edits, st.lists(st.sampled_from(["answer", "take", "whole", "keep", "give", "undo"]), max_size=4))
def test_no_answer_puts_words_of_the_original_into_it_and_all_of_them_end_the_question(
    base: Resume, sister: Resume, session: Session, theirs: dict[str, str], own: dict[str, str], answers: list[str]
) -> None:
    change(first(base), **theirs)
    change(first(sister), **own)
    for answer in [*answers, "answer", "whole"]:
        one = linked(sister)
        words, whole = one.words(one.mine), (one.mine, one.old, one.new, one.untranslated)
        try:
            one.take(whole=True) if answer == "whole" else getattr(one, answer)()
        except (Refused, Stale):
            assert answer in ("give", "undo")
            continue
        session.flush()
        after = linked(sister)
        assert after.words(after.mine) == words
        if answer != "undo":
            after.undo()
            again = linked(sister)
            assert (again.mine, again.old, again.new, again.untranslated) == whole
            again.take(whole=True) if answer == "whole" else getattr(again, answer)()
    assert not linked(sister).asks
    assert linked(sister).plain(linked(sister).mine) == linked(sister).plain(linked(sister).new)
    session.rollback()


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_every_type_can_be_translated(session: Session, kind: str) -> None:
    base = person(session, "alice").base_resume()
    item = add_item(base.add_section(kind), "One")
    copy = base.translate("ar", "Arabic")
    session.commit()
    other = add_item(base.add_section(kind), "Other")
    assert linked(copy).untranslated
    change(item, **{name: value for name, value in other.values.items() if name != "shown_by"})
    linked(copy).restart()
    assert not linked(copy).older
    linked(copy).answer()
    assert not linked(copy).asks


# --- what is new, gone or elsewhere -------------------------------------------------------------------


def test_what_is_new_is_added_at_its_place_to_be_translated(base: Resume, sister: Resume, session: Session) -> None:
    item = add_item(base.sections[0], "Porter")
    item.move_to(1)
    hobby = base.add_section("interests")
    add_item(hobby, "Chess")
    hobby.move_to(2)
    session.commit()
    found = seen(sister)
    assert [(place.id, items) for place, items in found.new] == [
        (base.sections[0].id, (item.id,)), (hobby.id, (hobby.items[0].id,)),
    ]  # fmt: skip
    add(found, item.key)
    add(seen(sister), hobby.key)
    session.commit()
    assert [one.original_item_id for one in sister.sections[0].items] == [one.id for one in base.sections[0].items]
    assert [one.original_section_id for one in sister.sections] == [one.id for one in base.sections]
    assert linked(sister).untranslated
    assert not seen(sister).new
    assert not seen(sister).jumbled


def test_what_has_no_place_here_is_not_offered_and_can_be_added_later(
    base: Resume, sister: Resume, session: Session
) -> None:
    item = add_item(base.sections[0], "Porter")
    session.commit()
    leave(seen(sister), item.key)
    assert not seen(sister).new
    assert seen(sister).out == {item.key}
    with pytest.raises(KeyError):
        leave(seen(sister), item.key)
    add(seen(sister), item.key)
    session.commit()
    assert not seen(sister).out
    sister.sections[0].remove(sister.sections[0].items[0])
    session.commit()
    assert not seen(sister).new
    [away] = seen(sister).out
    add(seen(sister), away)
    session.commit()
    assert not seen(sister).out


def test_a_section_that_was_removed_here_comes_back_whole(base: Resume, sister: Resume, session: Session) -> None:
    sister.remove_section(sister.sections[0])
    session.commit()
    found = seen(sister)
    assert not found.new
    add(found, base.sections[0].key)
    session.commit()
    assert not seen(sister).out
    assert len(sister.sections) == len(base.sections)


def test_what_is_gone_is_told_and_parted_with(base: Resume, sister: Resume, session: Session) -> None:
    base.sections[0].remove(first(base))
    base.remove_section(base.sections[3])
    session.commit()
    found = seen(sister)
    assert found.gone_items == [first(sister)]
    assert found.gone_sections == [sister.sections[3]]
    part_with(first(sister))
    part_with(sister.sections[3])
    session.commit()
    assert not seen(sister).gone_items
    assert not seen(sister).gone_sections
    assert first(sister, 3).original_item_id is None


def test_the_originals_order_is_taken_and_what_is_ones_own_keeps_its_place(
    base: Resume, sister: Resume, session: Session
) -> None:
    for name in ("Porter", "Cook"):
        key = _added(base, name, session)
        add(seen(sister), key)
    own = add_item(sister.sections[0], "Mine")
    own.move_to(2)
    session.commit()
    assert not seen(sister).jumbled
    base.sections[0].items[2].move_to(1)
    base.sections[3].move_to(1)
    session.commit()
    assert seen(sister).jumbled
    put_in_order(seen(sister))
    session.commit()
    session.expire_all()
    assert not seen(sister).jumbled
    place = sister.sections[1]
    assert place.items.index(own) == 1
    assert [one.original_item_id for one in place.items if one is not own] == [one.id for one in base.sections[1].items]


def _added(base: Resume, mark: str, session: Session) -> str:
    item = add_item(base.sections[0], mark)
    session.commit()
    return item.key


def test_what_moved_to_another_section_moves_here_too(base: Resume, sister: Resume, session: Session) -> None:
    other = base.add_section("experience", "Earlier")
    add_item(other, "Cook")
    session.commit()
    add(seen(sister), other.key)
    first(base).move_to(1, other)
    session.commit()
    assert seen(sister).jumbled
    put_in_order(seen(sister))
    session.commit()
    session.expire_all()
    assert not seen(sister).jumbled
    assert len(sister.sections[-1].items) == 2


# --- trash, versions ----------------------------------------------------------------------------------


def test_a_new_section_with_items_that_are_here_is_new_too(base: Resume, sister: Resume, session: Session) -> None:
    """Else its items would stand in a section that is called removed, and go with it."""
    translate(first(sister))
    earlier = base.add_section("experience", "Earlier")
    session.flush()
    first(base).move_to(1, earlier)
    base.remove_section(base.sections[0])
    session.commit()
    found = seen(sister)
    assert [(place.key, items) for place, items in found.new] == [(earlier.key, ())]
    made = add(found, earlier.key)
    session.commit()
    session.expire_all()
    assert seen(sister).jumbled
    put_in_order(seen(sister))
    session.commit()
    session.expire_all()
    assert [item.values["job_title"] for item in sister.section(made.id).items] == ["Krankenpflegerin"]  # type: ignore[union-attr]
    assert [len(one.items) for one in seen(sister).gone_sections] == [0]


def test_an_original_in_the_trash_says_nothing_and_one_that_is_gone_leaves_a_resume(
    base: Resume, sister: Resume, session: Session
) -> None:
    other = sister.translate("fr", "Autre")
    session.commit()
    sister.trash()
    session.commit()
    assert read(other) is None
    sister.purge(session)
    session.commit()
    session.expire_all()
    assert other.original_id is None
    assert [one.original_item_id for section in other.sections for one in section.items] == [None] * 4
    assert read(other) is None


def test_going_back_keeps_the_links(base: Resume, sister: Resume, session: Session) -> None:
    before = sister.document()
    translate(first(sister))
    session.commit()
    sister.become_whole(before)
    session.commit()
    assert linked(sister).untranslated
    translate(first(sister))
    old = base.document()
    change(first(base), location="Oslo")
    base.become_whole(old)
    session.commit()
    assert not linked(sister).asks


def test_going_back_to_before_an_answer_asks_again(base: Resume, sister: Resume, session: Session) -> None:
    translate(first(sister))
    change(first(base), start_date="2018-05")
    before = sister.document()
    linked(sister).take()
    session.commit()
    sister.become_whole(before)
    session.commit()
    assert linked(sister).carries
    linked(sister, 1).answer()
    change(first(sister, 1), category="Anderes")
    sister.become_whole(before)
    session.commit()
    assert not linked(sister, 1).asks, "what was answered about these words is answered"


def test_what_is_taken_from_the_original_is_to_be_translated(base: Resume, sister: Resume, session: Session) -> None:
    add_item(base.sections[0], "Porter")
    session.commit()
    sister.become(base.document())
    session.commit()
    assert [one.base_item_id for one in sister.sections[0].items] == [None, None]
    assert {one.original_item_id for one in sister.sections[0].items} == {one.id for one in base.sections[0].items}


def test_an_older_wording_is_not_taken_to_be_answered(base: Resume, sister: Resume, session: Session) -> None:
    """Going back, and a copy of what it once was, bring words that nobody compared with those of the original now."""
    translate(first(sister))
    older = Version.keep(session, sister)
    session.commit()
    change(first(base), description="- Cared for 9 patients")
    change(first(sister), description="- 9 Patienten gepflegt")
    session.commit()
    linked(sister).answer()
    session.commit()
    change(first(sister), description="- 9 Kranke gepflegt")
    session.commit()
    assert not linked(sister).asks
    assert not linked(sister.duplicate("Now")).asks
    same = Version.keep(session, sister)
    change(first(sister), start_date="2010")
    same.restore(sister)
    session.commit()
    assert not linked(sister).asks, "it has the words that it had"
    copy = sister.duplicate("Before", document=older.document)
    older.restore(sister)
    session.commit()
    session.expire_all()
    assert [linked(one).reworded for one in (sister, copy)] == [("description",)] * 2
    linked(sister).answer()
    assert not linked(sister).asks

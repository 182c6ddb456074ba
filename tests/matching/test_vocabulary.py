"""The names of what people can do: which stand in a text, and which mean the same."""

from __future__ import annotations

import time
import tomllib
from importlib.resources import files
from itertools import pairwise
from typing import Any

import pytest

from letraz.matching.vocabulary import Hit, Vocabulary
from letraz.matching.vocabulary.aliases import Aliases, concept_id
from letraz.matching.vocabulary.stored import Stored
from letraz.matching.words import tokens

KNOWN = Vocabulary.load()
RAW: dict[str, Any] = tomllib.loads(files("letraz.matching").joinpath("data", "aliases.toml").read_text("utf-8"))


def found(text: str, vocabulary: Vocabulary = KNOWN) -> list[str]:
    return [hit.canonical for hit in vocabulary.find(tokens(text))]


def hit(text: str) -> Hit:
    every = KNOWN.find(tokens(text))
    assert len(every) == 1, every
    return every[0]


# --- the hand-written file ---------------------------------------------------------------------------


def test_no_name_stands_for_two_things_without_company() -> None:
    """Of the readings of one spelling at most one may do without a word beside it, or they would be drawn by lot."""
    wrong = {
        key: [(spelling.text, spelling.concept) for spelling in every]
        for key, every in Aliases.load().by_key.items()
        if len({spelling.concept for spelling in every if spelling.alone}) > 1
    }
    assert wrong == {}


def test_no_thing_has_two_lines() -> None:
    shown = [concept_id(name) for lines in RAW.values() for name in lines]
    assert sorted(shown) == sorted(set(shown))


def test_tables_have_only_the_words_that_are_read() -> None:
    tables = [entry for lines in RAW.values() for every in lines.values() for entry in every if isinstance(entry, dict)]
    assert {key for table in tables for key in table} == {
        "name",
        "swap",
        "needs",
        "unless",
        "after",
        "case",
        "any_case",
    }
    assert len(tables) > 100


@pytest.mark.parametrize(
    "short", ["AP", "PM", "OT", "PE", "IT", "CV", "ICE", "AR", "RE", "PA", "TA", "PR", "ED", "OR", "AD"]
)
def test_a_short_form_with_many_meanings_is_nothing_by_itself(short: str) -> None:
    assert found(f"We value {short} here.") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Process AP and supplier invoices", "accounts payable"),
        ("AP classes for high school students", "Advanced Placement"),
        ("Driver with CPC and HGV", "Driver Certificate of Professional Competence"),
        ("Lower the CPC of our PPC ads", "cost per click"),
        ("A licensed civil engineer (PE)", "professional engineer licence"),
        ("Teach PE to pupils", "physical education"),
    ],
)
def test_its_company_says_what_is_meant(text: str, name: str) -> None:
    assert name in found(text)


# --- finding -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("JS", "JavaScript"),
        ("k8s", "Kubernetes"),
        ("aws", "Amazon Web Services"),
        ("MS Excel", "Microsoft Excel"),
        ("reports in excel", "Microsoft Excel"),
        ("an RN", "registered nurse"),
        ("R.N.", "registered nurse"),
        ("two RNs", "registered nurse"),
        ("venipuncture", "phlebotomy"),
        ("care plans", "care plan"),
        ("PLCs", "programmable logic controller"),
        ("LGV C+E", "HGV Class 1"),
        ("CDL-A", "CDL Class A"),
        ("digi card", "digital tachograph card"),
        ("FLT", "forklift"),
        ("steaming milk", "milk steaming"),
        ("SENDCo", "special educational needs coordinator"),
        ("KS3", "Key Stage 3"),
        ("A-levels", "A level"),
        ("18th Edition", "18th Edition"),
        ("LOTO", "lockout/tagout"),
        ("ELISAs", "enzyme-linked immunosorbent assay"),
        ("cGMP", "good manufacturing practice"),
        ("TF-CBT", "trauma-focused CBT"),
        ("GA4", "Google Analytics 4"),
        ("Civil3D", "Civil 3D"),
        ("profit & loss", "profit and loss"),
        ("education, health and care plan", "education, health and care plan"),
        ("python", "Python"),
        ("Kafka", "Apache Kafka"),
    ],
)
def test_an_everyday_name(text: str, name: str) -> None:
    assert hit(text).canonical == name
    assert hit(text).source == "alias"
    assert hit(text).strict


@pytest.mark.parametrize(
    "text",
    [
        "You excel in a team",
        "Excel at work",
        "open till late",
        "go to teams",
        "Reduce costs",
        "Access to a car",
        "a word of thanks",
        "react to change",
        "Mocha and sequel",
        "surgery, resection",
        "outlook for the year",
        "polish the floor",
    ],
)
def test_an_everyday_word_is_no_name(text: str) -> None:
    assert [name for name in found(text) if name != "teamwork"] == []


def test_the_longest_name_wins_and_none_lies_over_another() -> None:
    hits = KNOWN.find(
        tokens("registered nurse, Google Analytics 4 and Google Analytics with Amazon Web Services (EC2)")
    )
    assert [one.canonical for one in hits] == [
        "registered nurse",
        "Google Analytics 4",
        "Google Analytics",
        "Amazon Web Services",
        "Amazon EC2",
    ]
    assert all(one.end <= other.start for one, other in pairwise(hits))


def test_a_phrase_of_esco_gives_way_to_the_thing_it_is_said_of() -> None:
    assert found("follow SOPs") == ["standard operating procedure"]
    assert Stored.load().whole("follow SOPs")


def test_no_name_reaches_over_a_stop() -> None:
    assert found("wound, care") == []
    assert found("wound care") == ["wound care"]


def test_technologies_and_phrases_come_from_the_collections() -> None:
    onet, esco = hit("Databox"), hit("manage staff")
    assert (onet.source, onet.strict) == ("onet", True)
    assert (esco.source, esco.strict) == ("esco", False)
    assert hit("managing staff").concept == esco.concept


def test_a_language_is_one_with_its_capital() -> None:
    assert hit("in Polish").canonical == "Polish"


def test_soft_skills_are_found_and_not_strict() -> None:
    assert not hit("attention to detail").strict


def test_a_name_of_the_collections_is_the_hand_written_thing() -> None:
    assert KNOWN.concept("Intuit QuickBooks") == KNOWN.concept("QuickBooks") == "a:quickbooks"


@pytest.mark.parametrize(
    "name",
    ["Mocha", "LiveScript", "SEQUEL", "crackberry", "resection", "communication", "support", "", "()", "Lightcast"],
)
def test_what_was_dropped_is_not_stored(name: str) -> None:
    assert Stored.load().whole(name) is None


def test_a_long_posting_is_looked_through_quickly() -> None:
    """800 words take some 15 ms here; the bound is wide because a test may share its machine."""
    text = tokens(
        "Process AP invoices in Excel and manage staff who keep records for the month-end close of QuickBooks. " * 50
    )
    assert len(text) > 800
    KNOWN.find(text)
    start = time.process_time()
    KNOWN.find(text)
    assert time.process_time() - start < 0.25


# --- the same, swapped, proved -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("JS", "JavaScript"),
        ("RN", "Registered Nurse"),
        ("till", "POS"),
        ("HGV Class 1", "LGV C+E"),
        ("Foo Bar", "foo-bar"),
    ],
)
def test_swappable_both_ways(one: str, other: str) -> None:
    assert KNOWN.swappable(one, other)
    assert KNOWN.swappable(other, one)
    assert KNOWN.same(one, other)


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [
        ("Epic", "EHR"),
        ("Salesforce", "CRM"),
        ("OSHA 30", "OSHA 10"),
        ("MSN", "BSN"),
        ("CDL Class A", "driving licence"),
        ("Civil 3D", "CAD"),
        ("FastAPI", "Python"),
    ],
)
def test_the_narrower_proves_the_wider_and_never_back(narrow: str, wide: str) -> None:
    assert KNOWN.proves(narrow, wide)
    assert not KNOWN.proves(wide, narrow)
    assert not KNOWN.swappable(narrow, wide)
    assert not KNOWN.same(narrow, wide)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("BLS", "ACLS"),
        ("PALS", "ACLS"),
        ("Java", "JavaScript"),
        ("React", "React Native"),
        ("HPLC", "ELISA"),
        ("ACCA", "CIMA"),
        ("LPN", "RN"),
    ],
)
def test_what_is_near_is_not_the_same(one: str, other: str) -> None:
    assert not KNOWN.swappable(one, other)
    assert not KNOWN.same(one, other)


def test_labels_of_esco_are_the_same_but_not_swapped() -> None:
    concept = KNOWN.concept("manage staff")
    assert concept
    assert KNOWN.same("manage staff", "manage team") or KNOWN.same("manage staff", "oversee staff")
    assert KNOWN.names(concept) == ("manage staff",)


def test_every_swappable_name_leads_back_to_its_thing() -> None:
    """Unless it has another meaning by itself (CPA), when it needs its company."""
    aliases = Aliases.load()
    lost = {
        (name, concept)
        for concept, names in aliases.names.items()
        for name in names
        if KNOWN.concept(name) not in {concept, None} and not KNOWN.swappable(name, names[0])
    }
    assert {name for name, _ in lost} <= {"CPA", "GCP", "POs", "DBT"}


def test_ids_have_names() -> None:
    assert KNOWN.canonical("a:kubernetes") == "Kubernetes"
    assert KNOWN.names("a:kubernetes")[:2] == ("Kubernetes", "k8s")
    for unknown in ("x:1", "e:99999999", "o:-1", "e:one", ""):
        assert KNOWN.canonical(unknown) is None
        assert KNOWN.names(unknown) == ()
        assert KNOWN.implied(unknown) == frozenset()


# --- learning ----------------------------------------------------------------------------------------


def test_a_text_teaches_its_short_names() -> None:
    learned = KNOWN.learn("You keep our Bowtie Incident Register (BIR) and the GTR (Goods Transfer Report).")
    assert learned.same("BIR", "Bowtie Incident Register")
    assert learned.swappable("GTR", "goods transfer report")
    assert KNOWN.concept("BIR") is None
    (one,) = learned.find(tokens("Filled the BIR daily"))
    assert (one.canonical, one.source, one.strict) == ("Bowtie Incident Register", "text", True)


def test_what_is_known_stays_what_it_is() -> None:
    learned = KNOWN.learn(
        "Electronic Health Record (EHR). Our Customer Relationship Management (CRM) tool, accounts payable (AP)."
    )
    assert learned.concept("CRM") == KNOWN.concept("CRM")
    assert learned.concept("AP") == KNOWN.concept("accounts payable")
    assert KNOWN.concept("AP") is None


@pytest.mark.parametrize(
    "text",
    [
        "We are the best (UK)",
        "Registered Nurse (Full Time)",
        "Excellent pay (GBP)",
        "see (A)",
        "(" * 5000,
        "a " * 5000 + "(AB)",
    ],
)
def test_brackets_that_hold_no_short_name_teach_nothing(text: str) -> None:
    learned = KNOWN.learn(text)
    assert not learned._learned

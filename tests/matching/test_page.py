"""Pages of the web as postings: what is read of them, what never is, and what the worst of them costs."""

from __future__ import annotations

import json
import time

import pytest
from lxml import etree

from letraz.matching.page import PageRefused, markup, read_page

DUTIES = "".join(
    f"<li>{text}</li>"
    for text in (
        "Care for eight patients on a surgical ward, by day and by night",
        "Explain treatments to patients and to their families",
        "Keep <b>complete</b> records in our system",
    )
)
WORDS = "We are a hospital of 400 beds by the lake. The ward has twelve nurses, and all of them stay for years. " * 3
POSTING = f"""<h1>Staff nurse</h1><p>{WORDS}</p>
<h2>What you will do</h2><ul>{DUTIES}</ul>
<h2>What you bring</h2><ul><li><p>A licence as a registered nurse</p></li><li>Two years of practice</li></ul>
<p>Pay: 38&nbsp;dollars an hour<br>Parking is free.</p>"""
AROUND = """<!doctype html><html><head><title>Staff nurse | Harborview</title><style>.x{{color:red}}</style>
<script>var secret = "<p>in a script</p>";</script>{head}</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/jobs">All jobs</a></li></ul></nav>
<main>{main}</main>
<aside><h3>Similar jobs</h3><ul><li><a href="/2">Baker in Leeds</a></li><li><a href="/3">Welder</a></li></ul></aside>
<footer><p>Copyright Harborview. <a href="/privacy">Privacy</a> <a href="/cookies">Cookies</a></p></footer></html>"""


def page(main: str = POSTING, head: str = "") -> str:
    return AROUND.format(main=main, head=head)


def described(**more: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "JobPosting", **more})}</script>'


def test_the_main_text_is_lines() -> None:
    found = read_page(page())
    said = found.text.split("\n")

    assert found.source == "page"
    assert found.fields == {}
    assert [line for line in said if line.startswith("- ")] == [
        "- Care for eight patients on a surgical ward, by day and by night",
        "- Explain treatments to patients and to their families",
        "- Keep complete records in our system",
        "- A licence as a registered nurse",
        "- Two years of practice",
    ]
    assert {"Staff nurse", "What you will do", "What you bring", "Pay: 38 dollars an hour", "Parking is free."} <= set(
        said
    )


@pytest.mark.parametrize("odd", ["Baker", "Copyright", "All jobs", "secret", "color"])
def test_what_stands_around_it_is_no_part_of_it(odd: str) -> None:
    assert odd not in read_page(page()).text


HIDDEN = {
    "comment": "<!-- unseen -->",
    "comment with an end in it": "<!-- > unseen -->",
    "script": "<script>'</p>unseen'</script>",
    "script in capitals": "<SCRIPT type=module>unseen</SCRIPT >",
    "style": "<style>unseen</style>",
    "noscript": "<noscript>unseen</noscript>",
    "template": "<template><p>unseen</p></template>",
    "drawing": "<svg><text>unseen</text></svg>",
    "choice": "<select><option>unseen</select>",
    "frame": "<iframe>unseen</iframe>",
    "hidden": "<p hidden>unseen</p>",
    "hidden with a value": '<div hidden="until-found"><p>unseen</p></div>',
    "style of its own": '<div style="color:red; DISPLAY : none"><p>unseen</p></div>',
    "invisible": "<p style='visibility:hidden'>unseen</p>",
    "for no reader": '<span aria-hidden="true">unseen</span>',
    "attribute": '<p title="unseen" data-x="<p>unseen</p>">Word.</p>',
    "picture": '<img alt="unseen" src=x>',
    "processing": "<?php unseen ?>",
    "declaration": "<!ENTITY unseen>",
    "cdata": "<![CDATA[unseen]]>",
    "second attribute": '<p hidden="" hidden="no">unseen</p>',
}


@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN.keys())
@pytest.mark.parametrize("main", [POSTING, "<p>A short page.</p>"], ids=["long", "short"])
def test_what_a_reader_does_not_see_is_no_text(hidden: str, main: str) -> None:
    for shown in (main + hidden + "<p>Last words, which are kept.</p>", f"<div>{hidden}{main}</div>"):
        text = read_page(page(shown)).text
        assert "unseen" not in text
        assert "A short page." in text or "Parking is free." in text
    assert "Last words" in read_page(page(main + hidden + "<p>Last words, which are kept.</p>")).text


def test_a_description_for_machines_goes_before_the_page() -> None:
    data = described(title="Staff nurse", description=POSTING, hiringOrganization="Harborview")
    found = read_page(page("<p>Apply now</p>", head=data))
    assert found.source == "json-ld"
    assert found.fields == {"title": "Staff nurse", "company_name": "Harborview"}
    assert "\n- A licence as a registered nurse\n- Two years of practice\n" in found.text
    assert "Apply" not in found.text


def test_a_teaser_for_machines_gives_fields_and_the_page_the_text() -> None:
    found = read_page(page(head=described(title="Staff nurse", description="Join us!")))
    assert (found.source, found.fields) == ("page", {"title": "Staff nurse"})
    assert "Two years of practice" in found.text


def test_of_several_postings_the_address_tells_which() -> None:
    head = described(title="Baker", url="https://x.example/2", description=WORDS + "Bread.") + described(
        title="Nurse", url="https://x.example/1", description=WORDS + "Care."
    )
    assert read_page(page(head=head).replace("<title>", "<title>Baker or "), "https://x.example/").fields == {}
    assert read_page(page(head=head), "https://x.example/1").fields["title"] == "Nurse"
    assert read_page(page(head=head), "https://x.example/1").text.endswith("Care.")


def test_scripts_of_other_kinds_are_no_description() -> None:
    head = described(title="Baker").replace("application/ld+json", "text/plain")
    assert read_page(page(head=head)).fields == {}


@pytest.mark.parametrize("kind", ["APPLICATION/LD+JSON", "application/ld+json; charset=utf-8"])
def test_the_kind_of_a_script_is_read_loosely(kind: str) -> None:
    head = described(title="Baker").replace("application/ld+json", kind)
    assert read_page(page(head=head)).fields["title"] == "Baker"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("   ", ""),
        ("<!-- only", ""),
        ("plain words", "plain words"),
        ("2 < 3 & 4 > 3", "2 < 3 & 4 > 3"),
        ("<p>one<p>two", "one\n\ntwo"),
        ("<P CLASS=x>one</P ><DIV>two</DIV>", "one\n\ntwo"),
        ("<table><tr><td>Pay</td><td>$38</td></tr><tr><td>Start</td><td>May</td></tr></table>", "Pay $38\nStart May"),
        ("<ul><li>a<ul><li>b</ul><li><li><p>c</p></ul>d", "- a\n- b\n- c\n\nd"),
        ("<ol><li>a</ol>", "- a"),
        ("<a title='>'>x</a>", "x"),
        ("<p>a<br/>b<br>c", "a\nb\nc"),
        ("<p>a\0b\x01c\x02d&#1;e</p>", "a b c d e"),
        ("<p>cut <b", "cut"),
        ('<p>cut <b title="', "cut"),
        ("<p>caf&eacute; &#x1F600; &unknown;", "café 😀 &unknown;"),
    ],
)  # fmt: skip
def test_odd_markup(html: str, text: str) -> None:
    assert read_page(html).text == text


# --- what it costs ----------------------------------------------------------------------------------

MOST = markup.MOST_CHARACTERS


def filled(piece: str) -> str:
    return (piece * (MOST // len(piece) + 1))[: MOST - 100]


@pytest.mark.parametrize(
    "html",
    [
        "x" * (MOST + 1),
        filled("<div>"),
        filled("<b><i>"),
        filled("<p>x"),
        filled("<ul><li>"),
        "<div>" * (markup.MOST_DEEP + 1),
        "<table><tr><td>" * (markup.MOST_DEEP + 1),
        "<br>" * (markup.MOST_ELEMENTS + 1),
        ("<ul><li>" * 95 + "</li></ul>" * 95) * 150,
    ],
    ids=["long", "divs", "styles", "paragraphs", "lists", "deep", "tables", "many", "deep and many"],
)
def test_a_page_that_is_too_large_or_deep_is_refused_before_it_is_parsed(html: str) -> None:
    before = time.process_time()
    with pytest.raises(PageRefused, match="too large"):
        read_page(html)
    assert time.process_time() - before < 2


#: Each is as long as a page may be, and would take minutes or hours if anything in the reading went back and forth.
WORST = {
    "attributes": "<p " + " ".join(f"a{n}=1" for n in range(200_000)) + ">x",
    "quotes": filled('<a b="'),
    "single quotes": filled("<a b='\""),
    "no values": filled("<a b= "),
    "less": filled("<"),
    "tags without an end": filled("<a "),
    "ends": filled("</div>"),
    "comments": filled("<!--"),
    "scripts": filled("<script>"),
    "spaces": filled(" "),
    "spaces in a tag": "<a" + filled(" "),
    "slashes in a tag": "<a" + filled("/"),
    "titles": filled("<title"),
    "ampersands": filled("&"),
    "one text": "<p>" + filled("word word. "),
    "brackets for machines": '<script type="application/ld+json">' + filled("["),
    "commas for machines": '<script type="application/ld+json">' + filled(",  "),
    "semicolons for machines": '<script type="application/ld+json">x' + filled(";") + "x",
    "postings for machines": f'<script type="application/ld+json">[{filled("{},").rstrip(",")}]</script>'.replace(
        "{}", '{"@type":"JobPosting"}', 5000
    )[: MOST - 100],
    "a description of tags": described(description=filled("<b ")[:-200]),
    "empty points": "<ul>" + "<li> </li>\n" * 25_000,
    "lists in lists": ("<ul><li>" * 95 + "text " + "</li></ul>" * 95) * 50,
}


@pytest.mark.parametrize("html", WORST.values(), ids=WORST.keys())
def test_the_worst_pages_take_some_seconds(html: str) -> None:
    before = time.process_time()
    read_page(html)
    assert time.process_time() - before < 20


def test_a_tree_is_as_shallow_as_was_counted() -> None:
    """Elements that others close are not counted, so a parser must close them: here each of them tries to nest."""
    alone = [f"<{name}>" for name in sorted(markup._CLOSED_BY_OTHERS)]
    for inner in (
        "<p>",
        "<li>",
        "<td>",
        "<tr>",
        "<dd>",
        "<option>",
        "<p><li>",
        "<tr><td>",
        "<dt><p>",
        "<li><p><dd>",
        *alone,
    ):
        root = markup.tree(markup.tame(inner * 5000 + "x").html)
        assert root is not None
        assert max(sum(1 for _ in one.iterancestors()) for one in root.iter(etree.Element)) < 30, inner

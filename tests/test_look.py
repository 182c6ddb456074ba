"""A look: what is chosen of a design, as a value that a task can carry."""

from __future__ import annotations

import pytest

from letraz.designs import design, designs
from letraz.look import Look
from tests import samples


@pytest.mark.parametrize("name", designs())
def test_it_goes_to_text_and_back(name: str) -> None:
    look = Look.of(name, {"page_size": "Letter"})
    assert Look.from_text(look.to_text()) == look
    assert look.version == design(name).version


def test_what_the_design_has_anyway_or_cannot_have_is_left_out() -> None:
    assert Look.of("classic", {"page_size": "A4", "wings": "2", "accent": 7}).options == {}


def test_it_changes_how_a_document_looks_and_nothing_else() -> None:
    document = samples.nurse()
    seen = Look("modern", 1, {"page_size": "Letter"}).on(document)
    assert (seen.design, seen.design_version, seen.options) == ("modern", 1, {"page_size": "Letter"})
    assert (seen.person, seen.blocks, seen.title) == (document.person, document.blocks, document.title)


@pytest.mark.parametrize(
    "text", ["", "7", "[]", "[" * 100_000, '{"design": "classic", "version": 1e400, "options": {}}']
)
def test_a_text_of_none_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Look.from_text(text)

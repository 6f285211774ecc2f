"""docs/data-protection.md names everything that the model holds of people, and what it cannot promise."""

from __future__ import annotations

import pytest

from graph_service.cli import person
from graph_service.model import load_model
from graph_service.resources import folder
from graph_service.writes.persons import PLACES

pytestmark = pytest.mark.static

_TOLD = {
    "changes": "the person's own\n  changes",
    "mentions": "Mentions in\n  changes of others",
    "answers": "kept answers of mutations",
    "aliases": "old ids",
    "notes": "notes of the activities",
    "relationships": "relationships",
    "nodes": "the node",
}
"""What the page says of each place of the table."""
PAGE = (folder("docs") / "data-protection.md").read_text("utf-8")
MODEL = load_model()


@pytest.mark.parametrize("label", [*MODEL.members("Person"), "Person"])
def test_every_label_of_persons_is_on_the_page(label: str) -> None:
    assert f"| `{label}` |" in PAGE


@pytest.mark.parametrize("name", sorted(MODEL.guarded))
def test_every_guarded_property_is_on_the_page(name: str) -> None:
    assert f"| `{name}` |" in PAGE


def test_every_property_that_is_no_persons_alone_but_not_public_is_on_the_page() -> None:
    activity = MODEL.types["MentoringActivity"]
    for prop in activity.properties.values():
        assert prop.public or prop.name == "benchmark" or f"`MentoringActivity.{prop.name}`" in PAGE


def test_every_place_of_the_table_is_told_of() -> None:
    for place in PLACES:
        assert _TOLD[place.name] in PAGE


def test_the_commands_are_told_of_and_the_page_says_what_suppression_does_not_do() -> None:
    for name in person.command.commands:
        assert f"kalaka person {name}" in PAGE
    assert "What it does **not** do" in PAGE
    assert "## Magyar összefoglaló" in PAGE

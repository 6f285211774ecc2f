"""The page and the picture of the model are what the model derives, and hold all of it."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from graph_service.model import load_model
from graph_service.model.diagram import diagram
from graph_service.model.outline import subjects
from graph_service.model.page import page
from graph_service.model.vocabulary import schemes

DOCS = Path(__file__).resolve().parents[3] / "docs"


@pytest.mark.parametrize(("name", "write"), [("model.md", page), ("model.svg", diagram)])
def test_committed_file_is_what_the_model_derives(name: str, write) -> None:
    assert (DOCS / name).read_text("utf-8") == write(load_model()), "run `python -m graph_service.model`"


def test_page_holds_every_label_field_and_code() -> None:
    model, text = load_model(), page(load_model())
    for node in model.types.values():
        assert f"### {node.name}\n" in text or not node.public
        assert all(f"`{name}`" in text for name, p in node.properties.items() if p.public)
        assert all(f"| `{name}` |" in text for name in node.links)
    for scheme in schemes().values():
        assert all(f"| `{t.code}` | `{t.enum}` | {t.hu} | {t.en} |" in text for t in scheme.terms)
    assert "contactEmail" not in text


def test_links_of_the_page_lead_somewhere() -> None:
    text = page(load_model())
    anchors = {heading.lower().replace(" ", "-") for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= anchors


def test_every_relationship_type_starts_somewhere_in_the_page() -> None:
    model = load_model()
    drawn = {found.type for subject in subjects(model) for found in subject.arrows}
    assert drawn == set(model.relationship_ends)


def test_picture_is_well_formed_and_holds_every_label_and_relationship() -> None:
    model = load_model()
    root = ElementTree.fromstring(diagram(model))
    words = {element.text for element in root.iter("{http://www.w3.org/2000/svg}text")}
    assert {node.name for node in model.labels} <= words
    assert set(model.relationship_ends) <= words


def test_boxes_of_the_picture_stay_inside_it() -> None:
    root = ElementTree.fromstring(diagram(load_model()))
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    for rect in root.iter("{http://www.w3.org/2000/svg}rect"):
        x, y = float(rect.attrib.get("x", 0)), float(rect.attrib.get("y", 0))
        assert x >= 0
        assert y >= 0
        assert x + float(rect.attrib["width"]) <= width
        assert y + float(rect.attrib["height"]) <= height

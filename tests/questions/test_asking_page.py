"""The examples of docs/asking.md are asked as they stand."""

from __future__ import annotations

import re

import pytest
from graphql import build_schema, parse, validate

from tests.answering import Service
from tests.exported import ROOT

PAGE = (ROOT / "docs" / "asking.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```graphql\n(.*?)```", PAGE, re.DOTALL)
each_example = pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))


@pytest.mark.static
@each_example
def test_examples_are_valid(example: str, sdl: str) -> None:
    assert validate(build_schema(sdl, assume_valid_sdl=True), parse(example)) == []


@pytest.mark.anyio
@each_example
async def test_examples_find_something(example: str, analysis: Service) -> None:
    data = await analysis.data(example)
    [found] = data.values()
    rows = found.get("nodes", found.get("institutions"))
    assert rows is None or rows
    assert found


@pytest.mark.static
def test_the_page_names_every_root_of_analysis(sdl: str) -> None:
    priced = re.findall(r"Price: \d+, and its rows\.\n  \"\"\"\n  (\w+)", sdl)
    assert len(priced) == 14
    assert [root for root in priced if f"`{root}`" not in PAGE] == []

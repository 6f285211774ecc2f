"""docs/dependencies.md names every locked package with its licence, and no licence is one that binds the service."""

from __future__ import annotations

import re

import pytest

from tools import dependencies

pytestmark = pytest.mark.static

# Licences under which a package may be installed beside code under Apache-2.0, whatever else is built on it.
FREE = re.compile(
    r"^(?:(?:MIT(?:-0)?|0?BSD(?:-[23]-Clause)?|Apache-2\.0|PSF-2\.0|Python-2\.0|ISC|Zlib|CC0-1\.0|MPL-2\.0|Unlicense)"
    r"(?: (?:AND|OR) )?|[()])+$"
)


def rows(heading: str) -> list[list[str]]:
    """The cells of the table below a heading."""
    below = dependencies.page().split(f"## {heading}\n")[1].split("\n## ")[0]
    return [
        [cell.strip() for cell in line.strip("|").split("|")] for line in below.splitlines() if line.startswith("| `")
    ]


def test_page_is_as_the_tool_writes_it() -> None:
    assert dependencies.PAGE.read_text("utf-8") == dependencies.page(), "run python -m tools.dependencies --write"


def test_every_package_of_the_service_has_a_free_licence() -> None:
    listed = rows("What the service runs on")
    assert len(listed) > 40
    assert [row for row in listed if not FREE.match(row[2])] == []


def test_extras_are_told_apart() -> None:
    wanted = {row[0].strip("`"): row[3] for row in rows("What the service runs on")}
    assert wanted["numpy"] == "analysis"
    assert wanted["cryptography"] == wanted["pyjwt"] == "oidc"
    assert wanted["protobuf"] == "traces"
    assert wanted["starlette"] == wanted["prometheus-client"] == ""


@pytest.mark.parametrize("licence", ["GPL-3.0", "AGPL-3.0-only", "LGPL-2.1", "?", "", "Commercial", "MIT AND GPL-2.0"])
def test_other_licences_would_be_found(licence: str) -> None:
    assert not FREE.match(licence)

"""Generators of client code take the served schema as it is, and what they make fits it."""

from __future__ import annotations

import json
import shutil
import urllib.request
from pathlib import Path

import pytest

from tests.clients.conftest import HERE, run_quietly
from tests.robustness.served import Served

pytestmark = pytest.mark.embedded
ROOT = HERE.parents[1]


@pytest.fixture(scope="module")
def generated(project: Path) -> Path:
    """A folder inside the npm project, so that what is generated finds the packages."""
    folder = project / "generated"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def test_graphql_codegen_types_every_named_question(service: Served, project: Path, generated: Path) -> None:
    documents = sorted((ROOT / "questions").rglob("*.graphql"))
    made = generated / "questions.ts"
    config = {
        "schema": f"{service.url}/graphql",
        "documents": [str(path) for path in documents],
        "generates": {str(made): {"plugins": ["typescript", "typescript-operations"]}},
    }
    (generated / "codegen.json").write_text(json.dumps(config), "utf-8")
    run_quietly(["node_modules/.bin/graphql-codegen", "--config", "generated/codegen.json"], project)
    text = made.read_text("utf-8")
    assert text.count("QueryVariables = ") == len(documents)
    run_quietly(["node_modules/.bin/tsc", "--noEmit", "--strict", "--skipLibCheck", "generated/questions.ts"], project)


def test_relay_compiles_a_refetchable_page_mutations_and_a_subscription(
    service: Served, project: Path, generated: Path
) -> None:
    folder = generated / "relay"
    shutil.copytree(HERE / "relay", folder)
    with urllib.request.urlopen(f"{service.url}/graphql/schema", timeout=60) as answer:
        (folder / "schema.graphql").write_bytes(answer.read())
    run_quietly([str(project / "node_modules/.bin/relay-compiler"), "relay.config.json"], folder)
    made = {path.name for path in (folder / "src" / "__generated__").iterdir()}
    assert made == {
        "County_institutions.graphql.ts",
        "CountyInstitutionsPaginationQuery.graphql.ts",
        "CountyNewsSubscription.graphql.ts",
        "CountyNodeQuery.graphql.ts",
        "CountyQuery.graphql.ts",
        "CountyRemoveMutation.graphql.ts",
        "CountyRenameMutation.graphql.ts",
    }

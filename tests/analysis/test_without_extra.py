"""Without the packages of the extra: the same schema, and a clear error from each root that needs them."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from graph_service.api.context import RequestContext
from graph_service.api.network.desk import open_desk
from graph_service.api.service import Api
from graph_service.errors import Language, RequestError
from graph_service.model import load_model
from graph_service.store.store import Store
from tests.answering import SECONDS, Service
from tests.exported import read_sdl

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("numpy", "scipy", "rustworkx", "graspologic_native")
ROOTS = {
    "collaborationGaps": "{ totalCount }",
    "activityGaps": "{ totalCount }",
    "countyOpenness": "{ totalCount }",
    "collaborationCandidates": "{ totalCount }",
    "networkSummary": "{ ties }",
    "brokerage": "{ totalCount }",
    "fragility": "{ totalCount }",
    "whatIf": '(remove: ["x"]) { tieCount { after } }',
    "compare": '(from: "2018-01-01", to: "2019-01-01") { after { ties } }',
    "networkSeries": "{ points { ties } }",
    "practiceDiffusion": "{ totalCount }",
    "mentorCoverage": "{ totalCount }",
    "completeness": "{ totalCount }",
    "worklistSummary": "{ total }",
}
MEASURED = {
    "selected": "{ institutions(first: 1) { nodes { network { degree } } } }",
    "in a condition": "{ institutions(where: {network: {degree: {gt: 1}}}) { totalCount } }",
    "in an order": "{ institutions(orderBy: [{field: NETWORK_DEGREE}], first: 1) { nodes { id } } }",
    "below a path": '{ paths(from: "inst:HU223:com:011", to: "inst:HU222:com:017") { nodes { steps { node { '
    "... on Institution { network { degree } } } } } } }",
}


@pytest.fixture
def bare(api: Api, store: Store, monkeypatch: pytest.MonkeyPatch) -> Service:
    """The service of a machine where one of the packages is not installed."""
    found = importlib.util.find_spec
    with monkeypatch.context() as patched:
        patched.setattr(importlib.util, "find_spec", lambda name: None if name == "scipy" else found(name))
        desk = open_desk(store, load_model(), seconds=1, queue=1)
    assert desk is None
    return Service(api, store, tables=desk)


async def error_of(service: Service, document: str, language: Language) -> tuple[object, str, object, object]:
    """Data, and code, text and path of the one error."""
    context = RequestContext(service.store, "test", language, seconds=SECONDS, tables=service.tables)
    result = await service.api.execute(document, {}, context)
    [error] = result.errors or ()
    return result.data, (error.extensions or {})["code"], error.message, error.path


def test_every_root_of_the_analysis_is_asked(api: Api) -> None:
    assert set(api.schema.network) == set(ROOTS)


@pytest.mark.anyio
@pytest.mark.parametrize("language", ["hu", "en"])
@pytest.mark.parametrize("root", ROOTS)
async def test_a_root_says_what_is_missing_and_spares_its_siblings(
    bare: Service, root: str, language: Language
) -> None:
    document = f'{{ {root}{ROOTS[root]} county(nuts3: "HU211") {{ nuts3 }} }}'
    assert await error_of(bare, document, language) == (
        {root: None, "county": {"nuts3": "HU211"}},
        "EXTRA_MISSING",
        RequestError("EXTRA_MISSING").text(language),
        [root],
    )


@pytest.mark.anyio
@pytest.mark.parametrize("where", MEASURED)
async def test_measures_say_so_too(bare: Service, where: str) -> None:
    data, code, text, _ = await error_of(bare, MEASURED[where], "en")
    assert (data, code) == (None, "EXTRA_MISSING")
    assert text == RequestError("EXTRA_MISSING").text("en")


@pytest.mark.anyio
async def test_everything_else_is_answered(bare: Service) -> None:
    data = await bare.data("{ institutions(first: 1) { totalCount nodes { cooperatesWith { totalCount } } } }")
    assert data["institutions"]["totalCount"] == 720


WITHOUT = f"""
import sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {NEEDED}:
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Absent())
import graph_service.app
from graph_service.api.sdl import print_sdl
from graph_service.settings import Settings

sys.stdout.write(print_sdl(graph_service.app.api_of(Settings.from_environment({{}})).core))
"""


def test_the_schema_is_the_same_without_the_packages() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", WITHOUT],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == read_sdl()


def test_a_start_imports_none_of_the_methods() -> None:
    # numpy is not among them: the database driver imports it where it finds it.
    asked = (
        "import sys, graph_service.app; print([one for one in sys.modules if one.startswith('graph_service.network')])"
    )
    asked += f"; print([one for one in {NEEDED[1:]} if one in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "[]\n[]\n", "")

"""Tags over real databases: equal tags have equal bytes, whoever made them; a write ends them; 304 is one statement."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from random import Random
from typing import Any

import httpx
import pytest

from graph_service.cypher import VERSION_BLOCK, Statement
from graph_service.store.open import open_store
from graph_service.store.store import Store
from graph_service.writes.changes import Run
from graph_service.writes.edits import NodeEdit
from graph_service.writes.writing import Writing, Written
from tests.engines.bolt_proxy import BoltProxy, Seen
from tests.engines.running import RunningEngine
from tests.exported import read_oracle
from tests.fuzz import Lists, Values, drawn
from tests.privacy.conftest import own_engine as own_engine
from tests.privacy.conftest import own_store as own_store
from tests.robustness.access_same import client
from tests.store.edited import SHAPES

pytestmark = pytest.mark.anyio
DOCUMENTS = range(12)
COMMUNITIES = Statement(
    "MATCH (n:Community)-[:SITED_IN]->(c:County) WITH n, c ORDER BY n.id RETURN collect([n.id, c.nuts3]) AS found"
)
ZALA = '{ county(nuts3: "HU223") { name { hu } communities(first: 5) { totalCount nodes { id name { hu } } } } }'


@pytest.fixture
async def http(own_engine: RunningEngine, own_store: Store) -> AsyncIterator[httpx.AsyncClient]:
    async with client(own_engine, own_store) as asking:
        yield asking


async def asked(
    http: httpx.AsyncClient, document: str, variables: dict[str, Any] | None = None, tag: str = ""
) -> httpx.Response:
    params = {"query": document, "variables": json.dumps(variables or {})}
    return await http.get("/graphql", params=params, headers={"If-None-Match": tag} if tag else {})


async def renamed(store: Store, community: str, name: str) -> int:
    """The number of the data after a community has got another name."""

    async def work(run: Run) -> Written:
        writing = Writing(run, SHAPES)
        examined = await writing.apply([NodeEdit("update", "Community", community, {"nameHu": name})])
        assert not examined.problems
        return await writing.settle()

    number = (await store.transact(work, seconds=60)).number
    assert number is not None
    return number


async def communities(store: Store) -> list[tuple[str, str]]:
    [found] = await store.read(COMMUNITIES, seconds=60)
    assert len({nuts3 for _, nuts3 in found}) > 1
    return [(id_, nuts3) for id_, nuts3 in found]


async def test_equal_tags_have_equal_bytes_and_a_write_ends_them_all(
    http: httpx.AsyncClient, own_engine: RunningEngine, own_store: Store
) -> None:
    sources = (Lists(read_oracle()), Values(read_oracle()))
    documents = [drawn(*sources, number) for number in DOCUMENTS]
    chance = Random(7)
    known: dict[str, bytes] = {}
    places = await communities(own_store)
    for turn in range(2):
        tags = []
        for document in documents:
            answers = [await asked(http, document.text, document.variables) for _ in range(2)]
            tagged = {answer.headers["etag"] for answer in answers if "etag" in answer.headers}
            assert len(tagged) <= 1
            for answer in answers:
                # Measures of the network that were not at hand yet leave an answer without a tag, once.
                if "etag" in answer.headers:
                    assert known.setdefault(answer.headers["etag"], answer.content) == answer.content
            for tag in tagged:
                same = await asked(http, document.text, document.variables, tag)
                assert same.status_code == 304
                tags.append((document, tag))
        assert len(tags) > len(documents) / 2
        number = await renamed(own_store, chance.choice(places)[0], f"Kör {turn}")
        for document, tag in tags:
            fresh = await asked(http, document.text, document.variables, tag)
            assert fresh.status_code == 200
            if "etag" in fresh.headers:
                assert fresh.headers["etag"].startswith(f'"{number}.')
                known[fresh.headers["etag"]] = fresh.content
    async with client(own_engine, own_store) as other:  # another process over the same data
        shared = 0
        for document, _ in tags:
            answer = await asked(other, document.text, document.variables)
            if answer.headers.get("etag") in known:
                assert known[answer.headers["etag"]] == answer.content
                shared += 1
        assert shared > len(tags) / 2


async def test_a_match_is_one_statement_and_one_trip(own_engine: RunningEngine, tmp_path: Any) -> None:
    with BoltProxy(own_engine.uri) as proxy:
        options = own_engine.through(proxy.uri, tmp_path / "proxied").options
        async with open_store(options) as store, client(own_engine, store) as http:
            whole = await asked(http, ZALA)
            with proxy.counting() as seen:
                same = await asked(http, ZALA, tag=whole.headers["etag"])
            with proxy.counting() as read:
                await asked(http, ZALA)
    assert same.status_code == 304
    assert _asked_for(seen) == [f"{VERSION_BLOCK} RETURN v0"]
    assert len(_asked_for(read)) == 1


def _asked_for(seen: Seen) -> list[str]:
    """The statements of requests: in between the service looks for derived data that are to be caught up."""
    return [text for text in seen.statements if ":Pending" not in text]


async def test_a_write_raises_the_number_of_its_county_and_label_alone(
    http: httpx.AsyncClient, own_store: Store
) -> None:
    document = """query ($county: ID!, $other: ID!) {
      dataVersion community: dataVersion(label: "Community") badge: dataVersion(label: "Badge")
      own: dataVersion(county: $county) other: dataVersion(county: $other) }"""
    places = await communities(own_store)
    community, county = places[0]
    other = next(nuts3 for _, nuts3 in places if nuts3 != county)
    variables = {"county": county, "other": f"county:{other}"}
    before = (await asked(http, document, variables)).json()["data"]
    number = await renamed(own_store, community, "Másik kör")
    after = (await asked(http, document, variables)).json()["data"]
    assert after == {**before, "dataVersion": number, "community": number, "own": number}
    assert before["dataVersion"] < number


@pytest.mark.parametrize("root", ["brokerage(first: 3)", "collaborationGaps(first: 3)"])
async def test_answers_of_network_analysis_have_tags_unless_they_tell_how_long_they_took(
    http: httpx.AsyncClient, own_store: Store, root: str
) -> None:
    document = f"{{ {root} {{ totalCount meta {{ dataVersion stale }} }} }}"
    whole = await asked(http, document)
    assert "errors" not in whole.json(), whole.json()
    same = await asked(http, document, tag=whole.headers["etag"])
    timed = await asked(http, document.replace("stale", "computedInMs"))
    assert same.status_code == 304
    assert "etag" not in timed.headers
    number = await renamed(own_store, (await communities(own_store))[0][0], f"Kör {root}")
    fresh = await asked(http, document, tag=whole.headers["etag"])
    assert fresh.status_code == 200
    # Until the projection follows it may be said to be stale: such an answer has no tag.
    meta = next(iter(fresh.json()["data"].values()))["meta"]
    assert ("etag" in fresh.headers) is not meta["stale"]
    assert meta["stale"] or meta["dataVersion"] == number

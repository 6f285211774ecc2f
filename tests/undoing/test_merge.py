"""Two nodes that are one thing: one is left with what both had, both ids lead to it, and it can be taken apart."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from graph_service.access.scopes import PUBLIC, READ_PEOPLE, WRITE
from graph_service.access.viewer import Viewer
from graph_service.api.context import RequestContext
from graph_service.api.mutations import special
from graph_service.api.service import Api
from graph_service.cypher import Statement
from graph_service.store.store import Store
from graph_service.writes.edits import NodeEdit, TieEdit
from tests.importing.imported import bring, table
from tests.undoing.edits import Random, held, write
from tests.undoing.test_undo import PARTNER, WHO, made, name_of, renamed, some, undo

pytestmark = pytest.mark.anyio

MERGE = """mutation M($input: NodeMergeInput!) { nodeMerge(input: $input) {
  node { id revision ... on Institution { name { hu } website } } removed taken moved folded dataVersion
  errors { code path allowed } } }"""


async def ask(
    api: Api, store: Store, document: str, variables: dict[str, Any] | None = None, viewer: Viewer | None = None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Data and extensions of a document without errors."""
    who = viewer or Viewer(PUBLIC | {WRITE, READ_PEOPLE}, key="key:merger")
    context = RequestContext(store, "test", "en", who, 60.0, writes=store, write_seconds=60.0)
    result = await api.execute(document, variables or {}, context)
    assert not result.errors, result.errors
    assert result.data is not None
    return result.data, result.extensions or {}


async def merge(api: Api, store: Store, keep: str, remove: str, **more: Any) -> dict[str, Any]:
    data, _ = await ask(api, store, MERGE, {"input": {"keep": keep, "remove": remove, **more}})
    payload: dict[str, Any] = data["nodeMerge"]
    return payload


async def partners(store: Store, id_: str) -> list[str]:
    text = "MATCH ({id: $id})-[:PARTICIPATES_IN]->(c) RETURN DISTINCT c.id AS id ORDER BY id"
    return [row["id"] for row in await store.records(Statement(text, {"id": id_}), seconds=60)]


async def test_what_is_left_has_the_relationships_of_both_and_the_old_id_leads_to_it(
    own_store: Store, api: Api
) -> None:
    keep, remove, _ = await some(own_store, "Institution")
    setup = [
        await made(own_store, [renamed(remove, "Régi név")]),
        await made(
            own_store, [NodeEdit("update", "Institution", keep, {"website": None, "nameEn": "The one that stays"})]
        ),
        await made(own_store, [NodeEdit("update", "Institution", remove, {"website": "https://example.org/x"})]),
    ]
    before = await held(own_store)
    together = sorted({*await partners(own_store, keep), *await partners(own_store, remove)})
    payload = await merge(api, own_store, keep, remove, comment="the same house")
    assert payload["errors"] == []
    assert (payload["node"]["id"], payload["removed"]) == (keep, remove)
    assert payload["node"]["website"] == "https://example.org/x"
    assert "website" in payload["taken"]
    assert payload["node"]["name"]["hu"] == before.nodes[keep]["nameHu"]
    gone = [tie for tie in before.ties if remove in tie[1:3]]
    assert payload["moved"] + payload["folded"] == len(gone)
    state = await held(own_store)
    assert await partners(own_store, keep) == together
    assert remove not in state.nodes
    assert not [tie for tie in state.ties if remove in tie[1:3]]
    number = payload["dataVersion"]
    # The old id, everywhere.
    document = """query Q($id: ID!, $both: [ID!]!) {
      node(id: $id) { id } nodes(ids: $both) { id } institution(id: $id) { id history(first: 100) { nodes { number } } }
    }"""
    data, extensions = await ask(api, own_store, document, {"id": remove, "both": [remove, keep]})
    assert data["node"] == {"id": keep}
    assert data["nodes"] == [{"id": keep}, {"id": keep}]
    assert data["institution"]["id"] == keep
    numbers = [one["number"] for one in data["institution"]["history"]["nodes"]]
    assert {*setup, number} <= {*numbers}
    assert extensions["cost"]["statements"] == 3
    _, plain = await ask(api, own_store, document, {"id": keep, "both": [keep]})
    assert plain["cost"]["statements"] == 1
    # Nobody else gets the old id, and edits that name it find the right place.
    later = await made(own_store, [renamed(remove, "Új név")])
    assert await name_of(own_store, keep) == "Új név"
    assert (await undo(own_store, later)).left == []
    done = await undo(own_store, number)
    assert (done.left, done.problems) == ([], [])
    assert (await held(own_store)) == before
    data, _ = await ask(api, own_store, document, {"id": remove, "both": [remove, keep]})
    assert data["node"] == {"id": remove}
    kept = "query Q($id: ID!) { institution(id: $id) { history(first: 100) { nodes { number subject } } } }"
    data, _ = await ask(api, own_store, kept, {"id": keep})
    assert setup[0] not in [one["number"] for one in data["institution"]["history"]["nodes"]]
    for one in reversed(setup):
        assert (await undo(own_store, one)).left == []


async def test_a_chain_of_merges_leads_to_the_last_and_comes_apart_in_turn(own_store: Store, api: Api) -> None:
    before = await held(own_store)
    ids = await some(own_store, "Institution", 6)
    numbers = []
    for remove, keep in pairwise(ids):
        payload = await merge(api, own_store, keep, remove)
        assert payload["errors"] == []
        numbers.append(payload["dataVersion"])
    document = "query Q($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    data, _ = await ask(api, own_store, document, {"ids": ids})
    assert data["nodes"] == [{"id": ids[-1]}] * 6
    again = await merge(api, own_store, ids[-1], ids[0])
    assert [error["code"] for error in again["errors"]] == ["MERGE_ITSELF"]
    for number in reversed(numbers):
        assert (await undo(own_store, number)).left == []
    assert await held(own_store) == before


async def test_what_cannot_be_merged_is_refused_and_nothing_changes(own_store: Store, api: Api) -> None:
    keep, _, _ = await some(own_store, "Institution")
    [other] = await some(own_store, "Collaboration", 1)
    [county] = await some(own_store, "County", 1)
    before = await held(own_store)
    for pair, code in (
        ((keep, "inst:none"), "NODE_UNKNOWN"),
        ((keep, keep), "MERGE_ITSELF"),
        ((keep, other), "MERGE_LABELS"),
        ((keep, county), "NODE_UNKNOWN"),
    ):
        payload = await merge(api, own_store, *pair)
        assert [error["code"] for error in payload["errors"]] == [code]
        assert payload["node"] is None
    stale = await merge(api, own_store, keep, (await some(own_store, "Institution"))[1], expectedVersion=99)
    assert [error["code"] for error in stale["errors"]] == ["VERSION_CONFLICT"]
    assert stale["node"]["id"] == keep
    assert await held(own_store) == before


async def test_an_old_id_is_taken(own_store: Store, api: Api) -> None:
    keep, remove, _ = await some(own_store, "Institution")
    number = (await merge(api, own_store, keep, remove))["dataVersion"]
    copied = await Random(own_store, 8).copy("Institution", keep)
    new = copied[0]
    assert isinstance(new, NodeEdit)
    assert await write(own_store, [replace(new, id=remove)], WHO) is None
    [collaboration] = await some(own_store, "Collaboration", 1)
    tie = TieEdit("add", "PARTICIPATES_IN", remove, collaboration, "zz", PARTNER)
    added = await made(own_store, [tie])
    assert collaboration in await partners(own_store, keep)
    for one in (added, number):
        assert (await undo(own_store, one)).left == []


UNDO = """mutation U($number: Int!, $partial: Boolean! = false, $once: String) {
  transactionUndo(input: {number: $number, partial: $partial, clientMutationId: $once}) {
    changes blocked { node changes } dataVersion errors { code path allowed } } }"""


async def test_a_mutation_undoes_a_transaction_once(
    own_store: Store, api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b, _ = await some(own_store, "Institution")
    before = await held(own_store)
    first = await made(own_store, [renamed(a, "A1"), renamed(b, "B1")])
    later = await made(own_store, [renamed(b, "B2")])
    data, _ = await ask(api, own_store, UNDO, {"number": first})
    payload = data["transactionUndo"]
    assert (payload["changes"], payload["dataVersion"]) == (0, None)
    [blocked] = payload["blocked"]
    assert blocked["node"] == b
    assert [int(id_.split(":")[1]) for id_ in blocked["changes"]] == [later]
    [error] = payload["errors"]
    assert error == {"code": "UNDO_BLOCKED", "path": ["input", "number"], "allowed": [b]}
    data, _ = await ask(api, own_store, UNDO, {"number": first, "partial": True, "once": "x1"})
    payload = data["transactionUndo"]
    assert (payload["changes"], payload["errors"]) == (1, [])
    again, _ = await ask(api, own_store, UNDO, {"number": first, "partial": True, "once": "x1"})
    assert again["transactionUndo"] == payload
    assert await name_of(own_store, a) == before.nodes[a]["nameHu"]
    assert await name_of(own_store, b) == "B2"
    for number in (later, first):
        data, _ = await ask(api, own_store, UNDO, {"number": number})
        assert data["transactionUndo"]["errors"] == []
    assert await held(own_store) == before
    data, _ = await ask(api, own_store, UNDO, {"number": 2_000_000_000})
    assert [error["code"] for error in data["transactionUndo"]["errors"]] == ["UNDO_UNKNOWN"]
    monkeypatch.setattr(special, "MOST_UNDONE", 1)
    data, _ = await ask(api, own_store, UNDO, {"number": first})
    assert [error["code"] for error in data["transactionUndo"]["errors"]] == ["UNDO_TOO_LARGE"]
    both = """mutation { a: transactionUndo(input: {number: 1}) { errors { code } }
      b: institutionDelete(input: {id: "inst:none"}) { errors { code } } }"""
    data, _ = await ask(api, own_store, both)
    assert [error["code"] for error in data["a"]["errors"]] == ["MUTATION_ALONE"]


async def test_undoing_an_import_is_for_keys_that_may_import(own_store: Store, api: Api) -> None:
    document = 'mutation { importUndo(input: {import: "import:none"}) { changes errors { code } } }'
    context = RequestContext(own_store, "test", "en", Viewer(PUBLIC | {WRITE}, key="key:w"), 60.0, writes=own_store)
    result = await api.execute(document, {}, context)
    assert result.errors
    assert result.errors[0].message == "This needs a key with the scope `import`."
    data, _ = await ask(api, own_store, document, viewer=Viewer(PUBLIC | {"import"}, key="key:i"))
    assert [error["code"] for error in data["importUndo"]["errors"]] == ["UNDO_UNKNOWN"]


async def test_a_key_of_one_county_undoes_nothing_of_another(own_store: Store, api: Api) -> None:
    [row] = await own_store.records(
        Statement(
            "MATCH (n:Institution)-[:SITED_IN]->(c:County) RETURN n.id AS id, c.nuts3 AS nuts3 ORDER BY id LIMIT 1"
        ),
        seconds=60,
    )
    number = await made(own_store, [renamed(row["id"], "Megyei")])
    other = "HU223" if row["nuts3"] != "HU223" else "HU231"
    viewer = Viewer(PUBLIC | {WRITE}, key="key:c", counties=frozenset({other}))
    data, _ = await ask(api, own_store, UNDO, {"number": number}, viewer)
    assert [error["code"] for error in data["transactionUndo"]["errors"]] == ["COUNTY_FORBIDDEN"]
    assert await name_of(own_store, row["id"]) == "Megyei"
    assert (await undo(own_store, number)).left == []


async def test_files_with_the_old_id_mean_what_is_left(own_store: Store, api: Api) -> None:
    keep, remove, _ = await some(own_store, "Institution")
    [together] = await some(own_store, "Collaboration", 1)
    before = await held(own_store)
    name = before.nodes[keep]["nameHu"]
    payload = await merge(api, own_store, keep, remove)
    assert payload["errors"] == []
    rows = (
        table("Institution.csv", "id;Honlap", f"{remove};https://example.org/regi"),
        table("PARTICIPATES_IN.csv", "from_id;to_id;Szerep", f"{remove};{together};partner"),
    )
    told = await bring(own_store, *rows)
    assert not told.of("refused"), told.csv
    assert told.counts.get("created", 0) <= 1, "no node is made anew"
    state = await held(own_store)
    assert state.nodes[keep]["website"] == "https://example.org/regi"
    assert state.nodes[keep]["nameHu"] == name
    assert remove not in state.nodes
    both = table("Institution.csv", "id;Honlap", f"{remove};https://example.org/a", f"{keep};https://example.org/b")
    assert [one.code for one in (await bring(own_store, both)).of("refused")] == ["ROW_TWICE"]
    if told.report.id is not None:
        assert (await undo(own_store, told.report.id)).left == []
    assert (await undo(own_store, payload["dataVersion"])).left == []
    assert await held(own_store) == before

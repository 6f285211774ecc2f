"""What must not matter: the names and order of things, nodes without a tie, all weights doubled."""

from __future__ import annotations

import random
from collections.abc import Collection

import networkx as nx
import numpy as np
import pytest

from graph_service.model.measures import MEASURES
from graph_service.network.measures.table import Column, measures_of
from graph_service.network.network import Network
from tests.network.measures.drawn import drawn, network_from, same, seen_by_networkx
from tests.network.small import SECTORS

ALL = [measure.name for measure in MEASURES]
NAMED = {"component", "community"}
SEEDS = range(4)


def by_id(network: Network, names: Collection[str] = ALL) -> dict[str, dict[str, object]]:
    """Each measure by id."""
    columns = measures_of(network, names)
    return {name: dict(zip(network.ids, column.tolist(), strict=True)) for name, column in columns.items()}


def differing(one: Network, other: Network, ids: Collection[str], names: Collection[str] = ALL) -> set[str]:
    """The measures that are not the same for all of `ids`."""
    left, right = by_id(one, names), by_id(other, names)
    return {name for name in names if not same([left[name][i] for i in ids], [right[name][i] for i in ids])}


@pytest.mark.parametrize("seed", SEEDS)
def test_other_ids_of_institutions_change_no_measure(seed: int) -> None:
    institutions, works = drawn(seed)
    ids = sorted(institutions)
    other = dict(zip(ids, random.Random(seed).sample([f"new:{id_}" for id_ in ids], len(ids)), strict=True))
    renamed = network_from(
        {other[id_]: value for id_, value in institutions.items()},
        {work: [other[id_] for id_ in members] for work, members in works.items()},
    )
    plain = network_from(institutions, works)
    # The dense groups are looked for in the order of ids, and named by them: another order may give another partition.
    names = [name for name in ALL if name not in NAMED | {"communitySize"}]
    left, right = by_id(plain, names), by_id(renamed, names)
    for name in names:
        assert same([left[name][id_] for id_ in ids], [right[name][other[id_]] for id_ in ids]), name


@pytest.mark.parametrize("seed", SEEDS)
def test_other_names_of_sectors_and_collaborations_change_no_measure(seed: int) -> None:
    institutions, works = drawn(seed)
    turned = dict(zip(SECTORS, (*SECTORS[1:], SECTORS[0]), strict=True))
    changed = {id_: (turned[sector], county) for id_, (sector, county) in institutions.items()}
    renamed = {f"collab:{len(works) - place:05d}": members for place, members in enumerate(works.values())}
    plain = network_from(institutions, works)
    assert differing(plain, network_from(changed, renamed), plain.ids) == set()


@pytest.mark.parametrize("seed", SEEDS)
def test_reversed_rows_give_equal_bytes(seed: int) -> None:
    institutions, works = drawn(seed)
    turned = {work: tuple(reversed(works[work])) for work in reversed(works)}
    one = measures_of(network_from(institutions, works), ALL)
    other = measures_of(network_from(dict(reversed(institutions.items())), turned), ALL)
    assert {name: as_bytes(column) for name, column in one.items()} == {
        name: as_bytes(column) for name, column in other.items()
    }


def as_bytes(column: Column) -> bytes:
    return repr(column.tolist()).encode() if column.dtype == object else column.tobytes()


@pytest.mark.parametrize("seed", SEEDS)
def test_nodes_without_a_tie_change_closeness_and_shares_of_all_pairs_only(seed: int) -> None:
    institutions, works = drawn(seed)
    more = {f"alone:{place}": (SECTORS[place % 2], "HU001") for place in range(9)}
    plain, larger = network_from(institutions, works), network_from(institutions | more, works)
    assert differing(plain, larger, plain.ids) == {"closeness", "betweennessNormalized"}
    ratio = (len(institutions) - 1) / (len(institutions) + 8)
    left, right = by_id(plain, ["closeness"])["closeness"], by_id(larger, ["closeness"])["closeness"]
    assert same([float(str(left[id_])) * ratio for id_ in plain.ids], [right[id_] for id_ in plain.ids])


@pytest.mark.parametrize("seed", SEEDS)
def test_doubled_weights_change_strength_and_activity_only(seed: int) -> None:
    institutions, works = drawn(seed)
    doubled = works | {f"{work}:twice": members for work, members in works.items()}
    plain, double = network_from(institutions, works), network_from(institutions, doubled)
    assert differing(plain, double, plain.ids) == {"strength", "activity"}
    assert same(measures_of(double, ["strength"])["strength"], 2 * measures_of(plain, ["strength"])["strength"])


@pytest.mark.parametrize("seed", SEEDS)
def test_roles_add_up_to_the_open_pairs(seed: int) -> None:
    columns = measures_of(network_from(*drawn(seed)), ALL)
    added = sum(columns[role] for role in ("coordinator", "itinerant", "boundary", "liaison"))
    degree = columns["degree"]
    tied = np.rint(columns["clustering"] * (degree * (degree - 1) / 2))
    assert added.tolist() == columns["openPairs"].tolist()
    assert added.tolist() == (degree * (degree - 1) / 2 - tied).tolist()


@pytest.mark.parametrize("seed", SEEDS)
def test_betweenness_adds_up_to_the_inner_nodes_of_all_shortest_paths(seed: int) -> None:
    network = network_from(*drawn(seed))
    distances = dict(nx.all_pairs_shortest_path_length(seen_by_networkx(network)))
    inner = sum(hops - 1 for a, of_a in distances.items() for b, hops in of_a.items() if a < b)
    assert measures_of(network, ["betweenness"])["betweenness"].sum() == pytest.approx(inner, abs=1e-9)


def test_only_what_is_asked_is_in_the_answer_in_its_order() -> None:
    network = network_from(*drawn(0))
    assert list(measures_of(network, ["openPairs", "degree"])) == ["openPairs", "degree"]
    with pytest.raises(KeyError):
        measures_of(network, ["fame"])


def test_every_measure_of_the_model_is_computed_with_its_kind() -> None:
    columns = measures_of(network_from(*drawn(1)), ALL)
    kinds = {"INT": "i", "LONG": "i", "FLOAT": "f", "BOOLEAN": "b", "STRING": "O"}
    assert {m.name: columns[m.name].dtype.kind for m in MEASURES} == {m.name: kinds[m.kind.name] for m in MEASURES}


def test_only_nullable_measures_are_ever_undefined() -> None:
    plain = network_from({"a": (SECTORS[0], "HU001"), "b": (SECTORS[1], "HU001")}, {"collab:1": ("a",)})
    empty = {
        name for name, column in measures_of(plain, ALL).items() if column.dtype.kind == "f" and np.isnan(column).all()
    }
    assert empty <= {measure.name for measure in MEASURES if measure.nullable}
    assert {"constraint", "effectiveSize", "efficiency", "hierarchy", "eiSector", "eiCounty", "liaisonZ"} <= empty


def test_a_network_of_nothing_has_empty_columns() -> None:
    assert {len(column) for column in measures_of(network_from({}, {}), ALL).values()} == {0}

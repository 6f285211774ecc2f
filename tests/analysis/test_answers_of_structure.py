"""Structure over the API is that of the methods: the summary, brokers in the order of a role, what would break."""

from __future__ import annotations

from typing import Any, get_args

import numpy as np
import pytest

from graph_service.network.brokerage import ROLES, brokerage_of
from graph_service.network.fragility import Actor, Fragile, fragility, fragility_with_mentors
from graph_service.network.measures.local import Neighbourhoods
from graph_service.network.measures.table import measures_of
from graph_service.network.network import Network, Scope, network_of
from graph_service.network.rounding import told
from graph_service.network.summary import Grouping, labels_of, network_summary
from tests.analysis.walking import rows
from tests.answering import Service
from tests.network.demonstration import demonstration

pytestmark = pytest.mark.anyio
HOLES = ("constraint", "effectiveSize", "efficiency", "hierarchy", "betweenness")
TODAY = Scope(demonstration().today)
SCOPES = {
    "": TODAY,
    'scope: {counties: ["HU331", "county:HU332", "HU333"], mode: CUMULATIVE}': Scope(
        demonstration().today,
        "CUMULATIVE",
        counties=tuple(demonstration().county_rows[nuts3] for nuts3 in ("HU331", "HU332", "HU333")),
    ),
    "scope: {sectors: [LIBRARY, MUSEUM]}": Scope(
        demonstration().today, sectors=tuple(demonstration().sectors.index(code) for code in ("library", "museum"))
    ),
}


def network(scope: str) -> Network:
    """The network of a scope in the demonstration."""
    return network_of(demonstration(), SCOPES[scope])


@pytest.mark.parametrize("grouping", get_args(Grouping))
@pytest.mark.parametrize("scope", SCOPES)
async def test_the_summary_is_that_of_the_method(analysis: Service, scope: str, grouping: Grouping) -> None:
    fields = """
        institutions active collaborations ties density meanDegree transitivity meanClustering components isolated
        componentSizes largestShare ei eiExpected eiP communities modularity agreement
        degrees { degree institutions } groups { a b ties density } meta { nodes ties }
    """
    arguments = f"groupBy: {grouping}, {scope}"
    found = (await analysis.data(f"{{ networkSummary({arguments}) {{ {fields} }} }}"))["networkSummary"]
    net = network(scope)
    made = network_summary(net, grouping)
    names = demonstration().sectors if grouping == "SECTOR" else demonstration().counties.nuts3
    assert found == {
        "institutions": len(net.nodes),
        "active": made.whole.active,
        "collaborations": len(net.collaborations),
        "ties": len(net.ties[0]),
        "density": told(made.whole.density),
        "meanDegree": told(made.whole.mean_degree),
        "transitivity": told(made.transitivity),
        "meanClustering": told(made.mean_clustering),
        "components": made.whole.components,
        "isolated": made.whole.isolated,
        "componentSizes": [size for size in made.whole.sizes if size > 1][:100],
        "largestShare": told(max(made.whole.sizes) / len(net.nodes)),
        "ei": told(made.mixing.ei),
        "eiExpected": told(made.mixing.chance),
        "eiP": told(made.mixing.p),
        "communities": made.communities.count,
        "modularity": told(made.communities.modularity),
        "agreement": told(made.communities.agreement),
        "degrees": [{"degree": degree, "institutions": count} for degree, count in made.degrees],
        "groups": [
            {"a": names[one.a], "b": names[one.b], "ties": one.ties, "density": told(one.density)}
            for one in made.groups
        ],
        "meta": {"nodes": len(net.nodes), "ties": len(net.ties[0])},
    }
    assert sum(one["institutions"] for one in found["degrees"]) == found["institutions"]


async def test_without_groups_the_summary_tells_none(analysis: Service) -> None:
    data = await analysis.data("{ networkSummary { ties ei eiExpected eiP groups { a } } }")
    assert data["networkSummary"] == {"ties": 693, "ei": None, "eiExpected": None, "eiP": None, "groups": []}


@pytest.mark.parametrize("role", [None, *(role.upper() for role in ROLES)])
@pytest.mark.parametrize("scope", SCOPES)
async def test_brokers_come_by_their_role_with_the_numbers_of_the_method(
    analysis: Service, scope: str, role: str | None
) -> None:
    fields = f"institution {{ id }} openPairs roles {{ role raw expected sd z zBernoulli }} {' '.join(HOLES)}"
    arguments = f"{f'role: {role},' if role else ''} minOpenPairs: 3, {scope}"
    found = await rows(analysis, "brokerage", fields, arguments)
    wanted = brokers(network(scope))
    kept = [row for row in wanted if row["openPairs"] >= 3]
    assert found == sorted(kept, key=lambda row: place_of(row, role))
    assert len(found) > 10


def brokers(net: Network) -> list[dict[str, Any]]:
    """Every institution as a broker by sector."""
    made = brokerage_of(Neighbourhoods(net.weights), labels_of(net, "SECTOR"))
    holes = measures_of(net, HOLES)
    columns = (made.expected, made.sd, made.z, made.z_bernoulli)
    names = ("expected", "sd", "z", "zBernoulli")
    return [
        {
            "institution": {"id": id_},
            "openPairs": int(made.open_pairs[node]),
            "roles": [
                {
                    "role": role.upper(),
                    "raw": int(made.raw[node, place]),
                    **{name: told(float(column[node, place])) for name, column in zip(names, columns, strict=True)},
                }
                for place, role in enumerate(ROLES)
            ],
            **{name: told(float(column[node])) for name, column in holes.items()},
        }
        for node, id_ in enumerate(net.ids)
    ]


def place_of(row: dict[str, Any], role: str | None) -> tuple[float, str]:
    """Where a broker stands: by the z of a role, those without one last, or by open pairs."""
    id_ = row["institution"]["id"]
    if role is None:
        return -row["openPairs"], id_
    [z] = [one["z"] for one in row["roles"] if one["role"] == role]
    return np.inf if z is None else -z, id_


async def test_groups_by_county_give_roles_by_county(analysis: Service) -> None:
    net = network("")
    made = brokerage_of(Neighbourhoods(net.weights), labels_of(net, "COUNTY"))
    found = await rows(analysis, "brokerage", "institution { id } roles { raw }", "groupBy: COUNTY")
    place = {id_: node for node, id_ in enumerate(net.ids)}
    for row in found:
        assert [role["raw"] for role in row["roles"]] == made.raw[place[row["institution"]["id"]]].tolist()
    assert len(found) == np.count_nonzero(made.open_pairs >= 5)


@pytest.mark.parametrize("with_mentors", [True, False])
async def test_what_would_break_is_that_of_the_method(analysis: Service, with_mentors: bool) -> None:
    fields = "node { id } articulation bridges { a { id } b { id } } separates pairsDisconnected dependentCommunities"
    found = await rows(analysis, "fragility", fields, f"includeMentors: {str(with_mentors).lower()}")
    made = (fragility_with_mentors if with_mentors else fragility)(network(""))
    assert found == [broken(row) for row in made]
    kinds = {row["node"]["id"].split(":")[0] for row in found}
    assert kinds == ({"inst", "mentor", "comm"} if with_mentors else {"inst"})


def broken(row: Fragile) -> dict[str, Any]:
    """What would break without an actor, as the API tells it."""
    return {
        "node": node_of(row.actor),
        "articulation": row.articulation,
        "bridges": [{"a": node_of(a), "b": node_of(b)} for a, b in row.bridges],
        "separates": list(row.separates),
        "pairsDisconnected": row.pairs_disconnected,
        "dependentCommunities": row.dependent_communities,
    }


def node_of(actor: Actor) -> dict[str, str]:
    """The node of an actor."""
    made = demonstration()
    tables = {"institution": made.institutions.ids, "mentor": made.mentors.ids, "community": made.communities.ids}
    return {"id": tables[actor.kind][actor.row]}

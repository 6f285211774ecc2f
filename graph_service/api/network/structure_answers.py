"""What the room `structure` answers: rows of its jobs as data of its types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph_service.api.network.asking import Asked
from graph_service.api.network.completeness_answers import Reported
from graph_service.api.network.scopes import name_of, spoken
from graph_service.errors import Language, RequestError

if TYPE_CHECKING:
    from graph_service.network.fragility import Fragile
    from graph_service.network.jobs.structure import BrokerRow, RoleRow
    from graph_service.network.projection import Projection
    from graph_service.network.summary import GroupTies, NetworkSummary

_MOST_SIZES = 100


async def answer_summary(asked: Asked) -> dict[str, Any]:
    """The data of a `NetworkSummary`."""
    by = asked.arguments.get("groupBy")
    grouping = "SECTOR" if by is None else name_of(by)
    told = await asked.job("summary", asked.scope(), grouping)
    return {
        "meta": asked.meta(told, "summary"),
        **_summary(told.value),
        "collaborations": told.collaborations,
        **_grouped(asked.projection, told.value, is_asked=by is not None),
    }


def _summary(found: NetworkSummary) -> dict[str, Any]:
    from graph_service.network.rounding import told as rounded

    whole, groups = found.whole, found.communities
    return {
        "institutions": whole.nodes,
        "active": whole.active,
        "ties": whole.ties,
        "density": rounded(whole.density),
        "meanDegree": rounded(whole.mean_degree),
        "transitivity": rounded(found.transitivity),
        "meanClustering": rounded(found.mean_clustering),
        "components": whole.components,
        "isolated": whole.isolated,
        "componentSizes": [size for size in whole.sizes if size > 1][:_MOST_SIZES],
        "largestShare": rounded(whole.largest / whole.nodes if whole.nodes else None),
        "communities": groups.count,
        "modularity": rounded(groups.modularity),
        "agreement": rounded(groups.agreement),
        "degrees": [{"degree": degree, "institutions": count} for degree, count in found.degrees],
    }


def _grouped(projection: Projection, found: NetworkSummary, *, is_asked: bool) -> dict[str, Any]:
    from graph_service.network.projection import NONE
    from graph_service.network.rounding import told as rounded

    if not is_asked:
        return {"ei": None, "eiExpected": None, "eiP": None, "groups": []}
    names = projection.sectors if found.grouping == "SECTOR" else projection.counties.nuts3
    mixing = found.mixing
    return {
        "ei": rounded(mixing.ei),
        "eiExpected": rounded(mixing.chance),
        "eiP": rounded(mixing.p),
        # What is in no county that is known is in no group that could be named.
        "groups": [_group(names, group) for group in found.groups if NONE not in (group.a, group.b)],
    }


def _group(names: tuple[str, ...], group: GroupTies) -> dict[str, Any]:
    from graph_service.network.rounding import told as rounded

    return {"a": names[group.a], "b": names[group.b], "ties": group.ties, "density": rounded(group.density)}


async def answer_brokerage(asked: Asked) -> dict[str, Any]:
    """The data of a page of brokers. Raises RequestError for a number of open pairs below 0."""
    least = asked.arguments["minOpenPairs"]
    if least < 0:
        raise RequestError("NUMBER_RANGE", argument="minOpenPairs", least=0, most=2**31 - 1, value=least)
    role = asked.arguments.get("role")
    told = await asked.job(
        "brokers",
        asked.scope(),
        name_of(asked.arguments["groupBy"]),
        None if role is None else name_of(role),
        least,
        asked.page.window,
    )
    reported = await Reported.of(asked)
    return asked.page.connection(
        told.value, lambda row: _broker(asked.projection, row, reported), meta=asked.meta(told, "brokerage")
    )


def _broker(projection: Projection, row: BrokerRow, reported: Reported) -> dict[str, Any]:
    return {
        "institution": projection.institutions.ids[row.institution],
        "openPairs": row.open_pairs,
        "roles": [_role(role) for role in row.roles],
        **row.holes,
        "completeness": reported.institution(row.institution),
    }


def _role(row: RoleRow) -> dict[str, Any]:
    from graph_service.network.sentences import BROKERAGE_ROLES

    return {
        "role": row.role,
        "raw": row.raw,
        "expected": row.expected,
        "sd": row.sd,
        "z": row.z,
        "zBernoulli": row.z_bernoulli,
        "label": lambda lang: BROKERAGE_ROLES[row.role].label.in_(spoken(lang)),
    }


async def answer_fragility(asked: Asked) -> dict[str, Any]:
    """The data of a page of what breaks."""
    told = await asked.job("breaks", asked.scope(), asked.arguments["includeMentors"], asked.page.window)
    reported = await Reported.of(asked)
    return asked.page.connection(
        told.value, lambda row: _fragile(asked.projection, row, reported), meta=asked.meta(told, "fragility")
    )


def _fragile(projection: Projection, row: Fragile, reported: Reported) -> dict[str, Any]:
    return {
        "node": row.actor.id_in(projection),
        "articulation": row.articulation,
        "bridges": [{"a": a.id_in(projection), "b": b.id_in(projection)} for a, b in row.bridges],
        "separates": list(row.separates),
        "pairsDisconnected": row.pairs_disconnected,
        "dependentCommunities": row.dependent_communities,
        "sentence": lambda lang: _sentence(row, spoken(lang)),
        "completeness": reported.institution(row.actor.row) if row.actor.kind == "institution" else None,
    }


def _sentence(row: Fragile, language: Language) -> str:
    from graph_service.network.sentences import FragilityFacts, fragility_sentence

    facts = FragilityFacts(
        row.actor.kind, None, row.separates, row.pairs_disconnected, len(row.bridges), row.dependent_communities
    )
    return fragility_sentence(facts, language)

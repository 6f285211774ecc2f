"""The structure of the network: its summary, brokers, and what would break without whom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph_service.api.fields import Argument, derived, many, optional
from graph_service.api.network.asking import Root
from graph_service.api.network.enums import BrokerageRole, NetworkGrouping
from graph_service.api.network.inputs import SCOPE
from graph_service.api.network.made import LANG, connection, object_type, page
from graph_service.api.network.meta import AnalysisMeta
from graph_service.api.network.structure_answers import answer_brokerage, answer_fragility, answer_summary
from graph_service.api.scalars import Long
from graph_service.model.labels import COMMUNITY, INSTITUTION, MENTOR

Types = Mapping[str, Any]
_META = (AnalysisMeta, "How it was made.")


def roots(types: Types, node: type, completeness: type) -> tuple[Root, ...]:
    """The roots of this room; `node` is the interface of all nodes."""
    return (
        Root(
            "networkSummary",
            _SUMMARY,
            optional(_summary()),
            (SCOPE, Argument("groupBy", optional(NetworkGrouping), "By what E-I and the table of groups are told.")),
            answer_summary,
            price=20,
        ),
        Root(
            "brokerage",
            _BROKERAGE,
            optional(connection("Brokerage", _brokerage(types, completeness), "Brokers.", meta=_META)),
            page(
                SCOPE,
                Argument("groupBy", NetworkGrouping, "By what groups are made.", NetworkGrouping["SECTOR"]),
                Argument("role", optional(BrokerageRole), "Order by the z of this role; by open pairs without."),
                Argument("minOpenPairs", int, "Only brokers between so many open pairs, 0 or more.", 5),
            ),
            answer_brokerage,
            price=20,
        ),
        Root(
            "fragility",
            _FRAGILITY,
            optional(connection("Fragility", _fragility(types, node, completeness), "What would break.", meta=_META)),
            page(SCOPE, Argument("includeMentors", bool, "Whether mentors and communities are looked at, too.", True)),
            answer_fragility,
            price=20,
            labels=(INSTITUTION, MENTOR, COMMUNITY),
        ),
    )


def _summary() -> type:
    group = object_type(
        "GroupTies",
        "Ties within a group, or between two.",
        a=(str, "One group: sector or NUTS 3 code."),
        b=(str, "The other; the same for ties within."),
        ties=(int, "Ties."),
        density=(optional(float), "Share of the possible ties; null where none is possible."),
    )
    count = object_type(
        "DegreeCount", "Institutions with so many partners.", degree=(int, "Partners."), institutions=(int, "How many.")
    )
    return object_type(
        "NetworkSummary",
        "The network in numbers.",
        meta=_META,
        institutions=(int, "Institutions."),
        active=(int, "Those with a collaboration."),
        collaborations=(int, "Collaborations."),
        ties=(int, "Pairs that share one."),
        density=(optional(float), "Share of all pairs that are tied, in [0, 1]; null below two institutions."),
        meanDegree=(optional(float), "Mean number of partners."),
        transitivity=(optional(float), "Share of open or closed triples that are closed; null without any."),
        meanClustering=(optional(float), "Mean clustering of institutions with two partners or more."),
        components=(int, "Connected parts, single institutions included."),
        isolated=(int, "Institutions without a tie."),
        componentSizes=(many(int), "Sizes of the parts of two or more, largest first, at most 100."),
        largestShare=(optional(float), "Share of the institutions that lie in the largest part."),
        ei=(optional(float), "E-I index by `groupBy`, in [-1, 1]; null without ties or `groupBy`."),
        eiExpected=(optional(float), "Its value if ties did not heed groups."),
        eiP=(optional(float), "Chance of one as extreme under permuted groups, two-sided."),
        communities=(int, "Densely tied groups of two or more (Leiden)."),
        modularity=(optional(float), "Modularity of that division; null without ties."),
        agreement=(
            optional(float),
            "Share of pairs together that stay together over 20 seeds: how far borders can be trusted.",
        ),
        degrees=(many(count), "How many have how many partners."),
        groups=(many(group), "Ties within and between groups; empty without `groupBy`."),
    )


def _brokerage(types: Types, completeness: type) -> type:
    role = object_type(
        "RoleScore",
        "A role of a broker, against chance.",
        role=(BrokerageRole, "The role."),
        raw=(int, "Open pairs brokered in it."),
        expected=(optional(float), "Mean with groups of the others permuted, exact."),
        sd=(optional(float), "Standard deviation, likewise."),
        z=(optional(float), "(raw − expected)/sd; null below five open pairs or without spread."),
        zBernoulli=(optional(float), "Against a random network of the same size and density: mostly tells degree."),
        label=derived(str, "What people call it.", LANG),
    )
    return object_type(
        "Brokerage",
        "An institution between partners that are not tied to each other.",
        institution=(types[INSTITUTION], "The broker."),
        openPairs=(int, "Pairs of its partners that are not tied."),
        roles=(many(role), "The four roles, which add up to openPairs."),
        constraint=(optional(float), "Burt's constraint."),
        effectiveSize=(optional(float), "Effective size."),
        efficiency=(optional(float), "Efficiency."),
        hierarchy=(optional(float), "Hierarchy."),
        betweenness=(optional(float), "Betweenness in this network."),
        completeness=(optional(completeness), "How well it reports."),
    )


def _fragility(types: Types, node: type, completeness: type) -> type:
    tie = object_type(
        "BridgeTie", "A tie without which a part falls off.", a=(node, "One end."), b=(node, "The other.")
    )
    return object_type(
        "Fragility",
        "What would break without an institution, mentor or community.",
        node=(node, "Who it is; of a mentor only what may be read of persons."),
        articulation=(bool, "Whether its component falls apart without it."),
        bridges=(many(tie), "Its ties without which the component falls apart."),
        separates=(many(int), "Sizes of the parts that would be left of its component, largest first; empty if one."),
        pairsDisconnected=(Long, "Pairs of others that are connected only through it."),
        dependentCommunities=(int, "Communities whose only open mentor, or only space, it is."),
        sentence=derived(str, "The finding as a sentence.", LANG),
        completeness=(optional(completeness), "How well it reports; of institutions."),
    )


_SUMMARY = "Whole-network numbers: density, components, E-I with its chance value, densely tied groups."
_BROKERAGE = "Brokers and their roles (Gould and Fernandez), with z from the exact permutation of groups."
_FRAGILITY = "What would break: articulation points, bridges, pairs cut apart, communities that hang on one mentor."

"""The oracle itself: its mapping covers the SDL, and the exported data is what the SDL says of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from graphql import GraphQLInterfaceType, GraphQLNonNull, GraphQLObjectType, GraphQLUnionType, get_named_type

from tests.exported import exported_files
from tests.oracle import Oracle
from tests.oracle.graph import Graph, Row, read_graph
from tests.oracle.mapping import DERIVED_TIES, GUARDED, PATHS, TIE_FIELD


def labels(oracle: Oracle) -> Iterator[GraphQLObjectType]:
    """The types of nodes that are no interfaces."""
    node = oracle.schema.type_map["Node"]
    for type_ in oracle.schema.type_map.values():
        if isinstance(type_, GraphQLObjectType) and node in type_.interfaces:
            yield type_


def is_link(oracle: Oracle, type_: GraphQLObjectType, field: str) -> bool:
    """Whether a field leads to other nodes."""
    far = get_named_type(type_.fields[field].type)
    node = oracle.schema.type_map["Node"]
    if far.name.endswith("Connection") or isinstance(far, (GraphQLInterfaceType, GraphQLUnionType)):
        return True
    return isinstance(far, GraphQLObjectType) and node in far.interfaces


def test_every_field_that_leads_on_is_mapped(oracle: Oracle) -> None:
    missing = [
        f"{type_.name}.{field}"
        for type_ in labels(oracle)
        for field in type_.fields
        if is_link(oracle, type_, field) != bool(oracle.types.path(type_.name, field))
        and (type_.name, field) != TIE_FIELD
    ]
    assert missing == []


def test_every_line_of_the_mapping_is_a_field(oracle: Oracle) -> None:
    types = oracle.schema.type_map
    assert [line for line in PATHS if line[1] not in getattr(types.get(line[0]), "fields", {})] == []


def test_required_values_are_there(oracle: Oracle) -> None:
    """What the SDL promises of every row, relatives included: so no answer on the demonstration can be an error."""
    wrong = [
        f"{row.id}.{field}"
        for type_ in labels(oracle)
        for field, definition in type_.fields.items()
        if isinstance(definition.type, GraphQLNonNull) and not oracle.types.is_many(type_.name, field)
        for row in oracle.graph.labels[type_.name]
        if not has_value(oracle, row, field)
    ]
    assert wrong == []


def has_value(oracle: Oracle, row: Row, field: str) -> bool:
    if oracle.types.path(row.label, field) is not None:
        return len(oracle.conditions.far(row, field)) == 1
    column = oracle.types.column(row.label, field)
    return row.props.get(column, row.props.get(f"{column}Hu")) is not None


def test_optional_relatives_are_one_at_most(oracle: Oracle) -> None:
    wrong = [
        f"{row.id}.{field}"
        for type_ in labels(oracle)
        for field in type_.fields
        if is_link(oracle, type_, field) and not oracle.types.is_many(type_.name, field) and field not in GUARDED
        for row in oracle.graph.labels[type_.name]
        if len(oracle.conditions.far(row, field)) > 1
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("code", "wanted"), [("I1", 360), ("R1", 360), ("R2", 72), ("R3", 84), ("R4", 54), ("R5", 420)]
)
def test_the_oracles_own_indicators_meet_their_targets(code: str, wanted: int, oracle: Oracle) -> None:
    last = oracle.graph.rows[f"value:{code}:2019-Q3"]
    assert last.props["value"] == wanted


DERIVED_PROPERTIES = {
    "County": ("cooperationRate",),
    "Mentor": ("farthestKm",),
    "Institution": ("socialised", "socialisedSince", "participationLevel", "participationLevelChange"),
    "GoodPractice": ("adoptersElsewhere",),
    "DevelopmentProcess": ("currentPhase", "actionBeforeAnalysis"),
}


@pytest.fixture(scope="module")
def filed(oracle: Oracle) -> Graph:
    """The files as they are: with what the service derived."""
    return read_graph(exported_files(), oracle.schema)


@pytest.mark.parametrize("type_", sorted(DERIVED_TIES))
def test_the_files_hold_the_ties_that_the_oracle_derives(type_: str, filed: Graph, oracle: Oracle) -> None:
    def ties(graph: Graph) -> dict[tuple[str, str], dict[str, object]]:
        return {(tie.start.id, tie.end.id): tie.props for tie in graph.rels(type_)}

    assert ties(filed) == ties(oracle.graph) != {}


@pytest.mark.parametrize("label", sorted(DERIVED_PROPERTIES))
def test_the_files_hold_the_values_that_the_oracle_derives(label: str, filed: Graph, oracle: Oracle) -> None:
    def values(graph: Graph) -> dict[str, list[object]]:
        return {row.id: [row.props[name] for name in DERIVED_PROPERTIES[label]] for row in graph.of(label)}

    assert values(filed) == values(oracle.graph) != {}

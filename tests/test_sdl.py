"""The committed SDL is the present one, breaks no client, and stays within its size."""

from __future__ import annotations

from dataclasses import replace

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    build_schema,
    is_introspection_type,
    is_specified_scalar_type,
)

from graph_service.api import sdl
from graph_service.api.schema import build_schema as build_api_schema
from graph_service.api.schema import graphql_schema
from graph_service.model import load_model
from graph_service.model.structure import Model, NodeType

MOST_BYTES_OF_LISTS = 250_000
MOST_BYTES = 450_000
# Roots that list nothing by conditions and orders: they and what only they lead to are not counted among the lists.
NETWORK_ROOTS = (
    "collaborationGaps",
    "activityGaps",
    "countyOpenness",
    "collaborationCandidates",
    "networkSummary",
    "brokerage",
    "fragility",
    "whatIf",
    "compare",
    "networkSeries",
    "practiceDiffusion",
    "mentorCoverage",
    "completeness",
    "worklistSummary",
)
OTHER_ROOTS = ("paths", "neighbourhood", "networkChanges", "search", "derivedAsOf", *NETWORK_ROOTS)
MOST_TYPES_A_LABEL = 12


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return graphql_schema(build_api_schema(load_model()))


def test_no_two_types_have_one_name() -> None:
    """What is derived and what is written out meet in one schema, where the later one would silently win."""
    converter = build_api_schema(load_model()).schema_converter
    made = {name: known.definition for name, known in converter.type_map.items()}
    seen = 0
    for owner in made.values():
        for field in getattr(owner, "fields", ()):
            type_ = field.type
            while hasattr(type_, "of_type"):
                type_ = type_.of_type
            if definition := getattr(type_, "__strawberry_definition__", None):
                seen += 1
                assert made[definition.name].origin is definition.origin, f"{owner.name}.{field.name}"
    assert seen > 3_000


@pytest.fixture(scope="module")
def committed() -> str:
    return sdl.committed_sdl().read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def printed(schema: GraphQLSchema) -> str:
    return sdl.print_sdl(schema)


def test_committed_sdl_is_the_present_one(schema: GraphQLSchema, committed: str, printed: str) -> None:
    if printed != committed:
        breaking = sdl.breaking_changes(committed, schema)
        listed = "\n".join(breaking) or "none"
        pytest.fail(f"Run `kalaka schema --write` and read the difference. Breaking changes:\n{listed}", pytrace=False)


def test_printed_sdl_is_the_same_schema(schema: GraphQLSchema, printed: str) -> None:
    again = build_schema(printed)
    assert set(again.type_map) == set(schema.type_map)
    assert sdl.breaking_changes(printed, schema) == []
    assert sdl.dangerous_changes(printed, schema) == []


def test_breaking_and_dangerous_changes_are_listed(schema: GraphQLSchema, printed: str) -> None:
    with_more = printed.replace("type GeoPoint {", "type GeoPoint {\n  height: Float!", 1)
    with_less = printed.replace('  "Both lie here."\n  WITHIN\n', "", 1)
    assert with_less != printed
    assert sdl.breaking_changes(with_more, schema) == ["Field GeoPoint.height was removed."]
    assert sdl.dangerous_changes(with_less, schema) == ["Enum value TieScope.WITHIN was added."]


def test_sdl_stays_within_its_size(printed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # The roots of network analysis tell of the worklist, too; they are not counted.
    monkeypatch.setattr("graph_service.api.derive.network_roots", lambda *_: {})
    others = tuple(name for name in OTHER_ROOTS if name not in NETWORK_ROOTS)
    lists = without_roots(graphql_schema(build_api_schema(without_records(load_model()))), others)
    named = [type_ for type_ in lists.type_map.values() if not is_introspection_type(type_)]
    assert len(sdl.print_sdl(lists).encode()) <= MOST_BYTES_OF_LISTS
    assert len(printed.encode()) <= MOST_BYTES
    model = load_model()
    # An interface and a tie have a connection, conditions and orders of their own, as a label has.
    assert len(named) <= MOST_TYPES_A_LABEL * (len(model.labels) + len(model.interfaces) + len(model.ties))


def without_records(model: Model) -> Model:
    """The model as it would be if nobody ever changed the data: no history, no imports, no worklist."""
    records = {node.name for node in model.labels if not model.is_node(node)}

    def kept(node: NodeType) -> NodeType:
        links = {name: link for name, link in node.links.items() if link.target not in records}
        return replace(node, links=links, properties={n: p for n, p in node.properties.items() if n != "revision"})

    return replace(model, types={name: kept(node) for name, node in model.types.items() if name not in records})


def without_roots(schema: GraphQLSchema, names: tuple[str, ...]) -> GraphQLSchema:
    """The schema without some root fields and without the types that only they lead to."""
    assert schema.query_type is not None
    root = schema.query_type.to_kwargs()
    assert set(names) <= set(root["fields"])
    root["fields"] = {name: field for name, field in root["fields"].items() if name not in names}
    objects = [type_ for type_ in schema.type_map.values() if isinstance(type_, GraphQLObjectType) and type_.interfaces]
    return GraphQLSchema(query=GraphQLObjectType(**root), types=objects)


def test_everything_has_a_description(schema: GraphQLSchema) -> None:
    missing = []
    for type_ in schema.type_map.values():
        if is_introspection_type(type_) or is_specified_scalar_type(type_):
            continue
        described = {type_.name: type_.description}
        if isinstance(type_, (GraphQLObjectType, GraphQLInterfaceType)):
            for name, field in type_.fields.items():
                described[f"{type_.name}.{name}"] = field.description
                described |= {f"{type_.name}.{name}({a})": arg.description for a, arg in field.args.items()}
        elif isinstance(type_, GraphQLInputObjectType):
            described |= {f"{type_.name}.{name}": field.description for name, field in type_.fields.items()}
        elif isinstance(type_, GraphQLEnumType):
            described |= {f"{type_.name}.{name}": value.description for name, value in type_.values.items()}
        missing += [name for name, text in described.items() if not text]
    assert missing == []


def test_each_description_is_printed_once(printed: str) -> None:
    assert printed.count("Page size, 1 to 100, default 20") == 1
    assert printed.count("Null is never a match, so `NOT` includes what is missing.") == 1

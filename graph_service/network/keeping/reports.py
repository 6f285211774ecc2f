"""What is reported of each node: which of its optional fields are filled, and when it last changed.

The fields follow from the model: public properties that may be empty, the English side of names and texts, and lists.
An empty day on which something ends is no gap: it says that the thing goes on. Identifiers that others give out are no
report, nor are values that are derived.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graph_service.cypher import identifier
from graph_service.model.structure import Kind, Model, NodeType, Property
from graph_service.network.keeping.columns import Kind as Held
from graph_service.network.keeping.columns import Table
from graph_service.network.keeping.reading import Read, Shapes, Sources, read_steadily, table_statements, tables_of
from graph_service.network.keeping.statements import Source

REPORTED = ("institutions", "communities", "collaborations", "goodPractices")
"""Labels whose reports analyses rest on, by their plurals in the model."""

_OPEN_ENDS = frozenset({"endDate", "endedOn", "leftOn", "closedOn", "to"})
_TEXTS = (Kind.STRING, Kind.LOCALIZED)
_SHAPE = {"id": Held.TEXT, "updated": Held.MOMENT, "filled": Held.INT}


@dataclass(frozen=True, eq=False)
class Reports:
    """Reports of the nodes of the labels REPORTED, at a version of the data; what is by label is by its plural.

    A table has the columns id, updated (moment) and filled: bit k is set where field k of `fields` is filled.
    """

    version: int
    tables: Mapping[str, Table]
    fields: Mapping[str, tuple[str, ...]]
    """The stored names of the optional fields of each label."""
    labels: Mapping[str, str]
    """The name of each label."""


async def read_reports(read: Read, model: Model) -> Reports:
    """The reports of all nodes of the labels REPORTED. Raises StoreError."""
    labels = reported_labels(model)
    sources = report_sources(model)
    shapes: Shapes = dict.fromkeys(sources, _SHAPE)
    version, rows = await read_steadily(read, table_statements(sources, shapes=shapes))
    tables, _ = tables_of(sources, rows, shapes)
    fields = {name: tuple(optional_fields(node)) for name, node in labels.items()}
    return Reports(version, tables, fields, {name: node.name for name, node in labels.items()})


def reported_labels(model: Model) -> dict[str, NodeType]:
    """The labels REPORTED, by plural."""
    plurals = {node.plural: node for node in model.labels}
    return {name: plurals[name] for name in REPORTED}


def report_sources(model: Model) -> Sources:
    """Where reports are found: a table a label."""
    return {
        name: Source(
            f"MATCH (n:{identifier(node.name)})",
            {"id": "n.id", "updated": "n.updatedAt", "filled": _filled_cypher(node)},
        )
        for name, node in reported_labels(model).items()
    }


def optional_fields(node: NodeType) -> dict[str, Property]:
    """Stored name and property of what can be reported of a node, in the order of the model."""
    return {stored: declared for declared in node.properties.values() for stored in _optional(declared)}


def _optional(declared: Property) -> Iterator[str]:
    is_told = declared.public and not (declared.derived or declared.guarded or declared.unique or declared.key)
    if not is_told or declared.stored in _OPEN_ENDS:
        return
    *own, last = declared.stored_names
    if declared.kind is Kind.LOCALIZED:
        yield from (name for name in own if not declared.required)
        yield last
    elif declared.many or not declared.required:
        yield last


def _filled_cypher(node: NodeType) -> str:
    bits = [
        f"CASE WHEN {_is_filled(identifier(stored), declared)} THEN {2**place} ELSE 0 END"
        for place, (stored, declared) in enumerate(optional_fields(node).items())
    ]
    return " + ".join(bits) or "0"


def _is_filled(stored: str, declared: Property) -> str:
    if declared.many:
        return f"size(n.{stored}) > 0"
    return f"n.{stored} <> ''" if declared.kind in _TEXTS else f"n.{stored} IS NOT NULL"

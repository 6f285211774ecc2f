"""The rows of an answer, counted by a walk that knows nothing of plans or prices: only the types in the answer."""

from __future__ import annotations

from typing import Any

from graphql import DocumentNode, FieldNode, NameNode, SelectionSetNode, Visitor, parse, print_ast, visit

TYPE = "__typename"
# Parts of a row, or what is told of rows beside them.
_PARTS = frozenset(
    {
        "LocalizedText",
        "GeoPoint",
        "PageInfo",
        "GroupKey",
        "NumberAggregate",
        "MomentAggregate",
        "DateAggregate",
        "DistinctAggregate",
        "InstitutionNetwork",
        "AnalysisMeta",
        "SearchFacets",
    }
)
# These and the node in them are one row.
_WITH_NODE = ("Edge", "CountyCount")


class _Named(Visitor):
    """Asks for the type of every object."""

    def leave_selection_set(self, node: SelectionSetNode, *_: Any) -> SelectionSetNode:
        # By an alias of its own: a document may use the name for something else.
        return SelectionSetNode(selections=(FieldNode(name=NameNode(value=TYPE)), *node.selections))


def typed(document: str) -> str:
    """The document with the type of every object asked for; its price is the same."""
    named: DocumentNode = visit(parse(document), _Named())
    return print_ast(named)


def rows_of(answer: Any) -> int:
    """Pages, nodes, ties, aggregates and groups; an edge and its node are one."""
    if isinstance(answer, list):
        return sum(map(rows_of, answer))
    if not isinstance(answer, dict):
        return 0
    type_ = answer.get(TYPE, "Query")
    own = type_ not in _PARTS and type_ != "Query"
    inner = sum(map(rows_of, answer.values()))
    if type_.endswith(_WITH_NODE):
        inner -= sum(isinstance(value, dict) and _is_node(value) for value in answer.values())
    return own + inner


def _is_node(value: dict[str, Any]) -> bool:
    return value.get(TYPE, "") not in _PARTS and not value.get(TYPE, "").endswith("Connection")

"""What drawn documents use and how deep they go, read off the documents themselves; counted over a run and checked."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentSpreadNode,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLNamedType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    get_named_type,
    value_from_ast_untyped,
    visit,
)

from tests.fuzz.drawn import Drawn
from tests.oracle import Oracle
from tests.oracle.documents import parsed
from tests.oracle.mapping import NETWORK
from tests.oracle.members import Members

_FLAT = frozenset({"edges", "nodes", "node", "pageInfo", "aggregate", "groupBy", "key", "label"})
_QUANTIFIERS = ("some", "none", "all", "single", "count")
_PAGES = ("first", "last", "after", "before")
LEAST_DEPTH, LEAST_ANSWERED, MOST_DISCARDED, LEAST_SHARE = 3, 0.70, 0.10, 0.01


def depth_of(document: DocumentNode) -> int:
    """How many links the deepest field follows; a root is one."""
    fragments = {d.name.value: d.selection_set for d in document.definitions if d.kind == "fragment_definition"}  # type: ignore[attr-defined]  # by its kind

    def below(selections: SelectionSetNode | None) -> int:
        return max((of(node) for node in selections.selections), default=0) if selections else 0

    def of(node: Any) -> int:
        match node:
            case FieldNode():
                own = node.selection_set is not None and node.name.value not in _FLAT
                return own + below(node.selection_set)
            case FragmentSpreadNode():
                return below(fragments[node.name.value])
            case InlineFragmentNode():
                return below(node.selection_set)
        return 0

    return max(below(d.selection_set) for d in document.definitions if isinstance(d, OperationDefinitionNode)) - 1


def features_of(oracle: Oracle, drawn: Drawn) -> frozenset[str]:
    """Every operator, quantifier, kind of order, aggregate, group key and page that a document uses."""
    found = _Features(oracle, drawn)
    visit(found.document, TypeInfoVisitor(found.types, found))
    return frozenset(found.found)


class _Features(Visitor):
    def __init__(self, oracle: Oracle, drawn: Drawn) -> None:
        super().__init__()
        self.document = parsed(drawn.text)
        self.types = TypeInfo(oracle.schema)
        self.found: set[str] = set()
        self._oracle = oracle
        self._drawn = drawn

    def enter_field(self, node: FieldNode, *_: object) -> None:
        parent, definition = self.types.get_parent_type(), self.types.get_field_def()
        assert parent
        if parent.name.endswith("Aggregate") and parent.name != "Aggregate":
            self.found.add(f"aggregate {node.name.value}")
        if node.name.value == NETWORK:
            self.found.add("measure")
        if parent.name == "Query" and node.name.value == "search":
            self.found.add("search")
        if parent.name.endswith("Edge") and node.arguments and parent.name != "GroupEdge":
            self.found.add("list of evidence")
        for argument in node.arguments or ():
            assert definition
            value = value_from_ast_untyped(argument.value, self._drawn.variables)
            self._argument(node, argument.name.value, value, get_named_type(definition.args[argument.name.value].type))

    def enter_variable(self, *_: object) -> None:
        self.found.add("variable")

    def enter_fragment_spread(self, *_: object) -> None:
        self.found.add("fragment")

    def enter_inline_fragment(self, *_: object) -> None:
        self.found.add("fragment of a type")

    def enter_directive(self, node: Any, *_: object) -> None:
        self.found.add(f"directive {node.name.value}")

    def _argument(self, node: FieldNode, name: str, value: Any, type_: GraphQLNamedType) -> None:
        if name in _PAGES:
            of = "groups" if node.name.value == "groupBy" else "rows"
            self.found.add(f"page {name} of {of}")
        elif name == "asOf":
            self.found.add("as of a day")
        elif name == "where" and isinstance(type_, GraphQLInputObjectType):
            self.found.update(_of_where(type_, value) if type_.name != "GroupWhere" else _of_having(value))
        elif name == "orderBy":
            for key in value:
                self.found.update(self._of_order(key, type_))
        elif name == "keys":
            for key in value:
                self.found.add(f"group by {self._kind(key, type_)}")
            self.found.add(f"group by {len(value)} keys")

    def _of_order(self, key: dict[str, Any], type_: GraphQLNamedType) -> Iterator[str]:
        assert isinstance(type_, GraphQLInputObjectType)
        if nulls := key.get("nulls"):
            yield f"nulls {str(nulls).lower()}"
        if type_.name == "GroupOrder":
            yield f"order of groups by {str(key['by']).lower()}"
        elif "count" in key:
            yield "order by a number of relatives"
        else:
            yield f"order by {self._kind(key['field'], get_named_type(type_.fields['field'].type))}"
        yield f"order {str(key.get('direction', 'ASC')).lower()}"

    def _kind(self, member: str, enum: GraphQLNamedType) -> str:
        assert isinstance(enum, GraphQLEnumType)
        return Members(self._oracle.conditions, enum.name.removesuffix("OrderField").removesuffix("Field")).kind(member)


def _of_where(type_: GraphQLInputObjectType, value: Any) -> Iterator[str]:
    """The operators and quantifiers of a condition and of those within it."""
    for name, inner in (value or {}).items():
        if name in _QUANTIFIERS and "some" in type_.fields:
            yield f"quantifier {name}"
        if name in ("AND", "OR", "NOT"):
            yield f"connective {name}"
        if name == "edge":
            yield "condition on a relationship"
        if name == NETWORK:
            yield "condition on a measure"
        if name.startswith("on") and name[2:3].isupper():
            yield "condition on a label"
        field = get_named_type(type_.fields[name].type)
        if name == "within" or not isinstance(field, GraphQLInputObjectType):
            yield f"operator {name}"
        else:
            for item in inner if isinstance(inner, list) else [inner]:
                yield from _of_where(field, item)


def _of_having(value: dict[str, Any]) -> Iterator[str]:
    if "count" in value:
        yield "groups by their number"
    if "aggregates" in value:
        yield "groups by an aggregate"


def wanted_features(schema: GraphQLSchema) -> set[str]:
    """What must occur: all operators of the schema's inputs, and what the service says it can do."""
    found: set[str] = set()
    for type_ in schema.type_map.values():
        if isinstance(type_, GraphQLInputObjectType) and type_.name.endswith("Where") and "AND" not in type_.fields:
            found |= {
                f"operator {name}"
                for name, field in type_.fields.items()
                if not isinstance(get_named_type(field.type), GraphQLInputObjectType) or name == "within"
            }
    found -= {"operator of", "operator function"}
    return found.union(*(features for name, features in _OF_TYPES.items() if name in schema.type_map))


_EVER = (
    *(f"quantifier {name}" for name in _QUANTIFIERS),
    *(f"connective {name}" for name in ("AND", "OR", "NOT")),
    *(f"page {name} of rows" for name in _PAGES),
    *(f"order {name}" for name in ("asc", "desc", "by a number of relatives", "by a property of the relationship")),
    *(f"order by {kind}" for kind in ("an own value", "a relative", "a relative's value", "a year", "a quarter")),
    *("nulls first", "nulls last", "null cursor", "condition on a relationship", "condition on a label"),
    *("variable", "fragment", "fragment of a type", "directive include", "directive skip", "as of a day"),
)
# What must occur where the schema has a type.
_OF_TYPES = {
    "Query": _EVER,
    "Aggregate": tuple(
        f"aggregate {name}" for name in ("min", "max", "avg", "sum", "countDistinct", "earliest", "latest")
    ),
    "GroupConnection": (
        *(f"group by {kind}" for kind in ("an own value", "a relative", "a relative's value", "a year", "a quarter")),
        *(f"group by {what}" for what in ("a property of the relationship", "1 keys", "2 keys")),
        *(f"order of groups by {by}" for by in ("count", "key", "second_key", "aggregate")),
        *(f"page {name} of groups" for name in _PAGES),
        *("groups by their number", "groups by an aggregate"),
    ),
    "PossiblePartnerInstitutionEdge": ("list of evidence",),
    "SearchConnection": ("search",),
    "InstitutionNetwork": ("measure", "condition on a measure", "order by a measure", "group by a measure"),
}


@dataclass
class Coverage:
    """Counts of a run."""

    oracle: Oracle
    features: Counter[str] = field(default_factory=Counter)
    depths: list[int] = field(default_factory=list)
    answered: int = 0
    discarded: Counter[str] = field(default_factory=Counter)

    @property
    def depth(self) -> float:
        """The median depth."""
        return median(self.depths or [0])

    def asked(self, drawn: Drawn, answer: Any, *, null_cursor: bool) -> None:
        """Counts a document that was answered."""
        found = features_of(self.oracle, drawn)
        self.features.update(found | {"null cursor"} if null_cursor else found)
        self.depths.append(depth_of(parsed(drawn.text)))
        self.answered += holds_something(answer)

    def refused(self, code: str) -> None:
        """Counts a document that the service refused as too dear or too large."""
        self.discarded[code] += 1

    def problems(self) -> list[str]:
        """What falls short of what a run must cover."""
        number, gone = len(self.depths), self.discarded.total()
        rare = [
            f"{name}: {self.features[name]} of {number} documents"
            for name in sorted(wanted_features(self.oracle.schema))
            if self.features[name] < number * LEAST_SHARE
        ]
        if self.depth < LEAST_DEPTH:
            rare.append(f"the median depth is {self.depth}")
        if self.answered < number * LEAST_ANSWERED:
            rare.append(f"{self.answered} of {number} answers hold something")
        if gone > (number + gone) * MOST_DISCARDED:
            rare.append(f"{gone} of {number + gone} documents were refused: {dict(self.discarded)}")
        return rare

    def told(self) -> str:
        """A table of the run."""
        number = max(len(self.depths), 1)
        lines = [
            f"{len(self.depths)} documents, median depth {self.depth}, "
            f"{self.answered / number:.0%} of the answers hold something, refused: {dict(self.discarded) or 'none'}"
        ]
        lines += [f"  {share / number:6.1%}  {name}" for name, share in sorted(self.features.items())]
        return "\n".join(lines)


def holds_something(answer: Any) -> bool:
    """Whether an answer has an entry of a list, or a thing asked for by its id, in every root."""
    return all(_holds(root) for root in answer.values())


def _holds(root: Any) -> bool:
    if not isinstance(root, dict):
        return root is not None
    lists = [value for name, value in root.items() if name in ("nodes", "edges")]
    if lists:
        return all(bool(value) for value in lists)
    return "totalCount" not in root or root["totalCount"] > 0


def has_null(cursor: str) -> bool:
    """Whether a cursor of the oracle stands for a value that is missing."""
    return None in json.loads(cursor)[1]

"""What the declarations become: frozen data that every other part derives from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import NamedTuple

from graph_service.model.declare import Card, Direction, Step, camel


class Kind(Enum):
    """The type of a stored value."""

    STRING = "String"
    INT = "Int"
    LONG = "Long"
    FLOAT = "Float"
    BOOLEAN = "Boolean"
    DATE = "Date"
    DATETIME = "DateTime"
    POINT = "Point"
    ENUM = "Enum"
    LOCALIZED = "LocalizedText"
    FIELD_CHANGE = "FieldChange"
    TIE_CHANGE = "TieChange"


@dataclass(frozen=True)
class Property:
    """A stored property. `stored` is its name in the graph; a localized one is stored as `…Hu` and `…En`.

    One that is `measured` is in no graph: its values are those of a table of measures, by the id of a node. A node with
    none has the `default`."""

    name: str
    stored: str
    kind: Kind
    required: bool
    many: bool
    description: str
    scheme: str | None = None
    sort: str | None = None
    key: bool = False
    unique: bool = False
    index: bool = False
    order: bool = False
    filter: bool = True
    guarded: bool = False
    derived: bool = False
    public: bool = True
    low: int | None = None
    high: int | None = None
    measured: bool = False
    default: int | None = None

    @cached_property
    def stored_names(self) -> tuple[str, ...]:
        """The properties of the graph that hold it."""
        if self.kind is Kind.LOCALIZED:
            return (f"{self.stored}Hu", f"{self.stored}En")
        return (self.stored,)

    @property
    def order_stored(self) -> str:
        """The stored property that its order compares: a collation key for names."""
        return self.sort or self.stored


@dataclass(frozen=True)
class Span:
    """When relationships of a type are live: from `start` (a property of theirs, or `start_of_end`, one of the node at
    their end) until the day before `end` or `end_of_end`. `has_start` where one of the two is always there."""

    start: str | None
    end: str | None
    start_of_end: str | None = None
    end_of_end: str | None = None
    has_start: bool = False


@dataclass(frozen=True)
class SharedField:
    """The evidence of a derived relationship: nodes of `target` that both ends reach over `steps`."""

    name: str
    description: str
    steps: tuple[Step, ...]
    target: str


class Kept(NamedTuple):
    """The stored property of the start of a relationship and the one of its end that say the same."""

    start: str
    end: str

    @property
    def is_passed_on(self) -> bool:
        """Whether the end keeps it too, of where it leads itself."""
        return self.start == self.end


@dataclass(frozen=True)
class RelationshipType:
    """A relationship type that has properties; `key` tells parallel ones of a pair apart where `keyed`.

    A derived one may rest on `evidence` that both ends share; where it is not `stored`, it is computed when asked, and
    `without` names a relationship between its ends that excludes it. What a field of its end lists has the property
    that it keeps.
    """

    type: str
    name: str
    description: str
    properties: Mapping[str, Property] = field(default_factory=dict)
    keyed: bool = False
    derived: bool = False
    span: Span | None = None
    evidence: SharedField | None = None
    without: str | None = None
    stored: bool = True
    keeps: Kept | None = None


def keepers(declared: Iterable[RelationshipType]) -> tuple[RelationshipType, ...]:
    """Those whose starts keep something: first what leads to the node that has it, then what passes it on."""
    kept = ((one.keeps.is_passed_on, one) for one in declared if one.keeps is not None)
    return tuple(one for _, one in sorted(kept, key=lambda pair: pair[0]))


@dataclass(frozen=True)
class Link:
    """A field that leads to other nodes: one step, or several for *through* fields.

    `target` is the GraphQL type (label, interface or union); `labels` are the labels that it can be. With `differs` or
    `without` the far node is never the start itself.
    """

    name: str
    description: str
    steps: tuple[Step, ...]
    target: str
    labels: tuple[str, ...]
    card: Card
    relationship: RelationshipType | None = None
    only: Mapping[str, str] = field(default_factory=dict)
    latest: str | None = None
    differs: str | None = None
    without: str | None = None
    is_through: bool = False

    @property
    def many(self) -> bool:
        return self.card == "many"

    @property
    def is_parallel(self) -> bool:
        """Whether it can lead to the same node more than once, over relationships that a key tells apart."""
        return self.relationship is not None and self.relationship.keyed and len(self.steps) == 1


@dataclass(frozen=True)
class TiesField:
    """A connection of ties that touch (or lie within) the nodes of the link `members`."""

    name: str
    description: str
    tie: str
    members: str


@dataclass(frozen=True)
class TieType:
    """A symmetric relationship seen as an object."""

    name: str
    description: str
    relationship: RelationshipType
    between: str
    ends: str

    @property
    def shared(self) -> Mapping[str, SharedField]:
        """The evidence, by its field."""
        found = self.relationship.evidence
        return {} if found is None else {found.name: found}

    @property
    def properties(self) -> Mapping[str, Property]:
        return self.relationship.properties


@dataclass(frozen=True)
class NodeType:
    """A label, or an abstract class of labels (a GraphQL interface)."""

    name: str
    description: str
    abstract: bool
    super_label: bool
    searchable: bool
    few: bool
    about: int | None
    public: bool
    prefix: str
    plural: str
    interfaces: tuple[str, ...]
    node_labels: tuple[str, ...]
    properties: Mapping[str, Property]
    links: Mapping[str, Link]
    ties: Mapping[str, TiesField]
    group: str = ""
    """The module that declares it: labels of one subject stand together in the documentation."""
    measures: Mapping[str, Property] = field(default_factory=dict)
    """What is measured of its place in the network, by name; never stored."""
    reference: bool = False
    """Official data that come with a release: clients point to it, and write none of it."""

    @property
    def single(self) -> str:
        """The name of its root field for one node."""
        return camel(self.name)

    @cached_property
    def keys(self) -> tuple[Property, ...]:
        """Natural keys by which one node can be asked for, besides `id`."""
        return tuple(p for p in self.properties.values() if p.key)

    @cached_property
    def named_by(self) -> Property | None:
        """The property whose text is kept folded and as a collation key, if any."""
        return next((p for p in self.properties.values() if p.sort), None)


@dataclass(frozen=True)
class UnionType:
    """A union of labels."""

    name: str
    members: tuple[str, ...]


@dataclass(frozen=True)
class Model:
    """Everything that is declared."""

    types: Mapping[str, NodeType]
    relationships: Mapping[str, RelationshipType]
    ties: Mapping[str, TieType]
    unions: Mapping[str, UnionType]
    groups: Mapping[str, str] = field(default_factory=dict)
    """Group to what its module says of itself."""

    @cached_property
    def labels(self) -> tuple[NodeType, ...]:
        """The concrete labels in public, by name."""
        return tuple(t for t in self.types.values() if not t.abstract and t.public)

    @cached_property
    def interfaces(self) -> tuple[NodeType, ...]:
        return tuple(t for t in self.types.values() if t.abstract)

    @cached_property
    def listed(self) -> tuple[NodeType, ...]:
        """The labels and interfaces that a root field lists."""
        return (*self.labels, *(t for t in self.interfaces if t.plural))

    @cached_property
    def by_prefix(self) -> dict[str, NodeType]:
        """Id prefix to label: the one table of prefixes."""
        return {t.prefix: t for t in self.types.values() if t.prefix}

    @cached_property
    def _members(self) -> dict[str, tuple[str, ...]]:
        found = {name: tuple(sorted(union.members)) for name, union in self.unions.items()}
        for node in self.types.values():
            if node.abstract:
                found[node.name] = tuple(t.name for t in self.labels if node.name in t.interfaces)
            else:
                found[node.name] = (node.name,)
        return found

    def members(self, type_name: str) -> tuple[str, ...]:
        """The labels that a value of a GraphQL object, interface or union type can have, sorted."""
        return self._members[type_name]

    @cached_property
    def _narrower(self) -> dict[str, tuple[str, ...]]:
        return {
            node.name: tuple(other.name for other in self.labels if node.name in other.node_labels)
            for node in self.labels
        }

    def read_as(self, labels: Iterable[str]) -> tuple[str, ...]:
        """The labels that nodes found by `labels` can have, sorted: a game app is an online platform, too."""
        return tuple(sorted({one for label in labels for one in self._narrower[label]}))

    def is_node(self, label: NodeType) -> bool:
        """Whether it implements `Node` in public; what is kept of the work on the data does not."""
        return label.public and _ROOT in label.interfaces

    def label_of(self, id_: str) -> NodeType | None:
        """The label that the prefix of an id names."""
        return self.by_prefix.get(id_.split(":", 1)[0])

    def span(self, type_: str) -> Span | None:
        """When relationships of a type are live; None where they always are."""
        declared = self.relationships.get(type_)
        return None if declared is None else declared.span

    def are_persons(self, labels: Iterable[str]) -> bool:
        """Whether nodes of these labels can only be persons."""
        return set(labels) <= set(self.members(_PERSON))

    @cached_property
    def guarded(self) -> frozenset[str]:
        """The stored names of what only some viewers may read; such a name is guarded wherever it occurs."""
        every = (p for holder in self.holders for p in holder.properties.values())
        return frozenset(name for p in every if p.guarded for name in p.stored_names)

    @cached_property
    def holders(self) -> tuple[NodeType | RelationshipType | TieType, ...]:
        """Everything that has properties."""
        return (*self.types.values(), *self.relationships.values(), *self.ties.values())

    @cached_property
    def few(self) -> frozenset[str]:
        """The labels with a handful of nodes, whatever the data grow to."""
        return frozenset(name for name, node in self.types.items() if node.few)

    def about(self, labels: Collection[str]) -> int | None:
        """About how many nodes of these labels there are; None where that is not known of each."""
        numbers = [self.types[label].about for label in labels]
        return None if None in numbers else sum(number for number in numbers if number is not None)

    @cached_property
    def stored_ties(self) -> tuple[RelationshipType, ...]:
        """The derived relationships between nodes that share something, as far as the graph stores them."""
        return tuple(type_ for type_ in self.relationships.values() if type_.evidence is not None and type_.stored)

    def kept(self, type_: str, starts: Iterable[str]) -> Kept | None:
        """What all nodes of the labels `starts` keep of where a relationship of this type leads, if anything."""
        declared = self.relationships.get(type_)
        if declared is None or not self.keeping(declared).issuperset(starts):
            return None
        return declared.keeps

    def keeping(self, declared: RelationshipType) -> frozenset[str]:
        """The labels that keep a property of where a relationship of this type leads."""
        if declared.keeps is None:
            return frozenset()
        starts = {start for start, _ in self.relationship_ends[declared.type]}
        return frozenset(label for label in starts if declared.keeps.start in self.types[label].properties)

    @cached_property
    def keepers(self) -> tuple[RelationshipType, ...]:
        """The relationship types whose starts keep something, in the order to know it in."""
        return keepers(self.relationships.values())

    def is_key(self, type_: str) -> bool:
        """Whether what the starts of a relationship keep tells its end from all others."""
        keeps = self.relationships[type_].keeps
        ends = {end for _, end in self.relationship_ends[type_]}
        unique = {p.stored for end in ends for p in self.types[end].properties.values() if p.unique}
        return keeps is not None and len(ends) == 1 and keeps.end in unique

    def joined_by(self, type_: str) -> str:
        """The label or interface at both ends of a symmetric relationship."""
        return next(
            link.target
            for node in self.types.values()
            for link in node.links.values()
            if link.steps[0] == Step(type_, Direction.BOTH) and not link.is_through
        )

    @cached_property
    def relationship_ends(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """Relationship type to its sorted (from label, to label) pairs, read off the declared ends."""
        pairs: dict[str, set[tuple[str, str]]] = {}
        for node in self.labels:
            for link in node.links.values():
                if link.is_through or "|" in link.steps[0].type:
                    continue
                step = link.steps[0]
                declared = self.relationships.get(step.type)
                if declared is not None and not declared.stored:
                    continue
                found = pairs.setdefault(step.type, set())
                if link.target in self.types and link.target == _ROOT:
                    continue
                for label in link.labels:
                    found.add((label, node.name) if step.direction.value == "in" else (node.name, label))
        return {name: tuple(sorted(ends)) for name, ends in sorted(pairs.items())}


_ROOT = "Node"
_PERSON = "Person"

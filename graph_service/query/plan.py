"""The plan of an operation: frozen nodes between selection and Cypher. `explain.py` prints them as a tree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graph_service.model.records import Selected
from graph_service.model.structure import Link, Property, RelationshipType, SharedField, TieType
from graph_service.query.filters import Condition, asks_edge
from graph_service.query.group_plan import Aggregated, Grouped
from graph_service.query.inputs import Source
from graph_service.query.ordering import ListField, SortKey
from graph_service.query.page_parts import EdgeCursor as EdgeCursor
from graph_service.query.page_parts import PageArguments as PageArguments
from graph_service.query.page_parts import Paged, RowsPart
from graph_service.query.page_parts import PageInfo as PageInfo
from graph_service.query.page_parts import PersonCount as PersonCount
from graph_service.query.page_parts import Suppressed as Suppressed
from graph_service.query.page_parts import TextPart as TextPart
from graph_service.query.page_parts import TotalCount as TotalCount
from graph_service.query.page_parts import TypeName as TypeName
from graph_service.query.page_parts import Unsuppressed as Unsuppressed
from graph_service.query.signature import Signature


@dataclass(frozen=True)
class Value:
    """A stored property, checked and named."""

    key: str
    property: Property


@dataclass(frozen=True)
class Text:
    """A localized text: which of its parts are selected, by response key."""

    key: str
    property: Property
    parts: tuple[tuple[str, TextPart], ...]


@dataclass(frozen=True)
class PointValue:
    """A point: which of its coordinates are selected, by response key."""

    key: str
    property: Property
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Recorded:
    """A list of records, each stored as one text: what is selected of them."""

    key: str
    property: Property
    selected: Selected


@dataclass(frozen=True)
class Withheld:
    """A guarded property that the viewer may not read: null, without asking the database."""

    key: str


@dataclass(frozen=True)
class Told:
    """How measures were made: which fields are selected, by response key; None is `__typename`."""

    key: str
    parts: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True)
class Network:
    """The place of an institution in the network: its measures, and how they were made."""

    key: str
    parts: tuple[Value | Told | TypeName, ...]

    @property
    def values(self) -> tuple[Value, ...]:
        """The measures."""
        return tuple(part for part in self.parts if isinstance(part, Value))

    @property
    def tells(self) -> bool:
        """Whether it tells how they were made."""
        return any(isinstance(part, Told) for part in self.parts)


@dataclass(frozen=True)
class One:
    """A to-one relative, or null."""

    key: str
    link: Link
    target: ObjectPlan
    # Labels of the parent that have the field, where the parent can have others too.
    guard: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ends:
    """The two ends of a tie, smaller id first."""

    key: str
    target: ObjectPlan


@dataclass(frozen=True)
class Many:
    """A connection."""

    key: str
    page: PagePlan
    guard: tuple[str, ...] = ()


FieldPlan = TypeName | Value | Text | PointValue | Recorded | Withheld | Network | One | Ends | Many


@dataclass(frozen=True)
class ObjectPlan:
    """The fields of an object, by the labels (or the tie) it can be; one entry where the type is known."""

    type_name: str
    fields: Mapping[str, tuple[FieldPlan, ...]]

    @property
    def is_polymorphic(self) -> bool:
        """Whether the label of a row decides its fields; then the prefix of its id is read first."""
        return len(self.fields) > 1


@dataclass(frozen=True)
class AllOf:
    """All nodes of a label, interface or union."""

    type_name: str
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Along:
    """The nodes that a link leads to."""

    link: Link


@dataclass(frozen=True)
class TiesOf:
    """The ties that touch, or lie within, the nodes that a link leads to."""

    tie: TieType
    members: Link
    within: bool


@dataclass(frozen=True)
class SharedBy:
    """The evidence of a tie: what both of its ends share."""

    shared: SharedField


@dataclass(frozen=True)
class Searched:
    """The nodes whose names hold all words of a text; `words` tells whether it has any."""

    labels: tuple[str, ...]
    text: Source
    types: Source | None
    county: Source | None
    words: bool


Origin = AllOf | Along | TiesOf | SharedBy | Searched


@dataclass(frozen=True)
class Nodes(RowsPart):
    """The nodes of the page."""

    target: ObjectPlan


@dataclass(frozen=True)
class EdgeNode:
    """The node of an edge."""

    key: str
    target: ObjectPlan


EdgePart = EdgeCursor | EdgeNode | Value | Withheld | Many | TypeName


@dataclass(frozen=True)
class Edges(RowsPart):
    """The edges of the page."""

    type_name: str
    parts: tuple[EdgePart, ...]

    @property
    def gives_cursors(self) -> bool:
        return any(isinstance(part, EdgeCursor) for part in self.parts)

    @property
    def gives_edge(self) -> bool:
        """Whether it gives properties of the relationship."""
        return any(isinstance(part, Value) for part in self.parts)


@dataclass(frozen=True)
class Truncated:
    """Whether a search found more than it lists."""

    key: str


@dataclass(frozen=True)
class TypeCode:
    """The label of a facet, as a value of the enum `SearchType`."""

    key: str


@dataclass(frozen=True)
class TypeWords:
    """What people call the label of a facet: which parts are selected, by response key."""

    key: str
    parts: tuple[tuple[str, TextPart], ...]


@dataclass(frozen=True)
class TypeCounts:
    """How many hits there are of each label."""

    key: str
    parts: tuple[TypeCode | TypeWords | TotalCount | TypeName, ...]


@dataclass(frozen=True)
class CountyCounts:
    """How many hits lie in each county."""

    key: str
    parts: tuple[EdgeNode | TotalCount | TypeName, ...]


@dataclass(frozen=True)
class Facets:
    """The hits of a search, counted by label and by county."""

    key: str
    parts: tuple[TypeCounts | CountyCounts | TypeName, ...]


CountPart = TotalCount | PersonCount | Suppressed | Unsuppressed
PagePart = CountPart | PageInfo | Nodes | Edges | Aggregated | Grouped | Facets | Truncated | TypeName


@dataclass(frozen=True)
class PagePlan(Paged):
    """A page of a connection. The order always ends with the id; `signature` names it in cursors."""

    type_name: str
    origin: Origin
    where: Condition | None
    order: tuple[SortKey, ...]
    arguments: PageArguments
    parts: tuple[PagePart, ...]
    signature: Signature
    # The relationship that was followed, where it has properties.
    relationship: RelationshipType | None = None
    # Parallel relationships lead to the same node more than once: their key comes after its id in the order.
    keyed: bool = False

    @property
    def names_relationship(self) -> bool:
        """Whether anything asks of the relationship that was followed."""
        if self.relationship is None:
            return False
        in_order = any(isinstance(key.field, ListField) and key.field.on_edge for key in self.order)
        gives = any(part.gives_edge for part in self.parts if isinstance(part, (Edges, Aggregated, Grouped)))
        return self.keyed or in_order or gives or (self.where is not None and asks_edge(self.where))

    @property
    def told(self) -> tuple[Aggregated | Grouped, ...]:
        """What is told of many rows together."""
        return tuple(part for part in self.parts if isinstance(part, (Aggregated, Grouped)))

    @property
    def gives_evidence(self) -> bool:
        """Whether edges tell what both of their ends share."""
        return any(
            isinstance(part, Edges) and any(isinstance(edge, Many) for edge in part.parts) for part in self.parts
        )


@dataclass(frozen=True)
class ByKey:
    """The node of a label with this id or natural key, or null; `plural` is the root that lists them all."""

    key: str
    label: str
    property: Property
    value: Source
    target: ObjectPlan
    plural: str = ""
    as_of: Source | None = None


@dataclass(frozen=True)
class ByIds:
    """The nodes with these ids, in their order; null where there is none."""

    key: str
    labels: tuple[str, ...]
    value: Source
    target: ObjectPlan
    as_of: Source | None = None


@dataclass(frozen=True)
class Found(ByIds):
    """The nodes that a search found: as many as it may, and none that a caller named."""


@dataclass(frozen=True)
class Nothing:
    """A root that is null, or a list of nulls, without asking: its id names no public label."""

    key: str
    ids: Source | None = None


@dataclass(frozen=True)
class Listing:
    """A root connection; `as_of` is the day as of which relationships are read below it."""

    key: str
    page: PagePlan
    as_of: Source | None = None


@dataclass(frozen=True)
class Search:
    """The hits of a text: a page whose origin is `Searched`; `as_of` as for other roots."""

    key: str
    page: PagePlan
    found: Searched
    as_of: Source | None = None


@dataclass(frozen=True)
class Version:
    """The version of the data, or the number of a `part` of it: of the `county` or the `label` that is `named`."""

    key: str
    part: str | None = None
    named: Source | None = None


@dataclass(frozen=True)
class Freshness:
    """The moment of the oldest write that derived data do not follow yet."""

    key: str


RootPlan = ByKey | ByIds | Nothing | Listing | Search | Version | Freshness | TypeName


@dataclass(frozen=True)
class OperationPlan:
    """The planned roots of an operation; `rest` holds the response keys that graphql-core answers."""

    roots: tuple[RootPlan, ...]
    rest: tuple[str, ...] = ()

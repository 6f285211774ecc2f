"""What lists are ordered and grouped by, and the sort keys of an order.

One table of names serves both: own properties, years and quarters of days, to-one relatives and what they lend, and
properties of the relationship that a list follows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from graph_service.model.declare import screaming
from graph_service.model.measures import FIELD
from graph_service.model.structure import Kind, Link, Model, NodeType, Property, RelationshipType

if TYPE_CHECKING:
    from graph_service.query.filters import Condition

Direction = Literal["ASC", "DESC"]
Nulls = Literal["FIRST", "LAST"]
DatePart = Literal["YEAR", "QUARTER"]

# What a to-one relative lends to the lists that it belongs to.
_LENT = (
    "name",
    "title",
    "code",
    "nuts3",
    "no",
    "startDate",
    "population",
    "sector",
    "institutionType",
    "type",
    "status",
    "disadvantage",
    "legalStatus",
    "socialised",
)
# Relatives of relatives by which lists are grouped.
_LENT_LINKS = ("county", "district", "region")
_DAYS = (Kind.DATE, Kind.DATETIME)
_PLAIN = (Kind.INT, Kind.LONG, Kind.FLOAT, Kind.BOOLEAN, Kind.ENUM)


@dataclass(frozen=True)
class ListField:
    """A value of a field enum: a property of the listed thing, of a relative (`link`), or of the relationship followed.

    `part` is the year or the quarter of a day; `relative` stands for the relative itself, told by its id.
    """

    name: str
    prop: Property
    link: Link | None = None
    part: DatePart | None = None
    on_edge: bool = False
    nullable: bool = False
    relative: bool = False

    @property
    def kind(self) -> Kind:
        """The type of the value that orders."""
        if self.part is not None:
            return Kind.INT if self.part == "YEAR" else Kind.STRING
        return Kind.STRING if self.prop.sort else self.prop.kind

    @property
    def stored(self) -> str:
        """The stored property that orders: a collation key for names."""
        return self.prop.stored if self.part is not None else self.prop.order_stored

    @property
    def description(self) -> str:
        """A few words for the SDL."""
        if self.part is not None:
            return f"The {self.part.lower()} of `{self._path}`."
        if self.on_edge:
            return "Of the relationship followed."
        if self.prop.measured:
            return f"`{FIELD}.{self.prop.name}`."
        return self.prop.description if self.link is None else f"`{self._path}`."

    @property
    def _path(self) -> str:
        own = [] if self.relative else [self.prop.name]
        return ".".join([*([self.link.name] if self.link else []), *own])

    def value_cypher(self, stored: str) -> str:
        """The value as an expression of the property that holds it."""
        match self.part:
            case "YEAR":
                return f"{stored}.year"
            case "QUARTER":
                return f"toString({stored}.year) + '-Q' + toString({stored}.quarter)"
            case None:
                return stored


@dataclass(frozen=True)
class RelativeCount:
    """The number of relatives over `link` that meet `part`."""

    link: Link
    part: Condition
    name: str = ""
    kind: Kind = Kind.INT
    nullable: bool = False


@dataclass(frozen=True)
class SortKey:
    """One key of an order. The last key of every list is its id, ascending: no two rows are equal."""

    field: ListField | RelativeCount
    direction: Direction
    nulls: Nulls | None = None

    @property
    def nulls_last(self) -> bool:
        """Where the missing values stand; both engines put them last ascending and first descending."""
        return are_nulls_last(self.direction, self.nulls)


def are_nulls_last(direction: Direction, nulls: Nulls | None) -> bool:
    """Where an order puts the missing values."""
    return nulls == "LAST" if nulls is not None else direction == "ASC"


Fields = dict[str, ListField]


def list_fields(model: Model, type_name: str, relationship: RelationshipType | None = None) -> Fields:
    """What a list of `type_name` (label, interface, tie; unions count as `Node`) that follows `relationship` can be
    ordered and grouped by, by enum value."""
    own = _own_fields(model, listed_type(model, type_name))
    if relationship is None:
        return own
    return {**own, **_edge_fields(own, relationship)}


def enum_fields(model: Model, type_name: str) -> Fields:
    """All values of the field enum of a type, those of the relationships that lead to it included."""
    name = listed_type(model, type_name)
    own = _own_fields(model, name)
    found = dict(own)
    for relationship in _leading_to(model, name):
        for key, field in _edge_fields(own, relationship).items():
            found.setdefault(key, field)
    return found


def listed_type(model: Model, type_name: str) -> str:
    """The type whose conditions and orders a list of `type_name` has: what a union leads to is asked as `Node`."""
    return type_name if type_name in model.types or type_name in model.ties else "Node"


@lru_cache(maxsize=512)
def _cached_fields(key: _ModelKey, name: str) -> tuple[ListField, ...]:
    model = key.model
    if name in model.ties:
        tie = model.ties[name]
        return tuple(field for prop in tie.properties.values() for field in _of_property(prop))
    node = model.types[name]
    own = [field for prop in node.properties.values() for field in _of_property(prop)]
    return (*own, *_of_relatives(model, node), *map(_measure, node.measures.values()))


@dataclass(frozen=True)
class _ModelKey:
    """A model by its identity: it is too large to be compared."""

    model: Model

    def __hash__(self) -> int:
        return id(self.model)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ModelKey) and self.model is other.model


def _own_fields(model: Model, name: str) -> Fields:
    return {field.name: field for field in _cached_fields(_ModelKey(model), name)}


def _of_property(
    prop: Property, prefix: str = "", link: Link | None = None, *, nullable: bool = False
) -> Iterator[ListField]:
    """A property of a thing, and the year and quarter of a day."""
    if not _is_listed(prop):
        return
    name = screaming(prop.name)
    missing = not prop.required
    yield ListField(name, prop, nullable=missing)
    if prop.kind in _DAYS:
        yield ListField(f"{name}_YEAR", prop, part="YEAR", nullable=missing)
        yield ListField(f"{name}_QUARTER", prop, part="QUARTER", nullable=missing)


def _measure(prop: Property) -> ListField:
    """A measure. Any can be missing: what was added since the network was computed has none."""
    return ListField(f"{screaming(FIELD)}_{screaming(prop.name)}", prop, nullable=True)


def _is_listed(prop: Property) -> bool:
    """Codes, names, numbers, terms and days. Free text has no collation key, so it is no order."""
    if not prop.public or prop.guarded or prop.many or not prop.filter:
        return False
    if prop.kind is Kind.STRING:
        return prop.sort is not None or prop.order or prop.index or prop.unique
    return prop.kind in _DAYS or prop.kind in _PLAIN or prop.sort is not None


def _of_relatives(model: Model, node: NodeType) -> Iterator[ListField]:
    """To-one relatives: themselves, what they lend, and their own county, district and region."""
    for link in node.links.values():
        if link.many or link.latest:
            continue
        prefix = f"{screaming(link.name)}_"
        yield _relative(model, link)
        target = model.types.get(link.target)
        for prop, everywhere in _lent(model, link):
            yield ListField(
                f"{prefix}{screaming(prop.name)}",
                prop,
                link,
                nullable=not prop.required or link.card == "optional" or not everywhere,
            )
        for name in _LENT_LINKS:
            if target is not None and name in target.links and not target.links[name].latest and not link.only:
                yield _relative(model, _joined(link, target.links[name]))


def _relative(model: Model, link: Link) -> ListField:
    id_ = model.types["Node"].properties["id"]
    name = "_".join(screaming(part) for part in link.name.split("."))
    return ListField(name, id_, link, nullable=link.card == "optional", relative=True)


def _lent(model: Model, link: Link) -> Iterator[tuple[Property, bool]]:
    """The properties that a relative lends, and whether every label it can be has them."""
    labels = [model.types[label] for label in link.labels]
    for name in _LENT:
        found = [label.properties[name] for label in labels if name in label.properties]
        if found and _is_listed(found[0]) and len({(p.kind, p.scheme, p.order_stored) for p in found}) == 1:
            everywhere = len(found) == len(labels) and all(p.required for p in found)
            yield found[0], everywhere


def _joined(near: Link, far: Link) -> Link:
    """Two to-one links as one."""
    optional = "optional" in (near.card, far.card)
    return replace(
        near,
        name=f"{near.name}.{far.name}",
        steps=(*near.steps, *far.steps),
        target=far.target,
        labels=far.labels,
        card="optional" if optional else "one",
        relationship=None,
        is_through=True,
    )


def _edge_fields(own: Fields, relationship: RelationshipType) -> Fields:
    """The properties of a relationship; one that an own field hides is called EDGE_…."""
    found: Fields = {}
    for prop in relationship.properties.values():
        for field in _of_property(prop):
            name = f"EDGE_{field.name}" if field.name in own else field.name
            found[name] = replace(field, name=name, on_edge=True)
    return found


def _leading_to(model: Model, type_name: str) -> Iterable[RelationshipType]:
    """The relationship types with properties whose lists are lists of `type_name`, by their name."""
    found = {
        link.relationship.type: link.relationship
        for node in model.types.values()
        for link in node.links.values()
        if link.many and link.relationship is not None and listed_type(model, link.target) == type_name
    }
    return (found[type_] for type_ in sorted(found))

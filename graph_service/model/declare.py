"""The declaration language: one class a label, one class a relationship type that has properties.

The annotation says required or optional, one or many; the docstring is the SDL description; `prop`, `term`, `out`,
`into`, `between`, `through` and `ties` carry the rest. `build.py` reads the classes into frozen data.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, ClassVar, Literal, dataclass_transform


class Point:
    """A point on the Earth, WGS84 (EPSG:4326): longitude and latitude in degrees."""


class Localized:
    """Text in Hungarian (always) and English (where there is any), stored as two properties."""


class Long(int):
    """An integer beyond 32 bits, up to 2**53."""


class FieldChange:
    """A field before and after a change, stored as JSON; see `model/records.py`."""


class TieChange:
    """A relationship that was added, changed or removed, stored as JSON; see `model/records.py`."""


class Direction(Enum):
    """How a step follows a relationship."""

    OUT = "out"
    IN = "in"
    BOTH = "both"


@dataclass(frozen=True)
class Step:
    """One hop along a relationship type; `optional` hops may be left out (0..1), `open` ones have no `to` yet."""

    type: str
    direction: Direction
    optional: bool = False
    open: bool = False


@dataclass(frozen=True)
class PropertySpec:
    """The right-hand side of a declared property."""

    description: str
    scheme: str | None = None
    column: str | None = None
    sort: str | None = None
    key: bool = False
    unique: bool = False
    index: bool = False
    order: bool | None = None
    filter: bool | None = None
    guarded: bool = False
    derived: bool = False
    public: bool = True
    low: int | None = None
    high: int | None = None
    default: int | None = None


@dataclass(frozen=True)
class LinkSpec:
    """The right-hand side of a declared relationship field.

    `only`: values that the far node's properties must have; `latest`: the property by which one of several is chosen;
    `differs`: a property in which the far node must differ from the start; `without`: a relationship type by which
    the far node must not be linked to the start.
    """

    description: str
    steps: tuple[Step, ...]
    union: str | None = None
    only: Mapping[str, str] = field(default_factory=dict)
    latest: str | None = None
    differs: str | None = None
    without: str | None = None
    is_through: bool = False


@dataclass(frozen=True)
class TiesSpec:
    """The right-hand side of a field of ties between the nodes that another field of the class leads to."""

    description: str
    members: str


@dataclass(frozen=True)
class SharedSpec:
    """The right-hand side of the evidence of a derived relationship: what both ends reach over its `shares`."""

    description: str


Spec = PropertySpec | LinkSpec | TiesSpec | SharedSpec


def prop(description: str, **facts: Any) -> Any:
    """A stored property; `facts` are the other fields of `PropertySpec`."""
    return PropertySpec(description, **facts)


def term(scheme: str, description: str, **facts: Any) -> Any:
    """A property that holds a code of the vocabulary `scheme`; in GraphQL an enum."""
    return PropertySpec(description, scheme=scheme, **facts)


def out(relationship: str | type[Relationship], description: str, **facts: Any) -> Any:
    """The far ends of relationships that start here."""
    return _link(relationship, Direction.OUT, description, facts)


def into(relationship: str | type[Relationship], description: str, **facts: Any) -> Any:
    """The far ends of relationships that end here."""
    return _link(relationship, Direction.IN, description, facts)


def between(relationship: type[Relationship], description: str, **facts: Any) -> Any:
    """The far ends of a symmetric relationship, stored once a pair."""
    return _link(relationship, Direction.BOTH, description, facts)


def through(description: str, *steps: Step, **facts: Any) -> Any:
    """Nodes several steps away, declared once and usable like any other field."""
    return LinkSpec(description, steps, is_through=True, **facts)


def ties(description: str, *, members: str) -> Any:
    """The ties that touch, or lie within, the nodes of the field `members` of the same class."""
    return TiesSpec(description, members)


def evidence(description: str) -> Any:
    """The nodes that both ends of a derived relationship share: what it rests on."""
    return SharedSpec(description)


def step_out(type_: str, *, optional: bool = False, open: bool = False) -> Step:
    """Follow `type_` from its start to its end."""
    return Step(type_, Direction.OUT, optional, open)


def step_either(type_: str) -> Step:
    """Follow the symmetric `type_`, which is stored once a pair."""
    return Step(type_, Direction.BOTH)


def step_in(type_: str, *, optional: bool = False, open: bool = False) -> Step:
    """Follow `type_` from its end to its start."""
    return Step(type_, Direction.IN, optional, open)


def _link(
    relationship: str | type[Relationship], direction: Direction, description: str, facts: dict[str, Any]
) -> LinkSpec:
    type_ = relationship if isinstance(relationship, str) else relationship.__type__
    step = Step(type_, direction, open=bool(facts.pop("open", False)))
    return LinkSpec(description, (step,), **facts)


class _Declared:
    """Collects what a class declares: its own annotated names, in order."""

    __specs__: ClassVar[dict[str, tuple[str, Spec]]] = {}

    def __init_subclass__(cls) -> None:
        own = inspect.get_annotations(cls)
        specs = {
            name: (str(annotation), cls.__dict__[name])
            for name, annotation in own.items()
            if isinstance(cls.__dict__.get(name), (PropertySpec, LinkSpec, TiesSpec, SharedSpec))
        }
        cls.__specs__ = {**cls.__specs__, **specs}


@dataclass_transform(field_specifiers=(prop, term, out, into, between, through, ties), kw_only_default=True)
class Label(_Declared):
    """The root of all labels. Class arguments: `prefix` of ids, `plural` of the root connection (an abstract class has
    one only where it is given), `super_label` for an abstract class that is stored as a label of its own,
    `searchable`, `few` for a handful that does not grow with the data, `about` for the number that the country or the
    programme has, where it is known, `reference=True` for official data that come with a release and that clients only
    point to, and `public=False` for service labels."""

    __abstract__: ClassVar[bool] = True
    __super_label__: ClassVar[bool] = False
    __searchable__: ClassVar[bool] = False
    __few__: ClassVar[bool] = False
    __about__: ClassVar[int | None] = None
    __public__: ClassVar[bool] = True
    __reference__: ClassVar[bool] = False
    __prefix__: ClassVar[str] = ""
    __plural__: ClassVar[str] = ""

    def __init_subclass__(
        cls,
        *,
        abstract: bool = False,
        super_label: bool = False,
        prefix: str = "",
        plural: str = "",
        searchable: bool | None = None,
        few: bool = False,
        about: int | None = None,
        public: bool = True,
        reference: bool | None = None,
    ) -> None:
        super().__init_subclass__()
        cls.__few__ = few
        cls.__about__ = about
        cls.__abstract__ = abstract
        cls.__super_label__ = super_label
        cls.__public__ = public
        cls.__prefix__ = prefix
        cls.__plural__ = plural or ("" if abstract else camel(re.sub(r"y$", "ie", cls.__name__) + "s"))
        if searchable is not None:
            cls.__searchable__ = searchable
        if reference is not None:
            cls.__reference__ = reference


@dataclass_transform(field_specifiers=(prop, term, evidence), kw_only_default=True)
class Relationship(_Declared):
    """A relationship type with properties. `type` is what the graph stores; `keyed` ones may occur more than once
    between two nodes and carry a `key`, unique a pair; `derived` ones are rebuilt, never written by clients.

    Time: a property `from` (or `on`) is its first day, `to` the day it ended. `starts_with` and `ends_with` name the
    property of the node at its end that stands in for a missing one.

    A derived relationship that rests on something shared says how: `shares` are the steps from one of its ends to what
    both ends reach, `without` a relationship that excludes it, and `stored=False` that it is computed when asked.

    `keeps` names a property of its start and one of its end that say the same: what a field of the end lists has that
    property, derived, and the indexes of these lists begin with it. The end may itself keep it of another.
    """

    __type__: ClassVar[str] = ""
    __keyed__: ClassVar[bool] = False
    __derived__: ClassVar[bool] = False
    __starts_with__: ClassVar[str | None] = None
    __ends_with__: ClassVar[str | None] = None
    __shares__: ClassVar[tuple[Step, ...]] = ()
    __without__: ClassVar[str | None] = None
    __stored__: ClassVar[bool] = True
    __keeps__: ClassVar[tuple[str, str] | None] = None

    def __init_subclass__(
        cls,
        *,
        type: str = "",
        keyed: bool = False,
        derived: bool = False,
        starts_with: str | None = None,
        ends_with: str | None = None,
        shares: tuple[Step, ...] = (),
        without: str | None = None,
        stored: bool = True,
        keeps: tuple[str, str] | None = None,
    ) -> None:
        super().__init_subclass__()
        cls.__type__ = type
        cls.__keyed__ = keyed
        cls.__derived__ = derived
        cls.__starts_with__ = starts_with
        cls.__ends_with__ = ends_with
        cls.__shares__ = shares
        cls.__without__ = without
        cls.__stored__ = stored
        cls.__keeps__ = keeps


class Tie(_Declared):
    """A symmetric relationship seen as an object: its two ends, its properties and its evidence."""

    __relationship__: ClassVar[type[Relationship]]
    __ends__: ClassVar[str] = ""
    __between__: ClassVar[type[Label]]

    def __init_subclass__(cls, *, relationship: type[Relationship], between: type[Label], ends: str) -> None:
        super().__init_subclass__()
        cls.__relationship__ = relationship
        cls.__between__ = between
        cls.__ends__ = ends


def camel(name: str) -> str:
    """`start_date` or `StartDate` as `startDate`; a trailing underscore (for Python's keywords) falls away."""
    head, *rest = name.rstrip("_").split("_")
    return head[:1].lower() + head[1:] + "".join(part[:1].upper() + part[1:] for part in rest)


def screaming(name: str) -> str:
    """`startDate` as `START_DATE`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).upper()


Card = Literal["one", "optional", "many"]

"""Reads the declared classes into the frozen `Model`."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from types import ModuleType

from graph_service.model import domain
from graph_service.model.declare import (
    Card,
    Direction,
    Label,
    LinkSpec,
    PropertySpec,
    Relationship,
    SharedSpec,
    Step,
    Tie,
    TiesSpec,
    camel,
)
from graph_service.model.measures import OWNER, measured_properties
from graph_service.model.records import RECORDS
from graph_service.model.structure import (
    Kept,
    Kind,
    Link,
    Model,
    NodeType,
    Property,
    RelationshipType,
    SharedField,
    Span,
    TiesField,
    TieType,
    UnionType,
    keepers,
)

_KINDS = {
    "str": Kind.STRING,
    "int": Kind.INT,
    "Long": Kind.LONG,
    "float": Kind.FLOAT,
    "bool": Kind.BOOLEAN,
    "date": Kind.DATE,
    "datetime": Kind.DATETIME,
    "Point": Kind.POINT,
    "Localized": Kind.LOCALIZED,
    "FieldChange": Kind.FIELD_CHANGE,
    "TieChange": Kind.TIE_CHANGE,
}
_ORDERED = {Kind.LOCALIZED, Kind.DATE, Kind.DATETIME, Kind.INT, Kind.LONG, Kind.FLOAT}
_SEARCHABLE = "Searchable"


@dataclass(frozen=True)
class _Annotation:
    names: tuple[str, ...]
    many: bool
    optional: bool

    @property
    def card(self) -> Card:
        return "many" if self.many else "optional" if self.optional else "one"


def build_model(package: ModuleType = domain) -> Model:
    """The model that the modules of `package` declare. Raises TypeError where a declaration makes no sense."""
    labels, relationships, ties = _declared(package)
    types_of = {cls.__type__: _relationship(cls) for cls in relationships if cls.__type__}
    unions: dict[str, UnionType] = {}
    members = _members(labels)
    types = {cls.__name__: _node(cls, labels, members, types_of, unions) for cls in labels}
    for declared in keepers(types_of.values()):
        types |= _keeping(types, declared)
    return Model(
        types=types,
        relationships=dict(sorted(types_of.items())),
        ties={cls.__name__: _tie(cls, types_of) for cls in ties},
        unions=dict(sorted(unions.items())),
        groups=dict(sorted((_group(cls), _subject(cls)) for cls in labels)),
    )


def _group(cls: type[Label]) -> str:
    return cls.__module__.rpartition(".")[2]


def _subject(cls: type[Label]) -> str:
    return inspect.cleandoc(sys.modules[cls.__module__].__doc__ or _group(cls)).splitlines()[0]


def _declared(
    package: ModuleType,
) -> tuple[list[type[Label]], list[type[Relationship]], list[type[Tie]]]:
    labels: dict[str, type[Label]] = {}
    relationships: dict[str, type[Relationship]] = {}
    ties: dict[str, type[Tie]] = {}
    for name in sorted(module.name for module in pkgutil.iter_modules(package.__path__)):
        module = importlib.import_module(f"{package.__name__}.{name}")
        for cls in _classes(module):
            if issubclass(cls, Label):
                labels[cls.__name__] = cls
            elif issubclass(cls, Relationship):
                relationships[cls.__name__] = cls
            elif issubclass(cls, Tie):
                ties[cls.__name__] = cls
    by_name = sorted(labels), sorted(relationships), sorted(ties)
    return (
        [labels[n] for n in by_name[0]],
        [relationships[n] for n in by_name[1]],
        [ties[n] for n in by_name[2]],
    )


def _classes(module: ModuleType) -> Iterable[type]:
    return (cls for _, cls in inspect.getmembers(module, inspect.isclass) if cls.__module__ == module.__name__)


def _members(labels: list[type[Label]]) -> dict[str, tuple[str, ...]]:
    """The concrete, public labels below each class, itself included."""
    return {
        cls.__name__: (cls.__name__,)
        if not cls.__abstract__
        else tuple(o.__name__ for o in labels if issubclass(o, cls) and not o.__abstract__ and o.__public__)
        for cls in labels
    }


def _parse(annotation: str) -> _Annotation:
    """`list[A | B]` or `A | None` taken apart."""
    tree = ast.parse(annotation, mode="eval").body
    many = isinstance(tree, ast.Subscript)
    if isinstance(tree, ast.Subscript):
        tree = tree.slice
    names = [ast.unparse(part) for part in _alternatives(tree)]
    return _Annotation(tuple(n for n in names if n != "None"), many, "None" in names)


def _alternatives(tree: ast.expr) -> list[ast.expr]:
    if isinstance(tree, ast.BinOp):
        return [*_alternatives(tree.left), *_alternatives(tree.right)]
    return [tree]


def _property(attribute: str, annotation: str, spec: PropertySpec) -> Property:
    parsed = _parse(annotation)
    kind = Kind.ENUM if spec.scheme else _KINDS[parsed.names[0]]
    name = camel(attribute)
    plain = not parsed.many and not spec.guarded and kind is not Kind.POINT
    ordered = spec.order if spec.order is not None else kind in _ORDERED or spec.sort is not None
    return Property(
        name=name,
        stored=spec.column or name,
        kind=kind,
        required=not parsed.optional,
        many=parsed.many,
        description=spec.description,
        scheme=spec.scheme,
        sort=spec.sort,
        key=spec.key,
        unique=spec.unique or spec.key,
        index=spec.index,
        order=plain and spec.public and bool(ordered) and not (kind is Kind.LOCALIZED and spec.sort is None),
        filter=spec.public and not spec.guarded and spec.filter is not False and kind not in RECORDS,
        guarded=spec.guarded,
        derived=spec.derived,
        public=spec.public,
        low=spec.low,
        high=spec.high,
        default=spec.default,
    )


def _properties(specs: dict[str, tuple[str, object]]) -> dict[str, Property]:
    found = (
        _property(attribute, annotation, spec)
        for attribute, (annotation, spec) in specs.items()
        if isinstance(spec, PropertySpec)
    )
    return {p.name: p for p in found}


def _relationship(cls: type[Relationship]) -> RelationshipType:
    properties = _properties(dict(cls.__specs__))
    if cls.__keyed__:
        properties["key"] = Property(
            "key",
            "key",
            Kind.STRING,
            True,
            False,
            "Tells parallel relationships apart.",
            filter=False,
            public=False,
        )
    return RelationshipType(
        cls.__type__,
        cls.__name__,
        inspect.cleandoc(cls.__doc__ or ""),
        properties,
        cls.__keyed__,
        cls.__derived__,
        span=_span(cls, properties),
        evidence=_evidence(cls),
        without=cls.__without__,
        stored=cls.__stored__,
        keeps=Kept(*cls.__keeps__) if cls.__keeps__ else None,
    )


def _keeping(types: dict[str, NodeType], declared: RelationshipType) -> dict[str, NodeType]:
    """The labels that the end of a relationship lists, with the property that they keep of it."""
    assert declared.keeps is not None
    start, end = declared.keeps
    found: dict[str, NodeType] = {}
    for far in types.values():
        lists = [link for link in far.links.values() if link.steps == (Step(declared.type, Direction.IN),)]
        for label in (types[name] for link in lists for name in link.labels):
            source = next((p for p in far.properties.values() if p.stored == end), None)
            if source is None:
                raise TypeError(f"{declared.type} keeps {end}, which {far.name} does not have")
            note = f"Of its {far.single}, kept for the indexes of its lists. {source.description}"
            kept = Property(
                start, start, source.kind, False, False, note, source.scheme, filter=False, derived=True, public=False
            )
            found[label.name] = replace(label, properties={**label.properties, start: kept})
    return found


def _span(cls: type[Relationship], properties: dict[str, Property]) -> Span | None:
    """When it is live, read off its properties and what stands in for them."""
    start = next((name for name in ("from", "on") if name in properties), None)
    end = "to" if "to" in properties else None
    if start is None and end is None and cls.__starts_with__ is None:
        return None
    sure = start is not None and properties[start].required
    return Span(start, end, cls.__starts_with__, cls.__ends_with__, has_start=sure or cls.__starts_with__ is not None)


def _evidence(cls: type[Relationship]) -> SharedField | None:
    """What both ends share: the one field that is declared as `evidence`."""
    found = [
        SharedField(camel(attribute), spec.description, cls.__shares__, _parse(annotation).names[0])
        for attribute, (annotation, spec) in cls.__specs__.items()
        if isinstance(spec, SharedSpec)
    ]
    if len(found) != (1 if cls.__shares__ else 0):
        raise TypeError(f"{cls.__name__}: what has `shares` has one field of `evidence`, and nothing else has")
    return found[0] if found else None


def _tie(cls: type[Tie], types_of: dict[str, RelationshipType]) -> TieType:
    return TieType(
        cls.__name__,
        inspect.cleandoc(cls.__doc__ or ""),
        types_of[cls.__relationship__.__type__],
        cls.__between__.__name__,
        cls.__ends__,
    )


def _link(
    attribute: str,
    annotation: str,
    spec: LinkSpec,
    members: dict[str, tuple[str, ...]],
    types_of: dict[str, RelationshipType],
    unions: dict[str, UnionType],
) -> Link:
    parsed = _parse(annotation)
    labels = tuple(sorted({label for name in parsed.names for label in members[name]}))
    target = parsed.names[0]
    if len(parsed.names) > 1:
        if spec.union is None:
            raise TypeError(f"{attribute}: a field of several labels needs union=…")
        target = spec.union
        known = unions.setdefault(target, UnionType(target, labels))
        if known.members != labels:
            raise TypeError(f"{attribute}: union {target} is {known.members} elsewhere, {labels} here")
    relationship = None
    if not spec.is_through:
        found = types_of.get(spec.steps[0].type)
        relationship = found if found and any(p.public for p in found.properties.values()) else None
    return Link(
        name=camel(attribute),
        description=spec.description,
        steps=spec.steps,
        target=target,
        labels=labels,
        card=parsed.card,
        relationship=relationship,
        only=dict(spec.only),
        latest=spec.latest,
        differs=spec.differs,
        without=spec.without,
        is_through=spec.is_through,
    )


def _node(
    cls: type[Label],
    labels: list[type[Label]],
    members: dict[str, tuple[str, ...]],
    types_of: dict[str, RelationshipType],
    unions: dict[str, UnionType],
) -> NodeType:
    ancestors = [o for o in cls.__mro__ if o in labels and o is not cls]
    links = {
        camel(attribute): _link(attribute, annotation, spec, members, types_of, unions)
        for attribute, (annotation, spec) in cls.__specs__.items()
        if isinstance(spec, LinkSpec)
    }
    ties = {
        camel(attribute): TiesField(camel(attribute), spec.description, _parse(annotation).names[0], spec.members)
        for attribute, (annotation, spec) in cls.__specs__.items()
        if isinstance(spec, TiesSpec)
    }
    stored = [cls.__name__, *(o.__name__ for o in ancestors if o.__super_label__ or not o.__abstract__)]
    return NodeType(
        name=cls.__name__,
        description=inspect.cleandoc(cls.__doc__ or ""),
        abstract=cls.__abstract__,
        super_label=cls.__super_label__,
        searchable=cls.__searchable__,
        few=cls.__few__,
        about=cls.__about__,
        public=cls.__public__,
        prefix=cls.__prefix__,
        plural=cls.__plural__,
        interfaces=tuple(o.__name__ for o in ancestors if o.__abstract__),
        node_labels=tuple(stored) + ((_SEARCHABLE,) if cls.__searchable__ else ()),
        properties=_properties(dict(cls.__specs__)),
        links=links,
        ties=ties,
        group=_group(cls),
        measures=measured_properties() if cls.__name__ == OWNER else {},
        reference=cls.__reference__,
    )


__all__ = ["Direction", "Step", "build_model"]

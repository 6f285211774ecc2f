"""The columns of import and export files: one CSV a label and a relationship type.

`nodes/<Label>.csv` begins with `id`; `relationships/<TYPE>.csv` with both ends. A point takes two columns, `.lon` and
`.lat`; a list is a JSON array; days are YYYY-MM-DD, moments YYYY-MM-DDThh:mm:ssZ, truth is `true` or `false`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graph_service.model.naming import FOLDED, SEARCHED, name_columns
from graph_service.model.structure import Kind, Model, NodeType, Property, RelationshipType
from graph_service.model.vocabulary import schemes


@dataclass(frozen=True)
class Column:
    """A column: its heading in the file, the type of its cells, and which codes they may be.

    `derived` ones are exported only: an import leaves them to `derive`.
    """

    name: str
    kind: Kind
    required: bool
    description: str
    many: bool = False
    codes: tuple[str, ...] = ()
    heading_hu: str | None = None
    heading_en: str | None = None
    derived: bool = False
    low: float | None = None
    high: float | None = None
    scheme: str | None = None


ENDS = (
    Column("from_id", Kind.STRING, True, "Id of the node that the relationship starts at."),
    Column("from_label", Kind.STRING, True, "Label of that node."),
    Column("to_id", Kind.STRING, True, "Id of the node that the relationship ends at."),
    Column("to_label", Kind.STRING, True, "Label of that node."),
)


def node_columns(label: NodeType) -> tuple[Column, ...]:
    """The columns of a label's file: the id, then all others by name."""
    found = {column.name: column for p in label.properties.values() for column in property_columns(p)}
    if label.named_by is not None:
        found |= {column.name: column for column in _kept_forms(label)}
    first = found.pop("id")
    return (first, *(found[name] for name in sorted(found)))


def import_columns(label: NodeType) -> tuple[Column, ...]:
    """Those columns of a label's file that an import reads."""
    return tuple(column for column in node_columns(label) if not column.derived)


def relationship_columns(model: Model, type_: str) -> tuple[Column, ...]:
    """The columns of a relationship type's file: both ends, then its properties by name."""
    declared: RelationshipType | None = model.relationships.get(type_)
    properties = declared.properties.values() if declared else ()
    found = {column.name: column for p in properties for column in property_columns(p)}
    return (*ENDS, *(found[name] for name in sorted(found)))


def files(model: Model) -> dict[str, tuple[Column, ...]]:
    """Every file of an export by its path, with its columns."""
    nodes = {f"nodes/{label.name}.csv": node_columns(label) for label in model.labels}
    types = {f"relationships/{type_}.csv": relationship_columns(model, type_) for type_ in model.relationship_ends}
    return {**nodes, **types}


def property_columns(p: Property) -> Iterator[Column]:
    """The columns that hold a property: two for a point, one a language for a text in both."""
    scheme = schemes()[p.scheme] if p.scheme else None
    for name, required, note in _stored(p):
        yield Column(
            name=name,
            kind=Kind.FLOAT if p.kind is Kind.POINT else Kind.STRING if p.kind is Kind.LOCALIZED else p.kind,
            required=required and p.default is None,
            description=f"{p.description}{note}",
            many=p.many,
            codes=tuple(term.code for term in scheme.terms) if scheme else (),
            heading_hu=scheme.hu if scheme else None,
            heading_en=scheme.en if scheme else None,
            derived=p.derived,
            low=_DEGREES[name[-3:]][0] if p.kind is Kind.POINT else p.low,
            high=_DEGREES[name[-3:]][1] if p.kind is Kind.POINT else p.high,
            scheme=p.scheme,
        )


_DEGREES = {"lon": (-180.0, 180.0), "lat": (-90.0, 90.0)}


def _stored(p: Property) -> Iterator[tuple[str, bool, str]]:
    """Column, whether it must be filled, and what to add to the description."""
    if p.kind is Kind.POINT:
        yield f"{p.stored}.lon", p.required, " Longitude in degrees."
        yield f"{p.stored}.lat", p.required, " Latitude in degrees."
    elif p.kind is Kind.LOCALIZED:
        hungarian, english = p.stored_names
        yield hungarian, p.required, " In Hungarian."
        yield english, False, " In English."
    else:
        yield p.stored, p.required, ""


def _kept_forms(label: NodeType) -> Iterator[Column]:
    source = " or ".join(name_columns(label))
    words = f"Made from {' and '.join(name_columns(label))}: the words that search knows."
    sort = label.named_by.sort if label.named_by else None
    yield Column(FOLDED, Kind.STRING, False, f"Made from {source}: without accents, in lower case.", derived=True)
    yield Column(SEARCHED, Kind.STRING, False, words, derived=True)
    yield Column(str(sort), Kind.STRING, False, f"Made from {source}: the key of the Hungarian order.", derived=True)

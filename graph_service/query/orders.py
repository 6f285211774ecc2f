"""`orderBy` to sort keys: fields by their names, and numbers of relatives."""

from __future__ import annotations

from graph_service.errors import RequestError
from graph_service.model.structure import Model, NodeType, RelationshipType, TieType
from graph_service.query.filters import Every, Related, conditions, edge_unknown
from graph_service.query.inputs import Input
from graph_service.query.ordering import ListField, Nulls, RelativeCount, SortKey, enum_fields, list_fields

Listed = NodeType | TieType


def sort_keys(
    model: Model, target: Listed, order_by: Input | None, relationship: RelationshipType | None
) -> tuple[SortKey, ...]:
    """The sort keys before the id; a second key of the same field cannot decide anything and falls away.

    Raises RequestError for a key that names nothing or too much, or a relationship that is not followed.
    """
    if order_by is None or order_by.is_null:
        return ()
    keys: dict[object, SortKey] = {}
    for item in order_by.items():
        given = {name: value for name, value in item.fields() if not value.is_null}
        if len({"field", "count"} & set(given)) != 1:
            raise RequestError("ORDER_KEY")
        if "field" in given:
            field: ListField | RelativeCount = list_field(model, target, given["field"].value, relationship)
            known: object = field.name
        else:
            field = _number(model, target, given["count"])
            known = item  # conditions can hold lists, so two numbers are not compared
        down = "direction" in given and given["direction"].value == "DESC"
        nulls: Nulls | None = given["nulls"].value if "nulls" in given else None
        keys.setdefault(known, SortKey(field, "DESC" if down else "ASC", nulls))
    return tuple(keys.values())


def list_field(model: Model, target: Listed, name: str, relationship: RelationshipType | None) -> ListField:
    """The field that a value of the field enum of `target` names. Raises RequestError for a property of a relationship
    that is not followed."""
    known = list_fields(model, target.name, relationship)
    if name in known:
        return known[name]
    assert name in enum_fields(model, target.name)
    raise edge_unknown(name, relationship, [field.name for field in known.values() if field.on_edge])


def _number(model: Model, target: Listed, where: Input) -> RelativeCount:
    """The number of relatives that the one list which `where` names has, by what its `some` says."""
    assert isinstance(target, NodeType)
    condition = conditions(model, target, where)
    parts = condition.parts if isinstance(condition, Every) else (condition,)
    if len(parts) == 1 and isinstance(parts[0], Related):
        related = parts[0]
        link = target.links.get(getattr(related.link, "name", ""))
        if related.quantifier == "some" and link is not None and link.many:
            return RelativeCount(link, related.part, f"COUNT {link.name}")
    allowed = ", ".join(f"`{link.name}`" for link in target.links.values() if link.many)
    raise RequestError("ORDER_COUNT", allowed=allowed)

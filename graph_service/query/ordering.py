"""Which orders a list allows, and the sort keys they become: own fields and fields of to-one relatives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from graph_service.model.declare import screaming
from graph_service.model.structure import Link, Model, Property

Direction = Literal["ASC", "DESC"]


@dataclass(frozen=True)
class OrderField:
    """A value of an order enum: a property of the listed thing, or of a to-one relative (`link`)."""

    name: str
    prop: Property
    link: Link | None = None

    @property
    def nullable(self) -> bool:
        """Whether the key can be null. Helper keys of names are there whenever the name is."""
        return not self.prop.required or (self.link is not None and self.link.card == "optional")

    @property
    def description(self) -> str:
        """A sentence for the SDL."""
        own = self.prop.description
        return own if self.link is None else f"{self.link.description.rstrip('.')}: {own[:1].lower()}{own[1:]}"


@dataclass(frozen=True)
class SortKey:
    """One key of an order. The last key of every list is its id, ascending: no two rows are equal."""

    field: OrderField
    direction: Direction


# What a to-one relative lends to the orders of a list: what it is called and where it stands in time or number.
_LENT = ("name", "title", "code", "nuts3", "no", "startDate", "population", "sector")


def order_fields(model: Model, type_name: str) -> dict[str, OrderField]:
    """The orders of a list of `type_name` (label, interface or tie), by enum value."""
    if type_name in model.ties:
        own = model.ties[type_name].properties.values()
        return {screaming(p.name): OrderField(screaming(p.name), p) for p in own if p.order and p.public}
    node = model.types.get(type_name)
    if node is None:
        node = model.types["Node"]
    fields = {screaming(p.name): OrderField(screaming(p.name), p) for p in node.properties.values() if p.order}
    for link in node.links.values():
        if link.many or link.latest or link.target not in model.types:
            continue
        lent = model.types[link.target].properties
        for name in _LENT:
            if name in lent and lent[name].order:
                key = f"{screaming(link.name)}_{screaming(name)}"
                fields[key] = OrderField(key, lent[name], link)
    return fields

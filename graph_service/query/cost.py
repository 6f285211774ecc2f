"""The price of a plan before it runs: the most rows that its answer can hold, never fewer than it will."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from graph_service.query.inputs import Variables, getter, listed
from graph_service.query.pages import page_size
from graph_service.query.plan import (
    ByIds,
    ByKey,
    EdgeNode,
    Edges,
    Ends,
    Listing,
    Many,
    Nodes,
    ObjectPlan,
    One,
    OperationPlan,
    PagePlan,
    RootPlan,
)

Price = Callable[[Variables], int]


@dataclass(frozen=True)
class Cost:
    """What a request may cost: `price` rows at most, of `limit` allowed, in `statements` statements."""

    price: int
    limit: int
    statements: int

    @property
    def remaining(self) -> int:
        return self.limit - self.price


def price_of(plan: OperationPlan) -> Price:
    """A function from the variables of a request to its price in rows."""
    return _sum([_root(root) for root in plan.roots])


def _root(root: RootPlan) -> Price:
    match root:
        case ByKey(target=target):
            return _plus_one(_object(target))
        case ByIds(_, _, value, target):
            inner, ids = _plus_one(_object(target)), getter(value)
            return lambda variables: len(listed(ids(variables))) * inner(variables)
        case Listing(_, page):
            return _page(page)
        case _:
            return lambda variables: 1


def _object(plan: ObjectPlan) -> Price:
    """Labels exclude each other: the dearest of them counts."""
    prices = [_fields(fields) for fields in plan.fields.values()]
    if len(prices) == 1:
        return prices[0]
    return lambda variables: max(price(variables) for price in prices)


def _fields(fields: tuple[object, ...]) -> Price:
    prices: list[Price] = []
    for field in fields:
        match field:
            case One(_, _, target, _):
                prices.append(_plus_one(_object(target)))
            case Ends(_, target):
                inner = _plus_one(_object(target))
                prices.append(_doubled(inner))
            case Many(_, page, _):
                prices.append(_page(page))
    return _sum(prices)


def _page(page: PagePlan) -> Price:
    rows: list[Price] = []
    for part in page.parts:
        if isinstance(part, Nodes):
            rows.append(_plus_one(_object(part.target)))
        elif isinstance(part, Edges):
            inner = [_object(edge.target) for edge in part.parts if isinstance(edge, EdgeNode)]
            rows.append(_plus_one(_sum(inner)))
    each = _sum(rows)
    get = getter(page.arguments.size)
    return lambda variables: 1 + page_size(get(variables)) * each(variables)


def _sum(prices: list[Price]) -> Price:
    return lambda variables: sum(price(variables) for price in prices)


def _plus_one(inner: Price) -> Price:
    return lambda variables: 1 + inner(variables)


def _doubled(inner: Price) -> Price:
    return lambda variables: 2 * inner(variables)

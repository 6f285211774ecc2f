"""The price of a plan before it runs: the most rows that its answer can hold, never fewer than it will.

Each table of measures adds what `query/measures.py` says.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from graph_service.query.group_plan import Aggregated, Group, Grouped, GroupEdge, GroupEdges, GroupNodes, Members
from graph_service.query.inputs import Variables, getter, listed
from graph_service.query.pages import page_size
from graph_service.query.plan import (
    ByIds,
    ByKey,
    CountyCounts,
    EdgeNode,
    Edges,
    Ends,
    Facets,
    FieldPlan,
    Listing,
    Many,
    Nodes,
    ObjectPlan,
    One,
    OperationPlan,
    PagePlan,
    RootPlan,
    Search,
    TypeCounts,
    TypeName,
)
from graph_service.query.search import MOST_COUNTIES

Price = Callable[[Variables], int]
Step = Callable[[Variables, list[int]], int]


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
    pricing = _Pricing()
    total = pricing.sum([pricing.root(root) for root in plan.roots])
    steps = tuple(pricing.steps)

    def price(variables: Variables) -> int:
        prices: list[int] = []
        for step in steps:
            prices.append(step(variables, prices))
        return prices[total]

    return price


def with_measures(rows: Price, measures: int) -> Price:
    """The price in rows, and what the tables of measures add to it."""
    return (lambda variables: rows(variables) + measures) if measures else rows


class _Pricing:
    """Steps that each price one part of a plan from the prices before it; what labels share is priced once."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self._known: dict[tuple[object, ...], int] = {}

    def root(self, root: RootPlan) -> int:
        """The place of the root's price among the steps."""
        match root:
            case ByKey(target=target):
                return self._row(self._object(target))
            case ByIds(_, _, value, target, _):
                ids = getter(value)
                return self._rows(lambda variables: len(listed(ids(variables))), self._object(target))
            case Listing(_, page, _):
                return self._page(page)
            case Search(_, page, found, _):
                return self.sum([self._page(page), self._facets(page, len(found.labels))])
            case TypeName():
                return self.sum([])
            case _:
                return self._row(self.sum([]))

    def _object(self, plan: ObjectPlan) -> int:
        """Labels exclude each other: the dearest of them counts."""
        places = tuple(sorted({self._fields(fields) for fields in plan.fields.values()}))
        if len(places) == 1:
            return places[0]
        return self._step(("max", *places), lambda _, prices: max(prices[place] for place in places))

    def _fields(self, fields: tuple[FieldPlan, ...]) -> int:
        return self.sum([place for field in fields if (place := self._field(field)) is not None])

    def _field(self, field: FieldPlan) -> int | None:
        place = self._known.get(("field", id(field)))
        if place is None:
            match field:
                case One(_, _, target, _):
                    place = self._row(self._object(target))
                case Ends(_, target):
                    place = self._rows(lambda _: 2, self._object(target))
                case Many(_, page, _):
                    place = self._page(page)
                case _:
                    return None
            self._known["field", id(field)] = place
        return place

    def _page(self, page: PagePlan) -> int:
        rows: list[int] = []
        for part in page.parts:
            if isinstance(part, Nodes):
                rows.append(self._row(self._object(part.target)))
            elif isinstance(part, Edges):
                inner = [self._object(edge.target) for edge in part.parts if isinstance(edge, EdgeNode)]
                inner += [self._page(edge.page) for edge in part.parts if isinstance(edge, Many)]
                rows.append(self._row(self.sum(inner)))
        told = self.sum([self._told(part) for part in page.told])
        size, each = getter(page.arguments.size), self.sum(rows)
        return self._step(None, lambda variables, prices: 1 + page_size(size(variables)) * prices[each] + prices[told])

    def _told(self, part: Aggregated | Grouped) -> int:
        """One row for an aggregate; for groups one, and one a group with its nodes and aggregates."""
        if isinstance(part, Aggregated):
            return self._row(self.sum([]))
        groups = []
        for edge in part.parts:
            if isinstance(edge, GroupNodes):
                groups.append(self._row(self._group(edge.group)))
            elif isinstance(edge, GroupEdges):
                inner = [self._group(node.group) for node in edge.parts if isinstance(node, GroupEdge)]
                groups.append(self._row(self.sum(inner)))
        size, each = getter(part.arguments.size), self.sum(groups)
        return self._step(None, lambda variables, prices: 1 + page_size(size(variables)) * prices[each])

    def _group(self, group: Group) -> int:
        places = []
        for part in group.parts:
            if isinstance(part, Members):
                places.append(self._members(part))
            elif isinstance(part, Aggregated):
                places.append(self._row(self.sum([])))
        return self.sum(places)

    def _members(self, part: Members) -> int:
        size = getter(part.size)
        return self._rows(lambda variables: page_size(size(variables)), self._object(part.target))

    def _facets(self, page: PagePlan, labels: int) -> int:
        """A row for each label and county that hits are counted by."""
        places: list[int] = []
        for facet in (facet for part in page.parts if isinstance(part, Facets) for facet in part.parts):
            if isinstance(facet, TypeCounts):
                places.append(self._rows(lambda _: labels, self.sum([])))
            elif isinstance(facet, CountyCounts):
                inner = [self._object(part.target) for part in facet.parts if isinstance(part, EdgeNode)]
                places.append(self._rows(lambda _: MOST_COUNTIES, self.sum(inner)))
        return self.sum(places)

    def sum(self, places: list[int]) -> int:
        """The place of the sum of the prices at `places`."""
        return self._step(("sum", *places), lambda _, prices: sum(prices[place] for place in places))

    def _row(self, inner: int) -> int:
        """One row and the price at `inner`."""
        return self._step(("row", inner), lambda _, prices: 1 + prices[inner])

    def _rows(self, number: Callable[[Variables], int], inner: int) -> int:
        """So many rows, each with the price at `inner`."""
        return self._step(None, lambda variables, prices: number(variables) * (1 + prices[inner]))

    def _step(self, name: tuple[object, ...] | None, step: Step) -> int:
        """The place of a step; one of the same name does the same."""
        if name is not None and name in self._known:
            return self._known[name]
        self.steps.append(step)
        place = len(self.steps) - 1
        if name is not None:
            self._known[name] = place
        return place

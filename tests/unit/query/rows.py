"""Rows as a database would give them for a compiled statement: right in every place, as many as asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from itertools import count
from typing import Any

from neo4j.time import DateTime

from graph_service.model.searching import searched_labels
from graph_service.model.structure import Kind, Model, Property
from graph_service.model.vocabulary import schemes
from graph_service.query.group_plan import Grouped
from graph_service.query.grouping import value_name
from graph_service.query.inputs import Constant
from graph_service.query.layout import (
    AggregateLayout,
    FieldLayout,
    GroupsLayout,
    ObjectLayout,
    PageLayout,
    RootLayout,
    SearchLayout,
    ToldLayout,
)
from graph_service.query.ordering import ListField, RelativeCount
from graph_service.query.pages import page_size
from graph_service.query.plan import ByIds, ByKey, Ends, Freshness, Many, One, PointValue, Text, Value, Version
from graph_service.query.search import MOST_COUNTIES

MOMENT = DateTime(2018, 6, 1, 8, 0, 0, tzinfo=UTC)
_SAMPLES = {
    Kind.STRING: "é",
    Kind.INT: 7,
    Kind.LONG: 2**40,
    Kind.FLOAT: 1.5,
    Kind.BOOLEAN: True,
    Kind.DATE: "2018-06-01",
    Kind.DATETIME: MOMENT,
    Kind.LOCALIZED: "ő",
}
_KEYS = {Kind.INT: 7, Kind.FLOAT: 1.5, Kind.BOOLEAN: True, Kind.DATE: "2018-06-01", Kind.DATETIME: MOMENT}
_TOLD = {"number": 7, "mean": 1 / 3, "sum": 7.0000000001, "whole": 2, "day": "2018-06-01", "moment": MOMENT}


def _key_sample(field: ListField | RelativeCount) -> Any:
    """A sort value of the type that a key has."""
    if isinstance(field, RelativeCount) or field.part == "YEAR":
        return 2018
    return "2018-Q3" if field.part == "QUARTER" else sample(field.prop)


def sample(prop: Property) -> Any:
    """A stored value that fits."""
    one = schemes()[prop.scheme].terms[0].code if prop.scheme else _SAMPLES.get(prop.kind)
    return [one, one] if prop.many else one


class Rows:
    """Makes the rows of one answer; `extra` says by how many a page is longer than asked."""

    def __init__(self, model: Model, parameters: dict[str, Any], extra: int = 1) -> None:
        self._model = model
        self._parameters = parameters
        self._extra = extra
        self._ids = count()

    def answer(self, roots: Sequence[RootLayout]) -> list[Any]:
        width = 1 + max((self._last(root) for root in roots), default=-1)
        row: list[Any] = [None] * width
        for root in roots:
            match root.plan, root.inside:
                case ByKey(), ObjectLayout() as inside:
                    row[root.slot] = self._object(inside)
                case ByIds(), ObjectLayout() as inside:
                    ids = [id_ for id_ in self._parameters[root.parameter] if self._model.label_of(id_) is not None]
                    row[root.slot] = [self._object(inside, id_) for id_ in ids]
                case Freshness(), _:
                    row[root.slot] = MOMENT
                case _, PageLayout() as page:
                    self._page(page, row)
                case _, SearchLayout() as search:
                    self._search(search, row)
        return row

    def _last(self, root: RootLayout) -> int:
        if isinstance(root.inside, SearchLayout):
            search, page = root.inside, root.inside.page
            hits = (page.rows_slot, page.count_slot) if page is not None else ()
            return max(
                (slot for slot in (*hits, search.types_slot, search.counties_slot) if slot is not None), default=-1
            )
        if isinstance(root.inside, PageLayout):
            page = root.inside
            slots = (page.rows_slot, page.count_slot, -1, *(slot for told in page.told.values() for slot in told.slots))
            return max(slot for slot in slots if slot is not None)
        has_slot = isinstance(root.plan, (ByKey, ByIds, Freshness)) or (
            isinstance(root.plan, Version) and root.plan.part is not None
        )
        return root.slot if has_slot else -1

    def _object(self, layout: ObjectLayout, id_: str | None = None) -> list[Any]:
        row: list[Any] = [None] * len(layout.row)
        self._fill(layout, row, id_)
        return row

    def _fill(self, layout: ObjectLayout, row: list[Any], id_: str | None = None) -> None:
        labels = list(layout.fields)
        label = labels[next(self._ids) % len(labels)]
        if id_ is not None and (known := self._model.label_of(id_)) is not None:
            label = known.name
        for field in layout.fields[label]:
            self._field(field, row)
        for place, text in enumerate(layout.row.slots):
            if text.endswith(".id") and "[" not in text:
                row[place] = id_ or f"{self._model.types[label].prefix}:{next(self._ids)}"

    def _field(self, field: FieldLayout, row: list[Any]) -> None:
        match field.plan, field.inside:
            case ((Value(_, prop) | Text(_, prop, _)), _):
                for slot in field.slots:
                    row[slot] = sample(prop)
            case PointValue(), _:
                row[field.slots[0]], row[field.slots[1]] = 16.8, 46.8
            case One(), ObjectLayout() as inside:
                row[field.slots[0]] = self._object(inside)
            case Ends(), ObjectLayout() as inside:
                row[field.slots[0]] = [self._object(inside), self._object(inside)]
            case Many(), PageLayout() as page:
                self._page(page, row)

    def _page(self, page: PageLayout, row: list[Any]) -> None:
        if page.count_slot is not None:
            row[page.count_slot] = 1_000
        for told in page.told.values():
            self._told(told, row)
        if page.rows_slot is not None:
            number = self._parameters[page.size] + self._extra
            row[page.rows_slot] = [self._entry(page) for _ in range(number)]

    def _search(self, search: SearchLayout, row: list[Any]) -> None:
        """Hits, and as many facets as there can be."""
        if search.page is not None:
            self._page(search.page, row)
        if search.types_slot is not None:
            row[search.types_slot] = [[label.prefix, 3] for label in searched_labels(self._model)]
        if search.counties_slot is not None:
            row[search.counties_slot] = [[3, self._county(search)] for _ in range(MOST_COUNTIES)]

    def _county(self, search: SearchLayout) -> list[Any]:
        layouts = list(search.counties.values())
        row: list[Any] = [None] * (len(layouts[0].row) if layouts else 0)
        for layout in layouts:
            self._fill(layout, row)
        return row

    def _told(self, told: ToldLayout, row: list[Any]) -> None:
        """An aggregate, or groups and their number."""
        layout = told.inside
        if isinstance(layout, AggregateLayout):
            (slot,) = told.slots
            assert slot is not None
            row[slot] = [None] * len(layout.places)
            self._tell(layout, row[slot])
            return
        rows, number = told.slots
        if number is not None:
            row[number] = 1_000
        if rows is not None:
            groups = self._parameters[layout.size] + self._extra
            row[rows] = [self._group(layout) for _ in range(groups)]

    def _group(self, layout: GroupsLayout) -> list[Any]:
        places = [*layout.places.values(), *layout.sorts, *(place for place, _ in layout.members.values())]
        keys = [place for key in layout.keys for place in (key.value, key.hu, key.en) if place is not None]
        row: list[Any] = [None] * (1 + max([*places, *keys]))
        for place, sort in zip(layout.sorts, layout.plan.order, strict=False):
            row[place] = _TOLD[sort.field.told[1].result] if sort.field.told else _KEYS.get(sort.field.kind, "a")
        for key, field in zip(layout.keys, layout.plan.keys, strict=True):
            row[key.value] = sample(field.prop) if field.part is None else _key_sample(field)
            for place in (key.hu, key.en):
                if place is not None:
                    row[place] = "ő"
        self._tell(layout, row)
        for path, members in layout.plan.members:
            place, inside = layout.members[path]
            # A size from a variable is not known here: one node is never too many.
            number = page_size(members.size.value) if isinstance(members.size, Constant) else 1
            row[place] = [self._object(inside) for _ in range(number)]
        return row

    def _tell(self, layout: AggregateLayout | GroupsLayout, row: list[Any]) -> None:
        """The values of an aggregate, or of a group."""
        row[layout.places["count"]] = 3
        plan = layout.plan
        for field, function in plan.shown if isinstance(plan, Grouped) else plan.values:
            row[layout.places[value_name(field, function)]] = _TOLD[function.result]

    def _entry(self, page: PageLayout) -> list[Any]:
        entry: list[Any] = [1] * page.width
        if page.node is not None:
            layouts = [*page.nodes.values(), *page.edge_nodes.values()]
            node: list[Any] = [None] * len(layouts[0].row)
            id_ = None
            if page.plan.origin.__class__.__name__ != "TiesOf":
                id_ = f"{self._model.types[next(iter(layouts[0].fields))].prefix}:{next(self._ids)}"
            for layout in layouts:
                self._fill(layout, node, id_)
            entry[page.node] = node
        for evidence in page.evidence.values():
            self._page(evidence, entry)
        relationship = page.plan.relationship
        for name, place in page.edge.items():
            assert relationship is not None or page.plan.origin.__class__.__name__ == "TiesOf"
            if relationship is not None:
                entry[place] = sample(relationship.properties[name])
        for place, key in zip(page.keys, page.plan.order, strict=False):
            entry[place] = _key_sample(key.field)
        return entry

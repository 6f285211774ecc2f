"""One row of a sheet: its cells become a node or a relationship, or problems, every one of the row's."""

from __future__ import annotations

import re
from typing import Any

from graph_service.importing.cells import ABSENT, text_of, value_of
from graph_service.importing.codes import plain
from graph_service.importing.headings import Field
from graph_service.importing.layouts import Layout
from graph_service.importing.plan import Action, NodeRow, Reference, TieRow
from graph_service.importing.problems import CellRefused
from graph_service.importing.sheets import Cell, Row
from graph_service.model.searching import called
from graph_service.model.structure import Model
from graph_service.writes.edits import Place
from graph_service.writes.problems import Problem
from graph_service.writes.seats import Spot

ACTIONS: dict[str, Action] = {"upsert": "upsert", "felvetel": "upsert", "delete": "delete", "torles": "delete"}
ACTION_WORDS = ("upsert", "delete", "felvétel", "törlés")
_ID = re.compile(r"[a-z][a-z0-9-]*:\S{1,200}")
_DEGREES = ("lon", "lat")


class Cells:
    """The cells of a row by the fields of its sheet, and what is wrong with them."""

    def __init__(self, model: Model, layout: Layout, row: Row) -> None:
        self.model, self.layout, self.row = model, layout, row
        self.problems: list[Problem] = []

    def of(self, role: str) -> list[tuple[Field, Cell]]:
        """The fields of a role that have a column, with what is in it."""
        cells = self.row.cells  # rows may end early: what is missing there is empty
        return [(field, cells[at]) for at, field in self.layout.of_role.get(role, ()) if at < len(cells)]

    def text(self, field: Field, cell: Cell) -> str | None:
        """The text in a cell; None where it is empty or wrong."""
        try:
            return text_of(cell)
        except CellRefused as error:
            self.problems.append(error.at(self.place(field.name)))
            return None

    def value(self, field: Field, cell: Cell) -> Any:
        """The value in a cell; `ABSENT` where it is empty or wrong."""
        try:
            return value_of(cell, field.column)
        except CellRefused as error:
            self.problems.append(error.at(self.place(field.name)))
            return ABSENT

    def refuse(
        self, code: str, name: str, value: object = None, allowed: tuple[str, ...] = (), **values: object
    ) -> None:
        """Something is wrong with the field of a name."""
        self.problems.append(CellRefused(code, value, allowed, **values).at(self.place(name)))

    def place(self, name: str) -> Place:
        """Sheet, row and heading of a field."""
        return (self.layout.sheet, self.row.number, self.layout.heading(name))

    @property
    def own_place(self) -> Place:
        """Sheet and row."""
        return (self.layout.sheet, self.row.number)


def node_row(cells: Cells) -> NodeRow | None:
    """The node of a row; None for a row without anything, and where it has problems."""
    schema = cells.layout.schema
    values, links = _values(cells), _links(cells)
    action, id_ = _action(cells), _own_id(cells)
    if cells.problems or not (values or links or id_ or action == "delete"):
        return None
    keys = {name: values[name] for name in schema.keys if values.get(name) is not None}
    if id_ is None and not keys:
        if action == "delete":
            cells.refuse("ROW_WITHOUT_ID", "id")
        elif missing := [one for one in cells.layout.of_new if one.name not in values]:
            for one in missing:
                cells.refuse("CELL_REQUIRED", one.name)
    return NodeRow(schema.subject, id_, keys, values, links, action, cells.own_place)


def tie_row(cells: Cells) -> TieRow | None:
    """The relationship of a row; None for a row without anything, and where it has problems."""
    schema = cells.layout.schema
    values, action = _values(cells), _action(cells)
    key = next((cells.text(field, cell) for field, cell in cells.of("key")), None)
    named = {field.name: label for field, cell in cells.of("end_label") if (label := _label(cells, field, cell))}
    ends = {
        field.name: found
        for field, cell in cells.of("end")
        if (found := _reference(cells, field, cell, named.get(field.name.replace("_id", "_label"))))
    }
    if not cells.problems and not (values or key or ends or named):
        return None
    for name in ("from_id", "to_id"):
        if name not in ends and not cells.problems:
            cells.refuse("CELL_REQUIRED", name)
    if cells.problems:
        return None
    start, end = ends["from_id"], ends["to_id"]
    _refuse_itself(cells, start, end)
    return TieRow(schema.subject, start, end, key, values, action, cells.own_place)


def _values(cells: Cells) -> dict[str, Any]:
    """The values of a row by stored name; the two columns of a point become one."""
    values: dict[str, Any] = {}
    halves: dict[str, dict[str, Any]] = {}
    for field, cell in cells.of("value"):
        found = cells.value(field, cell)
        stored, dot, degree = field.name.partition(".")
        if found is ABSENT:
            continue
        if dot:
            halves.setdefault(stored, {})[degree] = found
        else:
            values[field.name] = found
    return values | {stored: _spot(cells, stored, half) for stored, half in halves.items()}


def _spot(cells: Cells, stored: str, half: dict[str, Any]) -> Spot | None:
    lon, lat = (half.get(degree) for degree in _DEGREES)
    if len(half) == 2 and lon is None and lat is None:
        return None
    if lon is None or lat is None:
        missing = next(degree for degree in _DEGREES if half.get(degree) is None)
        if not cells.problems:
            cells.refuse("CELL_POINT_HALF", f"{stored}.{missing}")
        return None
    return Spot(lon, lat)


def _links(cells: Cells) -> dict[str, Reference | None]:
    """Where the to-one fields of a row lead."""
    links: dict[str, Reference | None] = {}
    for field, cell in cells.of("link"):
        found = cells.value(field, cell)
        if found is None:
            links[field.name] = None
        elif found is not ABSENT and (reference := _reference(cells, field, cell, None)):
            links[field.name] = reference
    return links


def _action(cells: Cells) -> Action:
    for field, cell in cells.of("action"):
        word = cells.text(field, cell)
        if word is not None and plain(word) not in ACTIONS:
            cells.refuse("ROW_ACTION", field.name, word, ACTION_WORDS)
        elif word is not None:
            return ACTIONS[plain(word)]
    return "upsert"


def _own_id(cells: Cells) -> str | None:
    """The id in the id column: of the sheet's own label."""
    for field, cell in cells.of("id"):
        text = cells.text(field, cell)
        if text is None:
            continue
        label = cells.model.label_of(text)
        own = cells.model.types[field.labels[0]].prefix
        if not _ID.fullmatch(text):
            cells.refuse("CELL_ID", field.name, text, (f"{own}:…",))
        elif label is None or label.name not in field.labels:
            cells.refuse("CELL_ID_PREFIX", field.name, text, (f"{own}:…",))
        else:
            return text
    return None


def _label(cells: Cells, field: Field, cell: Cell) -> str | None:
    """The label that a relationship's row says an end has."""
    text = cells.text(field, cell)
    if text is None or text in field.labels:
        return text
    for label in field.labels:
        if plain(text) in {plain(name) for name in (label, *called(cells.model.types[label]))}:
            return label
    cells.refuse("CELL_LABEL", field.name, text, field.labels[:5])
    return None


def _reference(cells: Cells, field: Field, cell: Cell, named: str | None) -> Reference | None:
    """The node that a cell names: by its id, or by text that is left to be looked up."""
    text = cells.text(field, cell)
    if text is None:
        return None
    labels = field.labels if named is None else (named,)
    label = cells.model.label_of(text) if _ID.fullmatch(text) else None
    if label is None:
        return Reference(text, labels)
    if label.name not in cells.model.read_as(labels):
        prefixes = tuple(f"{cells.model.types[one].prefix}:…" for one in labels)
        cells.refuse("CELL_ID_PREFIX", field.name, text, prefixes[:5])
        return None
    return Reference(text, labels, text)


def _refuse_itself(cells: Cells, start: Reference, end: Reference) -> None:
    """Refuses a relationship of a node with itself."""
    if start.text == end.text and (start.id is not None or start.labels == end.labels):
        cells.refuse("ROW_TO_ITSELF", "to_id", start.text)

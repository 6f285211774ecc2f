"""Templates of every label and relationship type, filled in from the model, with all the official data they need."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from openpyxl import load_workbook

from graph_service.errors import Language
from graph_service.importing.headings import Field, Schema, schemas
from graph_service.importing.sources import Format, Source
from graph_service.importing.templates import offered_fields, template
from graph_service.model import load_model
from graph_service.model.structure import Kind, NodeType
from graph_service.model.vocabulary import schemes
from graph_service.model.writable import WritableTie, writable_ties, written_links
from graph_service.writes.shapes import Shapes
from tests.mutations.world import CONCEPT, SECTORS

MODEL = load_model()
SHAPES = Shapes(MODEL)
SCHEMAS = schemas(MODEL)
LANGUAGES: dict[Format, Language] = {Format.CSV: "hu", Format.XLSX: "hu", Format.JSONL: "en"}
Row = dict[str, Any]
_LAST_DAYS = {"to", "endDate", "endedOn", "leftOn", "closedOn"}
_FORMS = {"isil": "HU-{m}{n}", "url": "https://pelda.hu/ő/{n}", "website": "https://pelda.hu/{n}?a=b#c"}
_FIXED: dict[str, Row] = {
    "Institution": {"sector": "library", "institutionType": "national_library"},
    "VolunteerProgramme": {"form": "direct"},
    "IndicatorValue": {"method": "reported"},
}
"""What rules tie to something else."""


@dataclass
class Filling:
    """What is filled in: rows by label or type, values as they are to be stored, and official nodes by label."""

    mark: str
    every_pair: bool
    rows: dict[str, list[Row]] = field(default_factory=dict)
    official: dict[str, list[str]] = field(default_factory=dict)
    numbers: Iterator[int] = field(init=False)

    def __post_init__(self) -> None:
        self.numbers = count(10_000 * ord(self.mark))
        for label in SHAPES.labels.values():
            self.full(label)
        for tie in writable_ties(MODEL):
            for start, end in tie.ends if self.every_pair else tie.ends[:1]:
                self.tie(tie, start, end)

    # Nodes

    def id_of(self, label: str) -> str:
        """A new id."""
        return f"{MODEL.types[label].prefix}:{self.mark}{next(self.numbers)}"

    def full(self, label: NodeType) -> str:
        """A node with everything that a template offers."""
        values = {one.name: self.value(one) for one in SCHEMAS.by_name[label.name].fields if one.role == "value"}
        return self.node(label.name, values, {link.name: link.labels[-1] for link in written_links(MODEL, label)})

    def least(self, label: str, without: str | None = None) -> str:
        """A node with no more than it must have, without what leads along a type."""
        if MODEL.types[label].reference:
            return self.official_node(label)
        schema = SCHEMAS.by_name[label]
        values = {one.name: self.value(one) for one in schema.fields if one.role == "value" and one.column.required}
        links = {
            link.name: link.labels[0]
            for link in written_links(MODEL, MODEL.types[label])
            if link.card == "one" and link.steps[0].type != without
        }
        return self.node(label, values, links)

    def node(self, label: str, values: Row, links: dict[str, str]) -> str:
        id_ = self.id_of(label)
        ends = {name: self.least(far) for name, far in links.items()}
        fixed = {name: value for name, value in _FIXED.get(label, {}).items() if name in values}
        row = {"id": id_, **values, **fixed, "dataOrigin": "real_cited", **ends}
        self.rows.setdefault(label, []).append(row)
        self.beside(label, id_)
        return id_

    def official_node(self, label: str) -> str:
        """Official data, each node for one end: a settlement has one municipality."""
        if label == "Concept":
            return CONCEPT
        id_ = self.id_of(label)
        self.official.setdefault(label, []).append(id_)
        return id_

    def beside(self, label: str, id_: str) -> None:
        """What the rules want of a new node."""
        if label == "SampleProject":
            for sector, type_ in SECTORS.items():
                partner = self.least("Institution")
                self.rows["Institution"][-1] |= {"sector": sector.lower(), "institutionType": type_.lower()}
                self.put("PARTNER_IN", partner, id_, role="member")
        elif label == "TopProject":
            for _ in range(2):
                self.put("PARTNER_IN", self.least("CivilOrganisation"), id_, role="member")
        elif label == "DevelopmentProcess":
            self.put("ENTERED", id_, CONCEPT, key=f"k{next(self.numbers)}", on=date(2018, 1, 1))

    # Relationships

    def tie(self, tie: WritableTie, start: str, end: str) -> None:
        """One relationship with everything, between nodes that nothing else leads to along its type."""
        fields = [one for one in SCHEMAS.by_name[tie.type].fields if one.role == "value"]
        values = {one.name: self.value(one) for one in fields} | (
            {"key": f"k{next(self.numbers)}"} if tie.keyed else {}
        )
        self.put(tie.type, self.least(start, tie.type), self.least(end, tie.type), **values)

    def put(self, type_: str, start: str, end: str, **values: Any) -> None:
        self.rows.setdefault(type_, []).append({"from_id": start, "to_id": end, **values})

    # Values

    def value(self, one: Field) -> Any:
        """A value that a column takes, as it is to be stored."""
        n = next(self.numbers)
        if one.column.many:
            return [self.single(one, n), self.single(one, n + 1)]
        return self.single(one, n)

    def single(self, one: Field, n: int) -> Any:
        column = one.column
        match column.kind:
            case Kind.ENUM:
                codes = [term.code for term in schemes()[str(column.scheme)].terms]
                return codes[n % len(codes)]
            case Kind.INT | Kind.LONG | Kind.FLOAT:
                return number(one, n)
            case Kind.BOOLEAN:
                return bool(n % 2)
            case Kind.DATE:
                return date((2040 if one.name in _LAST_DAYS else 2010) + n % 20, n % 12 + 1, n % 28 + 1)
            case Kind.DATETIME:
                return datetime(2019, n % 12 + 1, n % 28 + 1, n % 24, tzinfo=UTC)
        return _FORMS.get(one.name, "Árvíztűrő „tükörfúrógép” \\ {n}, '`$ {m}").format(n=n, m=self.mark)


def number(one: Field, n: int) -> int | float:
    """A number within the bounds of a column."""
    place = one.name.partition(".")[2]
    if place:
        return {"lon": 16.0, "lat": 46.0}[place] + n % 100 / 64
    low = int(one.column.low or 0)
    span = 50_000 if one.column.high is None else int(one.column.high) - low
    whole = low + n % (span + 1)
    return (whole - 0.25 if whole > low else whole + 0.25) if one.column.kind is Kind.FLOAT else whole


# Files


def files(filling: Filling, format_: Format) -> list[Source]:
    """A filled-in template of each label and type that has rows."""
    return [_file(SCHEMAS.by_name[subject], rows, format_) for subject, rows in filling.rows.items()]


def _file(schema: Schema, rows: list[Row], format_: Format) -> Source:
    language = LANGUAGES[format_]
    empty = template(MODEL, schema, format_, language)
    name = f"{schema.heading.hu if language == 'hu' else schema.heading.en}.{format_.value}"
    fields = offered_fields(schema)
    cells = [[_cell(one, row, format_) for one in fields] for row in rows]
    return Source(name, {Format.CSV: _csv, Format.XLSX: _xlsx, Format.JSONL: _jsonl}[format_](empty, cells))


def _csv(empty: bytes, rows: list[list[Any]]) -> bytes:
    sink = io.StringIO()
    csv.writer(sink, delimiter=";", lineterminator="\r\n").writerows(rows)
    return empty + sink.getvalue().encode()


def _xlsx(empty: bytes, rows: list[list[Any]]) -> bytes:
    book = load_workbook(io.BytesIO(empty))
    for row in rows:
        book.worksheets[0].append(row)
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()


def _jsonl(empty: bytes, rows: list[list[Any]]) -> bytes:
    headings = list(json.loads(empty))
    return b"".join(json.dumps(dict(zip(headings, row, strict=True))).encode() + b"\n" for row in rows)


def _cell(one: Field, row: Row, format_: Format) -> Any:
    value = row.get(one.name)
    if isinstance(value, list):
        items = [_one(one, item, format_) for item in value]
        is_text = one.column.kind is Kind.STRING
        return items if format_ is Format.JSONL else json.dumps(items) if is_text else "; ".join(map(str, items))
    return _one(one, value, format_)


def _one(one: Field, value: Any, format_: Format) -> Any:
    """As people write it: codes by their labels, days and numbers as Hungarians write them; in workbooks typed."""
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if one.column.scheme and value is not None and format_ is not Format.JSONL:
        return next(term.hu for term in schemes()[one.column.scheme].terms if term.code == value)
    if isinstance(value, date):
        return {Format.XLSX: value, Format.JSONL: value.isoformat()}.get(format_, f"{value:%Y. %m. %d}.")
    if format_ is Format.CSV and value is not None and not isinstance(value, str):
        return ("igen" if value else "nem") if isinstance(value, bool) else str(value).replace(".", ",")
    return value

"""`where`, read as predicates on rows. A condition is true or not: null matches nothing, so NOT is everything else."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from typing import Any

from tests.oracle.graph import Graph, Rel, Row
from tests.oracle.mapping import LATEST
from tests.oracle.types import Types


def folded(text: str) -> str:
    """Without accents, in lower case."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).lower()


class Conditions:
    """Evaluates `where` inputs, and follows fields, over one graph."""

    def __init__(self, graph: Graph, types: Types) -> None:
        self.graph = graph
        self.types = types

    def far(self, row: Row, field: str) -> list[tuple[Rel | None, Row]]:
        """What a field of a row leads to: far ends of the labels that the SDL allows."""
        path = self.types.path(row.label, field)
        assert path, f"{row.label}.{field} is in no line of mapping.py"
        allowed = self.types.labels(self.types.named(row.label, field))
        found = [(rel, far) for rel, far in self.graph.follow(row, path) if far.label in allowed]
        if method := self.types.only_method(row.label, field):
            found = [(rel, far) for rel, far in found if far.props["method"] == method]
        if latest := LATEST.get((row.label, field)):
            found = sorted(found, key=lambda pair: (pair[1].props[latest] or "", pair[1].id), reverse=True)[:1]
        return found

    def one(self, row: Row, field: str) -> Row | None:
        """The far end of a to-one field; of several, which would be a fault of the data, the smallest id."""
        return min((far for _, far in self.far(row, field)), key=lambda far: far.id, default=None)

    def holds(self, thing: Row | Rel, where: dict[str, Any] | None) -> bool:
        """Whether a row, or a tie, meets a condition."""
        return all(self._part(thing, name, value) for name, value in (where or {}).items())

    def _part(self, thing: Row | Rel, name: str, value: Any) -> bool:
        match name:
            case "AND":
                return all(self.holds(thing, item) for item in value)
            case "OR":
                return any(self.holds(thing, item) for item in value)
            case "NOT":
                return not self.holds(thing, value)
        if isinstance(thing, Rel):
            if name in thing.props:
                return self._compares("Cooperation", name, thing.props[name], value, None)
            return self._quantified([thing.start, thing.end], value)
        if self.types.path(thing.label, name) is None:
            column = self.types.column(thing.label, name)
            return self._compares(thing.label, name, thing.props.get(column), value, thing)
        rows = [far for _, far in self.far(thing, name)]
        if self.types.is_many(thing.label, name):
            return self._quantified(rows, value)
        return any(self.holds(far, value) for far in rows)

    def _quantified(self, rows: list[Row], value: dict[str, Any]) -> bool:
        some = [any(self.holds(row, where) for row in rows) == (name == "some") for name, where in value.items()]
        return all(some)

    def _compares(self, type_name: str, field: str, stored: Any, asked: dict[str, Any], row: Row | None) -> bool:
        kind = self.types.named(type_name, field)
        codes = self.types.codes(kind) if self.types.is_enum(kind) else None
        if kind == "LocalizedText":
            return all(self._text(type_name, field, name, value, row) for name, value in asked.items())
        name_field = self.types.is_name(type_name, field)
        if kind == "DateTime" and stored is not None:
            stored = datetime.fromisoformat(stored)
        return all(
            _meets(name, stored, _coded(value, codes, kind), folding=name_field) for name, value in asked.items()
        )

    def _text(self, type_name: str, field: str, name: str, value: Any, row: Row | None) -> bool:
        assert row
        column = self.types.column(type_name, field)
        hu, en = row.props.get(f"{column}Hu"), row.props.get(f"{column}En")
        if name in ("hu", "en"):
            return all(_meets(inner, hu if name == "hu" else en, text, False) for inner, text in value.items())
        if name == "isNull":
            return (hu is None) == bool(value)
        return _meets(name, hu or en, value, folding=True)


def _coded(value: Any, codes: dict[str, str] | None, kind: str) -> Any:
    if isinstance(value, list):
        return [_coded(item, codes, kind) for item in value]
    if codes and not isinstance(value, bool):
        return codes[value]
    if kind == "DateTime" and isinstance(value, str):
        return datetime.fromisoformat(value)
    return float(value) if kind == "Float" and not isinstance(value, bool) else value


def _meets(operator: str, stored: Any, value: Any, folding: bool) -> bool:
    """One operator. Whatever is not there meets only `isNull`."""
    if operator == "isNull":
        return (stored is None) == bool(value)
    if stored is None:
        return False
    if folding and operator in ("startsWith", "contains"):
        stored, value = folded(stored), folded(value)
    return bool(_OPERATORS[operator](stored, value))


_OPERATORS = {
    "eq": lambda stored, value: stored == value,
    "ne": lambda stored, value: stored != value,
    "in": lambda stored, value: stored in value,
    "notIn": lambda stored, value: stored not in value,
    "lt": lambda stored, value: stored < value,
    "lte": lambda stored, value: stored <= value,
    "gt": lambda stored, value: stored > value,
    "gte": lambda stored, value: stored >= value,
    "has": lambda stored, value: value in stored,
    "startsWith": lambda stored, value: stored.startswith(value),
    "contains": lambda stored, value: value in stored,
}

"""`where`, read as predicates on rows. A condition is true or not: null matches nothing, so NOT is everything else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from tests.oracle.graph import Graph, Rel, Row
from tests.oracle.mapping import EVIDENCE, LATEST, MEASURED, NETWORK, NETWORK_WHERE, TIE, TIE_MEMBERS
from tests.oracle.operators import comparable, kilometres, meets
from tests.oracle.ties import NARROWED
from tests.oracle.types import Types

Pair = tuple[Rel | None, Row]
Where = dict[str, Any]
Measures = Callable[[str | None], Mapping[str, Mapping[str, Any]]]
"""Measure to id of an institution to value, in the network of a day or, without one, of all that was ever shared."""


class Conditions:
    """Evaluates `where` inputs, and follows fields, over one graph."""

    def __init__(self, graph: Graph, types: Types, measures: Measures = lambda _: {}, day: str | None = None) -> None:
        self.graph = graph
        self.types = types
        self.day = day
        self._measures = measures
        self.known_values: dict[tuple[str, str], dict[tuple[int, int], Any]] = defaultdict(dict)
        """Values of members of `XField`, by the type and the member: they never change."""
        self._far: dict[tuple[str, str], list[Pair]] = {}
        self._known: dict[int, tuple[Where, dict[tuple[int, int], bool]]] = {}

    def measured(self, row: Row) -> dict[str, Any]:
        """The measures of an institution in the network, by name."""
        return {name: column.get(row.id) for name, column in self._measures(self.day).items()}

    def forget(self) -> None:
        """Drops what is known of the conditions of a document that was answered."""
        self._known.clear()

    def far(self, row: Row, field: str) -> list[Pair]:
        """What a field of a row leads to: far ends of the labels that the SDL allows."""
        found = self._far.get((row.id, field))
        if found is None:
            found = self._far[row.id, field] = self._followed(row, field)
        return found

    def _followed(self, row: Row, field: str) -> list[Pair]:
        path = self.types.path(row.label, field)
        assert path, f"{row.label}.{field} is in no line of mapping.py"
        allowed = self.types.labels(self.types.named(row.label, field))
        found = [(rel, far) for rel, far in self.graph.follow(row, path) if far.label in allowed]
        if method := self.types.only_method(row.label, field):
            found = [(rel, far) for rel, far in found if far.props["method"] == method]
        if latest := LATEST.get((row.label, field)):
            found = sorted(found, key=lambda pair: (pair[1].props[latest] or "", pair[1].id), reverse=True)[:1]
        if narrowed := NARROWED.get((row.label, field)):
            found = narrowed(self.graph, row, found)
        return found

    def one(self, row: Row, field: str) -> Row | None:
        """The far end of a to-one field; of several, which would be a fault of the data, the smallest id."""
        return min((far for _, far in self.far(row, field)), key=lambda far: far.id, default=None)

    def evidence(self, tie: Rel) -> list[Row]:
        """What both ends of a derived tie have in common, each once."""
        path = EVIDENCE[tie.type].path
        of_start, of_end = ({far.id: far for _, far in self.graph.follow(end, path)} for end in (tie.start, tie.end))
        return [far for id_, far in of_start.items() if id_ in of_end]

    def holds(self, thing: Row | Rel, where: Where | None, rel: Rel | None = None) -> bool:
        """Whether a row or a tie meets a condition; `rel` is the relationship that led to it."""
        if not where:
            return True
        _, known = self._known.setdefault(id(where), (where, {}))
        key = (id(thing), id(rel))
        if key not in known:
            known[key] = all(self._part(thing, name, value, rel) for name, value in where.items())
        return known[key]

    def number(self, pairs: Sequence[Pair], where: Where | None) -> int:
        """How many of these meet a condition."""
        return sum(self.holds(far, where, rel) for rel, far in pairs)

    def _part(self, thing: Row | Rel, name: str, value: Any, rel: Rel | None) -> bool:
        match name:
            case "AND":
                return all(self.holds(thing, item, rel) for item in value)
            case "OR":
                return any(self.holds(thing, item, rel) for item in value)
            case "NOT":
                return not self.holds(thing, value, rel)
            case "edge":
                assert rel, "a condition on a relationship where none was followed"
                return self._edge(rel, value)
        if isinstance(thing, Rel):
            return self._of_tie(thing, name, value)
        if (label := name.removeprefix("on")) in self.types.schema.type_map and label != name:
            return thing.label in self.types.labels(label) and self.holds(thing, value, rel)
        if (thing.label, name) == (MEASURED, NETWORK):
            values = self.measured(thing)
            return all(self._compares(NETWORK_WHERE, of, of, values, asked) for of, asked in value.items())
        if self.types.path(thing.label, name) is None:
            return self._compares(f"{thing.label}Where", name, self.types.column(thing.label, name), thing.props, value)
        if self.types.is_many(thing.label, name):
            return self._quantified(self.far(thing, name), value)
        return self.number(self.far(thing, name), value) > 0

    def _of_tie(self, tie: Rel, name: str, value: Any) -> bool:
        if name in tie.props:
            return self._compares(f"{TIE}Where", name, name, tie.props, value)
        rows = [tie.start, tie.end] if name == TIE_MEMBERS else self.evidence(tie)
        return self._quantified([(None, row) for row in rows], value)

    def _edge(self, rel: Rel, where: Where) -> bool:
        """Conditions on a relationship: a name that means two things begins with that of the relationship."""
        return all(
            self._compares("EdgeWhere", name, self.types.edge_column(rel, name), rel.props, value)
            for name, value in where.items()
        )

    def _quantified(self, pairs: Sequence[Pair], value: Where) -> bool:
        return all(self._quantifier(pairs, name, inner) for name, inner in value.items())

    def _quantifier(self, pairs: Sequence[Pair], name: str, value: Where) -> bool:
        match name:
            case "some":
                return self.number(pairs, value) > 0
            case "none":
                return self.number(pairs, value) == 0
            case "all":
                return self.number(pairs, value) == len(pairs)
            case "single":
                return self.number(pairs, value) == 1
        assert name == "count"
        number = self.number(pairs, value.get("where"))
        return all(meets(operator, number, wanted) for operator, wanted in value.items() if operator != "where")

    def _compares(self, input_name: str, field: str, column: str, props: dict[str, Any], asked: Where) -> bool:
        """The operators on one property, read by the kind that their input is of."""
        kind = self.types.operand(input_name, field)
        if kind.startswith("Localized"):
            return all(self._text(column, name, value, props) for name, value in asked.items())
        stored = props.get(column)
        if kind == "Point":
            return all(self._at(stored, name, value) for name, value in asked.items())
        if kind == "DateTime" and stored is not None:
            stored = datetime.fromisoformat(stored)
        codes = self.types.codes(kind) if self.types.is_enum(kind) else {}
        return all(
            meets(name, stored, comparable(value, kind, codes), folding=kind == "Name") for name, value in asked.items()
        )

    def _text(self, column: str, name: str, value: Any, props: dict[str, Any]) -> bool:
        hu, en = props.get(f"{column}Hu"), props.get(f"{column}En")
        if name in ("hu", "en"):
            return all(meets(inner, hu if name == "hu" else en, text) for inner, text in value.items())
        return meets(name, hu if name == "isNull" else hu or en, value, folding=True)

    def _at(self, stored: Any, name: str, value: Any) -> bool:
        """`within`: of a node that has a location, or of a point."""
        if name == "isNull":
            return meets(name, stored, value)
        if "point" in value:
            centre = (value["point"]["longitude"], value["point"]["latitude"])
        else:
            of = self.graph.rows.get(value["of"])
            centre = of.props.get("location") if of else None
        return None not in (stored, centre) and kilometres(stored, centre) <= value["km"]

"""Generated Python that names and checks aggregates, a part of the completer of `completer.py`."""

from __future__ import annotations

from collections.abc import Callable

from graph_service.query.group_compiler import value_name
from graph_service.query.group_plan import AggregatePart, RowCount, Told
from graph_service.query.layout import AggregateLayout
from graph_service.query.plan import TypeName

Define = Callable[[str, list[str]], str]


class GroupCompletion:
    """Writes the functions of aggregates; `define` adds a function of arguments and body to the source."""

    def __init__(self, define: Define) -> None:
        self._define = define

    def aggregate(self, layout: AggregateLayout) -> str:
        """The function `(r)` of an aggregate's row."""
        entries = ", ".join(f"{part.key!r}: {self._part(part, layout)}" for part in layout.plan.parts)
        return self._define("r", [f"return {{{entries}}}"])

    def _part(self, part: AggregatePart, layout: AggregateLayout) -> str:
        match part:
            case TypeName():
                return repr("Aggregate")
            case RowCount():
                return f"as_whole(r[{layout.places['count']}])"
            case Told():
                return self._told(part, layout)

    def _told(self, told: Told, layout: AggregateLayout) -> str:
        entries = []
        for key, function in told.parts:
            if function is None:
                entries.append(f"{key!r}: {told.field.measured.type_name!r}")
            else:
                place = layout.places[value_name(told.field, function)]
                entries.append(f"{key!r}: as_{function.result}(r[{place}])")
        return f"{{{', '.join(entries)}}}"

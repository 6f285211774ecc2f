"""How the properties of bound nodes and relationships are read: the one place that writes it.

What is stored stands in the graph, what is measured in a table of the network that the present root looks at. Since
nothing else names a property of a statement, what the viewer may not read is refused here, wherever it was asked for.
"""

from __future__ import annotations

from graph_service.access.scopes import ANALYSE, READ, READ_PEOPLE
from graph_service.cypher import identifier
from graph_service.errors import AccessError
from graph_service.model.structure import Kind, Model, Property
from graph_service.query.inputs import Source
from graph_service.query.measures import META
from graph_service.query.ordering import ListField
from graph_service.query.parameters import Parameters

PLANNED = frozenset({READ, READ_PEOPLE, ANALYSE})
"""The scopes that decide about plans: viewers who differ in others share them."""


class Access:
    """Writes accesses for one statement of a viewer with `scopes`. `day` is the `asOf` of the present root.

    Every method raises AccessError for what needs a scope that the viewer lacks: guarded properties, whatever label or
    relationship has them, and measures.
    """

    def __init__(self, model: Model, parameters: Parameters, scopes: frozenset[str]) -> None:
        self._parameters = parameters
        self._closed = frozenset() if READ_PEOPLE in scopes else model.guarded
        self._analyses = ANALYSE in scopes
        self.day: Source | None = None

    def name(self, stored: str) -> str:
        """The name of a stored property, as it stands in a pattern."""
        if stored in self._closed:
            raise AccessError("SCOPE_MISSING", scope=READ_PEOPLE)
        return identifier(stored)

    def text(self, variable: str, stored: str, *, measured: bool = False) -> str:
        """`n0.stored`, or `$m_measure[n0.id]`."""
        if measured:
            return f"{self._measure(stored)}[{variable}.id]"
        return f"{variable}.{self.name(stored)}"

    def value(self, variable: str, prop: Property) -> str:
        """A property as a value of a row: dates as text (equal on both engines), date-times natively."""
        held = self.held(variable, prop)
        return f"toString({held})" if prop.kind is Kind.DATE else held

    def held(self, variable: str, prop: Property) -> str:
        """A property as conditions, orders and aggregates see it: its default where nothing is stored."""
        return _or_default(self.text(variable, prop.stored_names[0], measured=prop.measured), prop)

    def meta(self) -> str:
        """The name of the parameter that says how the measures were made."""
        return self._measure(META)[1:]

    def _measure(self, name: str) -> str:
        if not self._analyses:
            raise AccessError("SCOPE_MISSING", scope=ANALYSE)
        return self._parameters.measure(name, self.day)

    def listed(self, variable: str, field: ListField) -> str:
        """What lists are ordered and grouped by, of the node or relationship that holds it."""
        held = self.text(variable, field.stored, measured=field.prop.measured)
        return field.value_cypher(_or_default(held, field.prop))


def _or_default(text: str, prop: Property) -> str:
    return text if prop.default is None else f"coalesce({text}, {prop.default})"

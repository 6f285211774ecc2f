"""How the properties of bound nodes and relationships are read: the one place that writes it.

What is stored stands in the graph, what is measured in a table of the network that the present root looks at.
"""

from __future__ import annotations

from graph_service.cypher import identifier
from graph_service.model.structure import Kind, Property
from graph_service.query.inputs import Source
from graph_service.query.measures import META
from graph_service.query.ordering import ListField
from graph_service.query.parameters import Parameters


class Access:
    """Writes accesses for one statement. `day` is the `asOf` of the present root."""

    def __init__(self, parameters: Parameters) -> None:
        self._parameters = parameters
        self.day: Source | None = None

    def text(self, variable: str, stored: str, *, measured: bool = False) -> str:
        """`n0.stored`, or `$m_measure[n0.id]`."""
        if measured:
            return f"{self._parameters.measure(stored, self.day)}[{variable}.id]"
        return f"{variable}.{identifier(stored)}"

    def value(self, variable: str, prop: Property) -> str:
        """A property as a value of a row: dates as text (equal on both engines), date-times natively."""
        held = self.text(variable, prop.stored, measured=prop.measured)
        return f"toString({held})" if prop.kind is Kind.DATE else held

    def meta(self) -> str:
        """The name of the parameter that says how the measures were made."""
        return self._parameters.measure(META, self.day)[1:]

    def listed(self, variable: str, field: ListField) -> str:
        """What lists are ordered and grouped by, of the node or relationship that holds it."""
        return field.value_cypher(self.text(variable, field.stored, measured=field.prop.measured))

"""The nodes that a search found: whatever its root selects of them, planned, priced and compiled before it runs.

A root that is answered by a search gives a tree with ids where the schema has nodes, by the names of its fields; a
field whose value depends on its arguments gives a function of them. `plan_nodes` finds the places in the selection
where nodes stand and makes one statement for all of them; `selected_of` cuts the tree to what is selected, under the
response keys, and `shaped` puts the nodes in.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph_service.cypher import VERSION_BLOCK, Statement, Whole
from graph_service.model.structure import Model
from graph_service.query.compiler import CompiledStatement, Compiler, compile_operation
from graph_service.query.completer import Complete, complete_operation
from graph_service.query.cost import Price, price_of
from graph_service.query.explain import plan_tree
from graph_service.query.inputs import FromVariable
from graph_service.query.measures import MeasureNeed, needs_of
from graph_service.query.plan import OperationPlan
from graph_service.query.planner import Planner
from graph_service.query.selection import SelectedField

Place = tuple[str, ...]
"""The response keys that lead from a root to a field."""
Given = Mapping[str, Any]
"""The arguments of a field, coerced, with defaults."""
Nodes = Mapping[Place, Mapping[str, Any]]
"""What was selected of each node, by place and id."""

_TYPENAME = "__typename"


@dataclass(frozen=True)
class Term:
    """A value of a vocabulary's enum in an answer: graphql-core makes its name of the code by itself."""

    code: str
    name: str


@dataclass(frozen=True)
class NodesPlan:
    """The statements that read the nodes of one root, at each of its `places`; none where it selects no nodes."""

    places: tuple[Place, ...]
    statements: tuple[CompiledStatement, ...]
    plan: str
    _fields: tuple[str, ...]
    _behind: CompiledStatement | None
    _price: Price
    _strict: tuple[Complete, ...]
    _lenient: Callable[[], tuple[Complete, ...]]

    def price(self, values: Mapping[str, Any], most: int) -> int:
        """The rows that it may read for `most` nodes."""
        return self._price({**values, **{_variable(place): [None] * most for place in range(len(self.places))}})

    def needs(self, values: Mapping[str, Any]) -> tuple[MeasureNeed, ...]:
        """The tables of measures that reading the nodes needs. Raises RequestError for too many days."""
        return needs_of((bind for one in self.statements for bind in one.binds.values()), values)

    def bound(self, values: Mapping[str, Any], ids: Mapping[Place, Sequence[str]]) -> tuple[Statement, ...]:
        """The statements for these ids, with the variables of the request."""
        found = {_variable(number): list(ids.get(place, ())) for number, place in enumerate(self.places)}
        every = {**values, **found}
        return tuple(
            Statement(one.text, {name: bind(every) for name, bind in one.binds.items()}) for one in self.statements
        )

    def behind(self, whole: Whole, values: Mapping[str, Any]) -> Statement | None:
        """The statement that searches and reads the nodes in one; its row has what was found behind the nodes.

        None where there is nothing to read, or too much for one statement.
        """
        if self._behind is None:
            return None
        lists = ", ".join(f"{whole.ids[name]} AS ids{number}" for number, name in enumerate(self._fields))
        text = f"{VERSION_BLOCK} {whole.statement.text} WITH v0, data, {lists} {self._behind.text}"
        binds = self._behind.binds
        return Statement(text, {**whole.statement.parameters, **{name: bind(values) for name, bind in binds.items()}})

    def complete(
        self, rows: Sequence[Sequence[Any]], statements: Sequence[Statement], ids: Mapping[Place, Sequence[str]]
    ) -> Nodes:
        """The nodes by place and id. Raises whatever a row that does not fit makes of the generated code."""
        return self._completed(self._strict, rows, statements, ids)

    def lenient(
        self, rows: Sequence[Sequence[Any]], statements: Sequence[Statement], ids: Mapping[Place, Sequence[str]]
    ) -> Nodes:
        """The same unchecked, with `__typename`."""
        return self._completed(self._lenient(), rows, statements, ids)

    def _completed(
        self,
        completes: Sequence[Complete],
        rows: Sequence[Sequence[Any]],
        statements: Sequence[Statement],
        ids: Mapping[Place, Sequence[str]],
    ) -> Nodes:
        answer: dict[str, Any] = {}
        for complete, row, statement in zip(completes, rows, statements, strict=True):
            answer.update(complete(row[1], statement.parameters, row[0]))
        return {
            place: dict(zip(ids.get(place, ()), answer.get(_variable(number), ()), strict=True))
            for number, place in enumerate(self.places)
        }


def plan_nodes(
    model: Model, planner: Planner, selected: SelectedField, labels: Collection[str], most_blocks: int
) -> NodesPlan:
    """The plan of the nodes below `selected`, which can be of any of `labels`. Raises RequestError."""
    fields = dict(_node_fields(model, selected, ()))
    roots = tuple(
        planner.found(
            selected, field, _possible(model, field, labels), _variable(number), FromVariable(_variable(number))
        )
        for number, field in enumerate(fields.values())
    )
    plan = OperationPlan(roots)
    statements = compile_operation(model, plan, most_blocks, planner.scopes) if roots else ()

    def completers(*, strict: bool) -> tuple[Complete, ...]:
        return tuple(complete_operation(model, one.roots, "Query", strict=strict) for one in statements)

    return NodesPlan(
        tuple(fields),
        statements,
        plan_tree(plan),
        tuple(field.name for field in fields.values()),
        Compiler(model, planner.scopes).behind(roots) if len(statements) == 1 else None,
        price_of(plan),
        completers(strict=True),
        lambda: completers(strict=False),
    )


def selected_of(model: Model, selected: SelectedField, answer: Any, arguments: Callable[[SelectedField], Given]) -> Any:
    """What is selected of an answer, by response key; functions in it are given their arguments. Ids stay ids."""
    selection = selected.selection
    if answer is None or selection is None:
        return answer
    if isinstance(answer, list):
        return [selected_of(model, selected, one, arguments) for one in answer]
    if _is_node(model, selected):
        return answer
    cut: dict[str, Any] = {}
    for field in selection.only:
        if field.name == _TYPENAME:
            cut[field.key] = selection.type_name
            continue
        value = answer[field.name]
        if callable(value):
            value = value(**arguments(field))
        cut[field.key] = selected_of(model, field, value, arguments)
    return cut


def ids_found(model: Model, selected: SelectedField, answer: Any) -> dict[Place, list[str]]:
    """The ids at each place of what `selected_of` gave, each once, in its order."""
    found: dict[Place, dict[str, None]] = {}

    def note(place: Place, id_: str) -> None:
        found.setdefault(place, {})[id_] = None

    _Shape(model, note).of(selected, answer, ())
    return {place: list(ids) for place, ids in found.items()}


def shaped(model: Model, selected: SelectedField, answer: Any, nodes: Nodes, *, typed: bool = False) -> Any:
    """What `selected_of` gave, with nodes for ids; `typed` adds `__typename` for graphql-core."""
    return _Shape(model, lambda place, id_: nodes[place][id_], typed=typed).of(selected, answer, ())


class _Shape:
    """Walks an answer along its selection; `node` gives what stands for an id at a place."""

    def __init__(self, model: Model, node: Callable[[Place, str], Any], *, typed: bool = False) -> None:
        self._model = model
        self._node = node
        self._typed = typed

    def of(self, selected: SelectedField, value: Any, place: Place) -> Any:
        selection = selected.selection
        if isinstance(value, Term):
            return value.code if self._typed else value.name
        if value is None or selection is None:
            return value
        if isinstance(value, list):
            return [self.of(selected, one, place) for one in value]
        if _is_node(self._model, selected):
            return self._node(place, value)
        shape = {_TYPENAME: selection.type_name} if self._typed else {}
        for field in selection.only:
            shape[field.key] = self.of(field, value[field.key], (*place, field.key))
        return shape


def _node_fields(model: Model, selected: SelectedField, place: Place) -> Iterator[tuple[Place, SelectedField]]:
    if selected.selection is None:
        return
    if _is_node(model, selected):
        yield place, selected
        return
    for field in selected.selection.only:
        yield from _node_fields(model, field, (*place, field.key))


def _is_node(model: Model, selected: SelectedField) -> bool:
    name = selected.selection.type_name if selected.selection is not None else None
    return name in model.types or name in model.unions


def _possible(model: Model, selected: SelectedField, labels: Collection[str]) -> tuple[str, ...]:
    """The labels that can stand there: those of the field's type among `labels`."""
    assert selected.selection is not None
    members = model.members(selected.selection.type_name)
    return tuple(label for label in members if label in labels) or members


def _variable(number: int) -> str:
    """A name that no variable of a document can have."""
    return str(number)

"""Plan to statement: one CALL block a root, each giving exactly one row, and one RETURN of positional lists.

Response keys and aliases never enter the text. Names come from one allocator in traversal order, so equal shapes give
equal text and the database's own plan cache works.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph_service.access.scopes import PUBLIC
from graph_service.cypher import PENDING_BLOCK, VERSION_BLOCK, identifier, where_cypher
from graph_service.model.structure import Kind, Model, Property
from graph_service.query.access import Access
from graph_service.query.group_compiler import GroupCompiler
from graph_service.query.inputs import Source, getter
from graph_service.query.layout import Body, FieldLayout, ObjectLayout, RootLayout, Row
from graph_service.query.measures import MeasureBind
from graph_service.query.moments import Moment
from graph_service.query.page_compiler import PageCompiler
from graph_service.query.parameters import Bind, Parameters
from graph_service.query.patterns import Patterns
from graph_service.query.plan import (
    ByIds,
    ByKey,
    Ends,
    FieldPlan,
    Found,
    Freshness,
    Listing,
    Many,
    Network,
    Nothing,
    ObjectPlan,
    One,
    OperationPlan,
    PointValue,
    Recorded,
    RootPlan,
    Search,
    Text,
    TypeName,
    Value,
    Version,
    Withheld,
)
from graph_service.query.predicates import Predicates, Subject
from graph_service.query.search_compiler import SearchCompiler
from graph_service.query.steps import Names
from graph_service.query.versions import scope_of


@dataclass(frozen=True)
class CompiledStatement:
    """A text, its parameters, and the roots that its row answers."""

    text: str
    binds: dict[str, Bind]
    roots: tuple[RootLayout, ...]
    blocks: int

    @property
    def measures(self) -> tuple[MeasureBind, ...]:
        """Its parameters that are tables of measures, or tell how these were made."""
        return tuple(bind for bind in self.binds.values() if isinstance(bind, MeasureBind))

    @property
    def subqueries(self) -> int:
        """What a database plans one by one: blocks, counts and conditions on relatives."""
        return self.blocks + self.text.count("COUNT {") + self.text.count("EXISTS {")


def compile_operation(
    model: Model, plan: OperationPlan, most_blocks: int, scopes: frozenset[str] = PUBLIC
) -> tuple[CompiledStatement, ...]:
    """The statements of an operation: one, or several where it has more than `most_blocks` CALL blocks.

    Raises AccessError where it reads what a viewer with `scopes` may not.
    """
    whole = Compiler(model, scopes).statement(plan.roots)
    if whole.blocks <= most_blocks or len(plan.roots) == 1:
        return (whole,)
    groups: list[list[RootPlan]] = []
    blocks = 0
    # Numbers are read before what they may date, here too.
    for root in sorted(plan.roots, key=lambda root: not isinstance(root, Version)):
        # Blocks add up: all but the one of the version are the root's own.
        own = Compiler(model, scopes).statement([root]).blocks - 1
        if not groups or blocks + own > most_blocks:
            groups.append([])
            blocks = 1
        groups[-1].append(root)
        blocks += own
    return tuple(Compiler(model, scopes).statement(roots) for roots in groups)


def _compiled(body: Body, answer: Row, binds: dict[str, Bind], layouts: tuple[RootLayout, ...]) -> CompiledStatement:
    text = f"{' '.join(body.blocks)} RETURN v0 AS version, {answer.text} AS data"
    return CompiledStatement(text, binds, layouts, text.count("CALL ("))


class Compiler:
    """Compiles one statement, for a viewer with `scopes`."""

    def __init__(self, model: Model, scopes: frozenset[str] = PUBLIC) -> None:
        self.model = model
        self.names = Names()
        self.patterns = Patterns(model)
        self.parameters = Parameters()
        self.access = Access(model, self.parameters, scopes)
        self.predicates = Predicates(model, self.patterns, self.names, self.parameters, self.access)
        self.pages = PageCompiler(self)
        self.groups = GroupCompiler(self)
        self._lists: list[str] = []
        self._versions = 0

    def statement(self, roots: Sequence[RootPlan]) -> CompiledStatement:
        """One statement that answers all `roots`."""
        body = Body([VERSION_BLOCK])
        answer = Row()
        layouts = tuple(self._root(root, body, answer) for root in roots)
        return _compiled(body, answer, self.parameters.binds, layouts)

    def behind(self, roots: Sequence[Found]) -> CompiledStatement:
        """The end of a statement whose beginning leaves `data` and, for each of `roots`, ids in `ids0`, `ids1`, ….

        Its row has `data` behind what `statement` would give. No parameter holds ids, though each keeps its name.
        """
        self._lists = [f"ids{number}" for number in range(len(roots))]
        body = Body()
        answer = Row()
        layouts = tuple(self._root(root, body, answer) for root in roots)
        answer.slot("data")
        ids = {layout.parameter for layout in layouts}
        binds = {name: bind for name, bind in self.parameters.binds.items() if name not in ids}
        return _compiled(body, answer, binds, layouts)

    def _root(self, root: RootPlan, body: Body, answer: Row) -> RootLayout:
        as_of = root.as_of if isinstance(root, (ByKey, ByIds, Listing, Search)) else None
        self.patterns.moment = None if as_of is None else Moment(self.parameters.day(as_of))
        self.access.day = as_of
        match root:
            case ByKey():
                return self._by_key(root, body, answer)
            case ByIds():
                return self._by_ids(root, body, answer)
            case Listing(_, page, _):
                layout = self.pages.root(page, body, answer)
                return RootLayout(root, 0, layout)
            case Search():
                return RootLayout(root, 0, SearchCompiler(self).root(root, body, answer))
            case Freshness():
                return self._freshness(root, body, answer)
            case Nothing(_, ids) if ids is not None:
                return RootLayout(root, parameter=self.parameters.ids(ids)[1:])
            case Version():
                return self._version(root, body, answer)
            case _:
                return RootLayout(root)

    def _freshness(self, root: Freshness, body: Body, answer: Row) -> RootLayout:
        field_name = self.names.new("f")
        body.blocks.append(f"{PENDING_BLOCK} AS {field_name} }}")
        return RootLayout(root, answer.slot(field_name))

    def _by_key(self, root: ByKey, body: Body, answer: Row) -> RootLayout:
        variable = self.names.new("n")
        parameter = self._key_parameter(root.property, root.value)
        inner = Body()
        layout = self.object(root.target, Row(), inner, Subject(variable, (root.label,)))
        field_name = self.names.new("f")
        match = f"MATCH ({variable}:{identifier(root.label)} {{{self.access.name(root.property.stored)}: {parameter}}})"
        body.blocks.append(f"CALL () {{ {match}{inner.text} RETURN head(collect({layout.row.text})) AS {field_name} }}")
        return RootLayout(root, answer.slot(field_name), layout, parameter[1:])

    def _version(self, root: Version, body: Body, answer: Row) -> RootLayout:
        """The number of a part is read before all that it may date: behind the number of everything."""
        scope = scope_of(self.model, root)
        if scope is None:
            return RootLayout(root)
        variable, field_name = self.names.new("n"), self.names.new("f")
        match = f"MATCH ({variable}:DataVersion {{id: {self.parameters.add(scope)}}})"
        self._versions += 1
        body.blocks.insert(
            self._versions, f"CALL () {{ {match} RETURN head(collect({variable}.number)) AS {field_name} }}"
        )
        return RootLayout(root, answer.slot(field_name))

    def _key_parameter(self, prop: Property, source: Source) -> str:
        return self.parameters.key(source, number=prop.kind is Kind.INT)

    def _by_ids(self, root: ByIds, body: Body, answer: Row) -> RootLayout:
        variable = self.names.new("n")
        parameter = self._ids_parameter(root)
        inner = Body()
        row = Row()
        row.slot(f"{variable}.id")
        layout = self.object(root.target, row, inner, Subject(variable, root.labels))
        field_name = self.names.new("f")
        given = self._lists.pop(0) if self._lists else ""
        match = self._match_ids(variable, root.labels, given or parameter)
        body.blocks.append(
            f"CALL ({given}) {{ {match}{inner.text} RETURN collect({layout.row.text}) AS {field_name} }}"
        )
        return RootLayout(root, answer.slot(field_name), layout, parameter[1:])

    def _match_ids(self, variable: str, labels: tuple[str, ...], ids: str) -> str:
        label = self.patterns.label_text(labels)
        # The embedded engine seeks an index by a list only with one label and a parameter; all nodes are labelled Node.
        if "|" not in label and ids.startswith("$"):
            return f"MATCH ({variable}{label}) WHERE {variable}.id IN {ids}"
        id_ = self.names.new("x")
        once = "" if ids.startswith("$") else f"WITH DISTINCT {id_} "
        return f"UNWIND {ids} AS {id_} {once}MATCH ({variable}:Node {{id: {id_}}}) WHERE {variable}{label}"

    def _ids_parameter(self, root: ByIds) -> str:
        if isinstance(root, Found):
            return self.parameters.add(getter(root.value))
        return self.parameters.ids(root.value)

    def object(self, plan: ObjectPlan, row: Row, body: Body, subject: Subject) -> ObjectLayout:
        """Lays out `plan` in `row`; what needs blocks of its own goes into `body`."""
        id_slot = row.slot(f"{subject.variable}.id") if plan.is_polymorphic else None
        shared: dict[str, list[FieldLayout]] = {}
        fields = {
            label: tuple(self._shared(plan_, shared, row, body, subject) for plan_ in plans)
            for label, plans in plan.fields.items()
        }
        # A row of nothing would look like a missing one.
        if not row.slots:
            row.slot("1" if subject.ends else f"{subject.variable}.id")
        return ObjectLayout(plan, row, fields, id_slot)

    def _shared(
        self, plan: FieldPlan, shared: dict[str, list[FieldLayout]], row: Row, body: Body, subject: Subject
    ) -> FieldLayout:
        """Labels that select the same field share its slots."""
        known = shared.setdefault(plan.key, [])
        for layout in known:
            if layout.plan is plan or layout.plan == plan:
                return layout
        known.append(self._field(plan, row, body, subject))
        return known[-1]

    def _field(self, plan: FieldPlan, row: Row, body: Body, subject: Subject) -> FieldLayout:
        variable = subject.variable
        match plan:
            case TypeName() | Withheld():
                return FieldLayout(plan)
            case Value(_, prop):
                return FieldLayout(plan, (row.slot(self.access.value(variable, prop)),))
            case Network():
                return self._network(plan, row, variable)
            case Text(_, prop, _):
                return FieldLayout(plan, tuple(row.slot(self.access.text(variable, n)) for n in prop.stored_names))
            case Recorded(_, prop, _):
                return FieldLayout(plan, (row.slot(self.access.text(variable, prop.stored)),))
            case PointValue(_, prop, _):
                point = self.access.text(variable, prop.stored)
                return FieldLayout(plan, (row.slot(f"{point}.x"), row.slot(f"{point}.y")))
            case One():
                return self._one(plan, row, body, subject)
            case Ends():
                return self._ends(plan, row, body, subject)
            case Many():
                return FieldLayout(plan, (), self.pages.nested(plan, row, body, subject))

    def _network(self, plan: Network, row: Row, variable: str) -> FieldLayout:
        """Its measures, each in a slot of the row; what is told of all of them comes along as a parameter."""
        slots = tuple(row.slot(self.access.value(variable, value.property)) for value in plan.values)
        return FieldLayout(plan, slots, parameter=self.access.meta() if plan.tells else "")

    def _one(self, plan: One, row: Row, body: Body, subject: Subject) -> FieldLayout:
        """A pattern comprehension where it suffices (the cheapest to plan); a block where pages hang below it."""
        link = plan.link
        end = self.names.new("n")
        hop = self.patterns.along(subject.variable, plan.guard or subject.labels, link, end, self.names, named=False)
        inner = Body()
        layout = self.object(plan.target, Row(), inner, Subject(end, link.labels))
        where = where_cypher(hop.conditions)
        if not inner.blocks and link.latest is None:
            return FieldLayout(plan, (row.slot(f"head([{hop.pattern}{where} | {layout.row.text}])"),), layout)
        order = f"{end}.{identifier(link.latest)} DESC, {end}.id DESC" if link.latest else f"{end}.id"
        name = self.names.new("f")
        body.blocks.append(
            f"CALL ({subject.variable}) {{ MATCH {hop.pattern}{where} WITH {end} ORDER BY {order} LIMIT 1{inner.text} "
            f"RETURN head(collect({layout.row.text})) AS {name} }}"
        )
        return FieldLayout(plan, (row.slot(name),), layout)

    def _ends(self, plan: Ends, row: Row, body: Body, subject: Subject) -> FieldLayout:
        layouts = [self.object(plan.target, Row(), body, Subject(end, subject.labels)) for end in subject.ends]
        slot = row.slot(f"[{', '.join(layout.row.text for layout in layouts)}]")
        return FieldLayout(plan, (slot,), layouts[0])

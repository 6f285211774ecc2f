"""Positional rows to the answer: generated Python that names and checks each value.

Two forms of the same code: the strict one raises on any mismatch of data and schema; the lenient one checks nothing,
adds `__typename`, and gives what graphql-core completes when the strict form refused. Generated source holds only names
from our own counters and `repr()` of response keys, which are GraphQL names.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import count
from typing import Any

from graph_service.model.measures import OBJECT, TOLD
from graph_service.model.records import Selected
from graph_service.model.structure import Kind, Model, Property
from graph_service.query.group_completer import GroupCompletion
from graph_service.query.group_plan import Aggregated, Grouped
from graph_service.query.layout import FieldLayout, ObjectLayout, PageLayout, RootLayout, SearchLayout
from graph_service.query.pages import encode_cursor
from graph_service.query.paging_source import cursor_source, cut_source, info_source, text_source
from graph_service.query.persons import any_few, many_of
from graph_service.query.plan import (
    ByIds,
    ByKey,
    EdgeCursor,
    EdgeNode,
    Edges,
    Ends,
    Freshness,
    Many,
    Network,
    Nodes,
    Nothing,
    One,
    PageInfo,
    PersonCount,
    PointValue,
    Recorded,
    Search,
    Suppressed,
    Text,
    Told,
    TotalCount,
    TypeName,
    Unsuppressed,
    Value,
    Version,
    Withheld,
)
from graph_service.query.search_completer import SearchSource
from graph_service.query.values import (
    LENIENT_RESULTS,
    STRICT_RESULTS,
    TESTS,
    Mismatch,
    checked_list,
    checked_number,
    checked_records,
    checked_texts,
    enum_names,
    formatted,
    key_text,
    lenient_cursor,
    lenient_datetime,
    lenient_key_text,
    lenient_records,
)

Row = Sequence[Any]
Complete = Callable[[Row, dict[str, Any], int | None], dict[str, Any]]


def complete_operation(model: Model, roots: Sequence[RootLayout], root_type: str, *, strict: bool) -> Complete:
    """A function from a statement's row, its parameters and the data version to the answer of `roots`."""
    source = _Source(model, strict)
    source.root(roots, root_type)
    namespace: dict[str, Any] = dict(source.constants)
    exec(compile("\n".join(source.lines), "<completer>", "exec"), namespace)
    function: Complete = namespace["complete"]
    return function


class _Source:
    """Writes the functions of one completer, inner ones first."""

    def __init__(self, model: Model, strict: bool) -> None:
        self._model = model
        self._strict = strict
        self._names = count()
        self.lines: list[str] = []
        self.constants: dict[str, Any] = {
            "Mismatch": Mismatch,
            "cursor": encode_cursor if strict else lenient_cursor,
            "datetime": formatted if strict else lenient_datetime,
            "texts": checked_texts,
            "number": checked_number,
            "items": checked_list,
            "many_of": many_of,
            "any_few": any_few,
            "key_text": key_text if strict else lenient_key_text,
        }
        results = STRICT_RESULTS if strict else LENIENT_RESULTS
        self.constants |= {f"as_{name}": result for name, result in results.items()}
        self._groups = GroupCompletion(strict, self._function, self._constant, self._object)
        self._bodies: dict[str, str] = {}
        # Labels share the layouts of fields selected on their interface: each is written once.
        self._objects: dict[int, str] = {}
        self._pages: dict[int, str] = {}
        self._searches = SearchSource(
            model, strict, self._function, self._constant, self._object, self._cut, self._part
        )

    def root(self, roots: Sequence[RootLayout], root_type: str) -> None:
        """`complete(row, P, version)`."""
        parts = [f"{layout.plan.key!r}: {self._root_value(layout, root_type)}" for layout in roots]
        self.lines += ["def complete(row, P, version):", f"    return {{{', '.join(parts)}}}"]

    def _root_value(self, layout: RootLayout, root_type: str) -> str:
        plan = layout.plan
        slot = f"row[{layout.slot}]"
        match plan, layout.inside:
            case ByKey(), ObjectLayout() as inside:
                return f"None if {slot} is None else {self._object(inside)}({slot}, P)"
            case ByIds(), ObjectLayout() as inside:
                return f"{self._by_ids(inside, layout.parameter)}({slot}, P)"
            case Nothing(_, None), _:
                return "None"
            case Nothing(), _:
                return f"[None] * len(P[{layout.parameter!r}])"
            case Version(_, None, None), _:
                return "version or 0"
            case Version(), _:
                return f"{slot} or 0"
            case Freshness(), _:
                return f"None if {slot} is None else datetime({slot})"
            case TypeName(), _:
                return repr(root_type)
            case _, PageLayout() as page:
                return self._page_call(page, "row")
            case Search(), SearchLayout() as search:
                return self._searches.call(plan, search)
        raise AssertionError(f"no completion of {plan!r}")

    def _by_ids(self, inside: ObjectLayout, ids: str) -> str:
        inner = self._object(inside)
        return self._function(
            "rows, P",
            [
                "found = {r[0]: r for r in rows}",
                f"return [None if (r := found.get(i)) is None else {inner}(r, P) for i in P[{ids!r}]]",
            ],
        )

    def _function(self, arguments: str, body: list[str]) -> str:
        """Defines a function; equal bodies share one."""
        text = "\n".join([arguments, *body])
        known = self._bodies.get(text)
        if known is None:
            known = self._bodies[text] = f"c{next(self._names)}"
            self.lines += [f"def {known}({arguments}):", *(f"    {line}" for line in body)]
        return known

    def _constant(self, value: Any) -> str:
        for name, known in self.constants.items():
            if known is value:
                return name
        name = f"K{len(self.constants)}"
        self.constants[name] = value
        return name

    def _object(self, layout: ObjectLayout) -> str:
        """The function `(r, P)` of an object's row."""
        if id(layout) not in self._objects:
            self._objects[id(layout)] = self._object_function(layout)
        return self._objects[id(layout)]

    def _object_function(self, layout: ObjectLayout) -> str:
        """The prefix of an object's id chooses among several labels."""
        by_label = {label: self._fields(label, layout) for label in layout.fields}
        if layout.id_slot is None:
            return next(iter(by_label.values()))
        table = {self._model.types[label].prefix: name for label, name in by_label.items()}
        entries = ", ".join(f"{prefix!r}: {name}" for prefix, name in sorted(table.items()))
        dispatch = f"D{next(self._names)}"
        self.lines.append(f"{dispatch} = {{{entries}}}")
        choose = f"{dispatch}[r[{layout.id_slot}].split(':', 1)[0]]"
        if not self._strict:
            choose = f"{dispatch}.get(str(r[{layout.id_slot}]).split(':', 1)[0], lambda r, P: {{'__typename': None}})"
        return self._function("r, P", [f"return {choose}(r, P)"])

    def _fields(self, label: str, layout: ObjectLayout) -> str:
        width = len(layout.row)
        body = [f"{', '.join(f'a{place}' for place in range(width))}, = r"]
        entries = [] if self._strict else [f"'__typename': {label!r}"]
        for field in layout.fields[label]:
            checks, value = self._field(label, field)
            body += checks
            entries.append(f"{field.plan.key!r}: {value}")
        body.append(f"return {{{', '.join(entries)}}}")
        return self._function("r, P", body)

    def _field(self, label: str, layout: FieldLayout) -> tuple[list[str], str]:
        slots = [f"a{slot}" for slot in layout.slots]
        match layout.plan, layout.inside:
            case TypeName(), _:
                return [], repr(label)
            case Withheld(), _:
                return [], "None"
            case Value(_, prop), _:
                return self._value(prop, slots[0])
            case Text(_, prop, parts), _:
                return self._text(prop, parts, slots[0], slots[1])
            case PointValue(_, prop, parts), _:
                return [], self._point(prop, parts, slots[0], slots[1])
            case Recorded(_, prop, selected), _:
                return [], self._records(prop, selected, slots[0])
            case Network() as plan, _:
                return [], self._network(plan, slots, layout.parameter)
            case One(_, link, _, _), ObjectLayout() as inside:
                inner = f"{self._object(inside)}({slots[0]}, P)"
                nullable = link.card != "one" or not self._strict
                return [], f"None if {slots[0]} is None else {inner}" if nullable else inner
            case Ends(), ObjectLayout() as inside:
                return [], f"[{self._object(inside)}(x, P) for x in {slots[0]}]"
            case Many(), PageLayout() as page:
                return [], self._page_call(page, "r")
        raise AssertionError(f"no completion of {layout.plan!r}")

    def _network(self, plan: Network, slots: list[str], meta: str) -> str:
        """The call that completes measures: null for an institution that the network does not know yet."""
        places = {value.key: f"m{place}" for place, value in enumerate(plan.values)}
        always = [places[value.key] for value in plan.values if value.property.required]
        body = [f"if {' or '.join(f'{place} is None' for place in always)}: return None"] if always else []
        entries = []
        for part in plan.parts:
            match part:
                case Value(key, prop):
                    checks, value = self._value(prop, places[key])
                    body += checks
                case Told(key, parts):
                    fields = (f"{one!r}: {self._told(name, meta)}" for one, name in parts)
                    value = f"{{{', '.join(fields)}}}"
                case TypeName(key):
                    value = repr(OBJECT)
            entries.append(f"{key!r}: {value}")
        function = self._function(", ".join([*places.values(), "P"]), [*body, f"return {{{', '.join(entries)}}}"])
        return f"{function}({', '.join([*slots, 'P'])})"

    def _told(self, name: str | None, meta: str) -> str:
        return repr(TOLD) if name is None else f"P[{meta!r}][{name!r}]"

    def _value(self, prop: Property, slot: str) -> tuple[list[str], str]:
        """Checks of a stored value and the expression that names it in the answer."""
        # graphql-core names the stored code itself.
        if prop.kind is Kind.ENUM and self._strict:
            return [], self._enum(prop, slot)
        if prop.many:
            return [], f"[] if {slot} is None else {f'texts({slot})' if self._strict else slot}"
        if prop.kind is Kind.DATETIME:
            return [], f"datetime({slot})" if prop.required else f"None if {slot} is None else datetime({slot})"
        if not self._strict:
            return [], slot
        test = TESTS[prop.kind].format(a=slot)
        if not prop.required:
            test = f"{slot} is not None and ({test})"
        value = slot
        if prop.kind is Kind.FLOAT:
            value = f"float({slot})" if prop.required else f"None if {slot} is None else float({slot})"
        return [f"if {test}: raise Mismatch"], value

    def _enum(self, prop: Property, slot: str) -> str:
        assert prop.scheme is not None
        names = self._constant(enum_names(prop.scheme))
        if prop.many:
            return f"[] if {slot} is None else [{names}[x] for x in items({slot})]"
        return f"{names}[{slot}]" if prop.required else f"None if {slot} is None else {names}[{slot}]"

    def _text(self, prop: Property, parts: tuple[tuple[str, str], ...], hu: str, en: str) -> tuple[list[str], str]:
        value = text_source(parts, hu, en)
        checks = []
        if self._strict:
            absent = "" if prop.required else f"{hu} is not None and "
            checks.append(f"if {absent}{hu}.__class__ is not str: raise Mismatch")
            checks.append(f"if {en} is not None and {en}.__class__ is not str: raise Mismatch")
        return checks, value if prop.required and self._strict else f"None if {hu} is None else {value}"

    def _point(self, prop: Property, parts: tuple[tuple[str, str], ...], x: str, y: str) -> str:
        number = "number({})" if self._strict else "{}"
        expressions = {
            "longitude": number.format(x),
            "latitude": number.format(y),
            "typename": repr("GeoPoint"),
        }
        value = f"{{{', '.join(f'{key!r}: {expressions[part]}' for key, part in parts)}}}"
        return value if prop.required and self._strict else f"None if {x} is None else {value}"

    def _records(self, prop: Property, selected: Selected, slot: str) -> str:
        """Records are few and long: one call of plain Python for all of them."""
        read = self._constant(partial(checked_records if self._strict else lenient_records, prop.kind, selected))
        return f"{read}({slot})"

    def _page_call(self, page: PageLayout, row: str) -> str:
        def slot(place: int | None) -> str:
            if place is None:
                return "None"
            # The fields of an object stand in variables of their own.
            return f"a{place}" if row == "r" else f"{row}[{place}]"

        if id(page) not in self._pages:
            self._pages[id(page)] = self._page(page)
        told = "".join(f"{slot(place)}, " for layout in page.told.values() for place in layout.slots)
        return f"{self._pages[id(page)]}({slot(page.rows_slot)}, {slot(page.count_slot)}, {told}P)"

    def _page(self, page: PageLayout) -> str:
        body = self._cut(page)
        if page.plan.counts and self._strict:
            body.append("if total.__class__ is not int: raise Mismatch")
        entries = [f"{part.key!r}: {self._part(page, part)}" for part in page.plan.parts]
        body.append(f"return {{{', '.join(entries)}}}")
        told = "".join(f"t{place}, " for place in range(len(_told_keys(page))))
        return self._function(f"rows, total, {told}P", body)

    def _cut(self, page: PageLayout) -> list[str]:
        """Takes away the row too many, and turns what was read backwards."""
        if not page.plan.lists:
            return []
        return cut_source(page.size, page.plan.arguments)

    def _part(self, page: PageLayout, part: object) -> str:
        match part:
            case TotalCount():
                return "total"
            case PersonCount():
                return "many_of(total)"
            case Suppressed():
                return "any_few(total)"
            case Unsuppressed():
                return "False"
            case TypeName():
                return repr(page.plan.type_name)
            case PageInfo(_, parts):
                cursor = partial(self._cursor, page)
                infos = (f"{key!r}: {info_source(name, page.plan.arguments, cursor)}" for key, name in parts)
                return f"{{{', '.join(infos)}}}"
            case Aggregated() | Grouped():
                names = (f"t{place}" for place, key in enumerate(_told_keys(page)) if key == part.key)
                return self._groups.told(page.told[part.key].inside, ", ".join(names))
            case Nodes(key, _):
                return f"[{self._object(page.nodes[key])}(e[{page.node}], P) for e in rows]"
            case Edges():
                return f"[{self._edge(page, part)}(e, P) for e in rows]"
        raise AssertionError(f"no completion of {part!r}")

    def _cursor(self, page: PageLayout, row: str) -> str:
        return cursor_source(page.signature, page.keys, [key.field.kind for key in page.plan.order], row)

    def _edge(self, page: PageLayout, edges: Edges) -> str:
        body: list[str] = []
        entries = [] if self._strict else [f"'__typename': {edges.type_name!r}"]
        for part in edges.parts:
            match part:
                case EdgeCursor(key):
                    entries.append(f"{key!r}: {self._cursor(page, 'e')}")
                case EdgeNode(key, _):
                    inner = self._object(page.edge_nodes[f"{edges.key}.{key}"])
                    entries.append(f"{key!r}: {inner}(e[{page.node}], P)")
                case Many(key, _, _):
                    entries.append(f"{key!r}: {self._page_call(page.evidence[f'{edges.key}.{key}'], 'e')}")
                case TypeName(key):
                    entries.append(f"{key!r}: {edges.type_name!r}")
                case Withheld(key):
                    entries.append(f"{key!r}: None")
                case Value(key, prop):
                    checks, value = self._value(prop, f"e[{page.edge[prop.name]}]")
                    body += checks
                    entries.append(f"{key!r}: {value}")
        return self._function("e, P", [*body, f"return {{{', '.join(entries)}}}"])


def _told_keys(page: PageLayout) -> list[str]:
    """The response keys of what is told of many rows, one a slot."""
    return [key for key, layout in page.told.items() for _ in layout.slots]

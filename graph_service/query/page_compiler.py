"""Pages as Cypher: match, filter, order, cut, and only then what hangs below each row.

One row more than asked is read where the answer tells whether there are more.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graph_service.cypher import where_cypher
from graph_service.model.structure import Kind
from graph_service.query.filters import Condition, Every, Related, must_hold
from graph_service.query.keyset import Key, after, order_by, turned
from graph_service.query.layout import Body, ObjectLayout, PageLayout, Row
from graph_service.query.matching import Matched, Matching, Place
from graph_service.query.ordering import ListField, RelativeCount, SortKey
from graph_service.query.plan import (
    EdgeNode,
    Edges,
    Many,
    Nodes,
    PagePlan,
    Value,
)
from graph_service.query.predicates import Subject
from graph_service.query.signature import Signature

if TYPE_CHECKING:
    from graph_service.query.compiler import Compiler


class PageCompiler:
    """Writes the pages of one statement."""

    def __init__(self, compiler: Compiler) -> None:
        self._compiler = compiler
        self._names = compiler.names
        self._matching = Matching(compiler)

    def root(self, page: PagePlan, body: Body, answer: Row) -> PageLayout:
        """A root connection: a block for its rows, one for its count."""
        return self._page(page, Place(answer, body))

    def nested(self, plan: Many, row: Row, body: Body, subject: Subject) -> PageLayout:
        """A connection below `subject`."""
        return self._page(plan.page, Place(row, body, subject, plan.guard))

    def _page(self, page: PagePlan, place: Place) -> PageLayout:
        layout = self._rows(page, place) if page.lists else no_rows(page)
        told = {part.key: self._compiler.groups.told(page, part, place) for part in page.told}
        if page.counts and layout.count_slot is None:
            # An aggregate, or a page of groups that reads all of them, counts the rows anyway.
            known = [one.rows for one in told.values() if one.rows is not None]
            layout = replace(layout, count_slot=place.row.slot(known[0]) if known else self._count(page, place))
        return replace(layout, told=told) if told else layout

    def _count(self, page: PagePlan, place: Place) -> int:
        """The slot of the number of all rows."""
        # Neither an order nor an edge is counted: the relationship is named only where a condition asks of it.
        matched = self.match(replace(page, keyed=False, order=(), parts=()), place)
        unique = "DISTINCT " if matched.distinct else ""
        if place.parent is not None:
            count = f"COUNT {{ {matched.text()} RETURN {unique}{matched.counted} }}"
            if not (matched.distinct or matched.closes) and len(matched.clauses) == 1:
                count = f"COUNT {{ {matched.text()} }}"
            # The row is collected, and Neo4j takes no aggregation within another: one of a computed tie needs a block.
            if _AGGREGATION not in count:
                return place.row.slot(count)
        name = self._names.new("f")
        text = f"CALL ({place.imports}) {{ {matched.text()} RETURN count({unique}{matched.counted}) AS {name} }}"
        place.body.blocks.append(text)
        return place.row.slot(name)

    def match(self, page: PagePlan, place: Place) -> Matched:
        """The clauses that find the rows of a connection."""
        return self._matching.match(page, place)

    def _rows(self, page: PagePlan, place: Place) -> PageLayout:
        left, counted = self._asked_by_order(page)
        matched = self.match(left, place)
        keys, computed = self.keys(page, matched)
        if computed or not _is_indexed(keys, matched):
            matched = replace(matched, kept=None)
        one_pass = self._is_one_pass(page, matched, asks_more=bool(counted))
        tests = [f"{keys[key].text} > 0" for key in counted]
        if matched.kept or not one_pass:
            tests.append(self._bounds(page, keys, matched))
        bounds = " AND ".join(filter(None, tests))
        size = self._compiler.parameters.size(page.arguments.size, "last" if page.arguments.backward else "first")
        most = f"{size} + 1" if page.peeks else size
        inner = Body()
        layout = self.row_layout(page, matched, keys, inner, size, place.parent)
        again = f" WITH * {order_by(keys)}" if inner.blocks else ""
        name = self._names.new("f")
        found = self._found(matched, computed, bounds, keys)
        if not one_pass:
            place.body.blocks.append(
                f"CALL ({place.imports}) {{ {found} LIMIT {most}"
                f"{inner.text}{again} RETURN collect({layout.row.text}) AS {name} }}"
            )
            return layout.page(place.row.slot(name))
        cut, total = self._cut(matched, computed, most), self._names.new("f")
        place.body.blocks.append(
            f"CALL ({place.imports}) {{ {found} {cut}{inner.text}{again} "
            f"RETURN collect({layout.row.text}) AS {name}, coalesce(max(total), 0) AS {total} }}"
        )
        return replace(layout.page(place.row.slot(name)), count_slot=place.row.slot(total))

    def _asked_by_order(self, page: PagePlan) -> tuple[PagePlan, tuple[int, ...]]:
        """The page without its conditions that there is a relative of whose number it is ordered by, and the places of
        these sort keys.

        Only of computed relatives, which are dear to find twice; no statement starts behind them.
        """
        kept, counted = [], []
        for condition in must_hold(page.where):
            asked = next((n for n, key in enumerate(page.order) if self._counts(key.field, condition)), None)
            if asked is None:
                kept.append(condition)
            else:
                counted.append(asked)
        return (replace(page, where=Every(tuple(kept))), tuple(counted)) if counted else (page, ())

    def _counts(self, field: ListField | RelativeCount, condition: Condition) -> bool:
        """Whether a field is the number of those computed relatives of which a condition says that there are some."""
        if not isinstance(field, RelativeCount) or not isinstance(condition, Related):
            return False
        same = (condition.quantifier, condition.link, condition.part) == ("some", field.link, field.part)
        return same and self._compiler.patterns.is_live(field.link)

    def _is_one_pass(self, page: PagePlan, matched: Matched, *, asks_more: bool) -> bool:
        """Whether the number of all rows comes of the pass that gives the page: where counting reads all rows anyway.

        It does not where the page goes on from a cursor. All of a label, and a plain step whose far ends need no look
        at their labels, are counted without being read, unless the order `asks_more` of them.
        """
        if not page.counts or page.arguments.cursor is not None:
            return False
        reads = asks_more or len(matched.clauses) > 1 or matched.distinct or matched.labelled or any(matched.where)
        return reads and not (matched.distinct and matched.relationship)

    def _cut(self, matched: Matched, computed: Iterable[str], most: str) -> str:
        """From all rows, in their order, to their number and the first of them."""
        names = [name for name in (*matched.bound.split(", "), *computed) if name not in matched.carried]
        carried = "".join(f"{name}, " for name in matched.carried)
        cut = f"AS every WITH {carried}size(every) AS total, every[..{most}] AS page UNWIND page AS"
        if len(names) == 1:
            return f"WITH {carried}collect({names[0]}) {cut} {names[0]}"
        again = ", ".join(f"kept[{place}] AS {name}" for place, name in enumerate(names))
        return f"WITH {carried}collect([{', '.join(names)}]) {cut} kept WITH {carried}total, {again}"

    def _found(self, matched: Matched, computed: dict[str, str], bounds: str, keys: list[Key]) -> str:
        """MATCH to ORDER BY: bounds on plain keys go beside the filters, those on computed keys after the WITH."""
        unique = "DISTINCT " if matched.distinct else ""
        if matched.kept is not None:
            return f"{matched.text((bounds,))} WITH {matched.bound}, {self._kept_first(matched.kept, keys)}"
        if not computed:
            return f"{matched.text((bounds,))} WITH {unique}{matched.bound} {order_by(keys)}"
        named = ", ".join([matched.bound, *(f"{text} AS {alias}" for alias, text in computed.items())])
        first = f"{matched.text()} WITH DISTINCT {matched.bound} WITH" if matched.distinct else f"{matched.text()} WITH"
        return f"{first} {named}{f' WHERE {bounds} WITH *' if bounds else ''} {order_by(keys)}"

    def _kept_first(self, kept: str, keys: list[Key]) -> str:
        """An order that begins with what all rows have the same of: only so the database takes it from the index.

        Both are named first, for the embedded engine reads what it orders by at each comparison.
        """
        alias, first = self._names.new("k"), self._names.new("k")
        named = [replace(key, text=first) if key.text == keys[0].text else key for key in keys]
        order = order_by([replace(keys[0], text=alias), *named])
        return f"{kept} AS {alias}, {keys[0].text} AS {first} {order}"

    def keys(self, page: PagePlan, matched: Matched) -> tuple[list[Key], dict[str, str]]:
        """The sort keys, ids last, and the aliases of those that must be computed first."""
        computed: dict[str, str] = {}
        keys = [self._key(key, page, matched, computed) for key in page.order]
        for variable in matched.subject.ends or (matched.subject.variable,):
            keys.append(self._last_key(f"{variable}.id", page))
        if page.keyed:
            keys.append(self._last_key(f"{matched.relationship}.key", page))
        return keys, computed

    def _last_key(self, text: str, page: PagePlan) -> Key:
        """A key that makes the order total."""
        return Key(text, turned("ASC", backward=page.arguments.backward), Kind.STRING, nullable=False)

    def _key(self, key: SortKey, page: PagePlan, matched: Matched, computed: dict[str, str]) -> Key:
        field = key.field
        backward = page.arguments.backward
        text = self._key_text(field, matched)
        if text is None:
            alias = self._names.new("k")
            computed[alias] = self._computed(field, matched.subject)
            text = alias
        direction = turned(key.direction, backward=backward)
        return Key(text, direction, field.kind, field.nullable, key.nulls_last != backward)

    def _key_text(self, field: ListField | RelativeCount, matched: Matched) -> str | None:
        """A stored property as it stands; None for what must be computed first, and named."""
        if isinstance(field, RelativeCount) or field.link is not None or field.part is not None or field.prop.measured:
            return None
        if not field.on_edge:
            return self._compiler.access.listed(matched.subject.variable, field)
        assert matched.relationship is not None
        return self._compiler.access.listed(matched.relationship, field)

    def _computed(self, field: ListField | RelativeCount, subject: Subject) -> str:
        if isinstance(field, RelativeCount):
            return self._compiler.predicates.number(field.link, field.part, subject)
        if field.link is None:
            holder = subject.relationship if field.on_edge else subject.variable
            assert holder is not None
            return self._compiler.access.listed(holder, field)
        end = self._names.new("n")
        hop = self._compiler.patterns.along(subject.variable, subject.labels, field.link, end, self._names, named=False)
        return f"head([{hop.pattern}{where_cypher(hop.conditions)} | {self._compiler.access.listed(end, field)}])"

    def _bounds(self, page: PagePlan, keys: list[Key], matched: Matched) -> str:
        """The keyset bound of a cursor, and on pages of a whole label what lets an index give the order."""
        arguments = page.arguments
        present = _present(keys, matched)
        if arguments.cursor is None:
            return " AND ".join(f"{text} IS NOT NULL" for text in present)
        ids = (len(matched.subject.ends) or 1) + page.keyed
        name = "before" if arguments.backward else "after"
        binds = self._compiler.parameters.cursor(arguments.cursor, page.signature, page.order, ids, name)
        values: list[str | None] = []
        for place, bind in enumerate(binds):
            null = place < len(arguments.nulls) and arguments.nulls[place]
            values.append(None if null else self._compiler.parameters.add(bind))
        # The cursor bounds the first key already; of the composite index only the id is left to say.
        return " AND ".join([after(keys, values), *(f"{text} IS NOT NULL" for text in present[1:])])

    def row_layout(
        self, page: PagePlan, matched: Matched, keys: list[Key], inner: Body, size: str, parent: Subject | None
    ) -> _Layout:
        """Hands out the places of a row: the node's own row, relationship properties and evidence, sort values."""
        node, row = Row(), Row()
        nodes: dict[str, ObjectLayout] = {}
        edge_nodes: dict[str, ObjectLayout] = {}
        edge: dict[str, str] = {}
        evidence: dict[str, PageLayout] = {}
        for part in page.parts:
            if isinstance(part, Nodes):
                nodes[part.key] = self._compiler.object(part.target, node, inner, matched.subject)
            elif isinstance(part, Edges):
                for item in part.parts:
                    if isinstance(item, EdgeNode):
                        target = self._compiler.object(item.target, node, inner, matched.subject)
                        edge_nodes[f"{part.key}.{item.key}"] = target
                    elif isinstance(item, Value):
                        assert matched.relationship is not None
                        edge[item.property.name] = self._compiler.access.value(matched.relationship, item.property)
                    elif isinstance(item, Many):
                        assert parent is not None
                        pair = Subject("", (), ends=(parent.variable, matched.subject.variable))
                        evidence[f"{part.key}.{item.key}"] = self.nested(item, row, inner, pair)
        node_place = row.slot(node.text) if node.slots else None
        edge_places = {name: row.slot(text) for name, text in edge.items()}
        key_places = tuple(row.slot(key.returned) for key in keys) if page.cursors else ()
        if not row.slots:
            row.slot("1")
        signature = self.signature(page.signature) if page.cursors else ""
        return _Layout(page, size, row, node_place, edge_places, key_places, nodes, edge_nodes, evidence, signature)

    def signature(self, signature: Signature) -> str:
        """The signature of the cursors that the answer gives, for the completer."""
        if signature.is_fixed:
            return repr(signature.of({}))
        return f"P[{self._compiler.parameters.signature(signature)[1:]!r}]"


# How a count of evidence reads in a text.
_AGGREGATION = "count("


@dataclass(frozen=True)
class _Layout:
    plan: PagePlan
    size: str
    row: Row
    node: int | None
    edge: dict[str, int]
    keys: tuple[int, ...]
    nodes: dict[str, ObjectLayout]
    edge_nodes: dict[str, ObjectLayout]
    evidence: dict[str, PageLayout]
    signature: str

    def page(self, slot: int) -> PageLayout:
        return PageLayout(
            self.plan,
            self.size[1:],
            slot,
            None,
            len(self.row),
            self.node,
            self.edge,
            self.keys,
            self.nodes,
            self.edge_nodes,
            self.evidence,
            self.signature,
        )


def _present(keys: list[Key], matched: Matched) -> tuple[str, ...]:
    """The keys of the composite index that gives the order: (key, id) of a whole label, (kept, key) of those that are
    found by what they keep.

    The database uses it only where the text says that they are there: it does not know that every node has them.
    """
    first, id_ = keys[0].text, f"{matched.subject.variable}.id"
    if (matched.anchored and matched.kept is None) or not _is_indexed(keys, matched):
        return ()
    return (first,) if first == id_ or matched.kept else (first, id_)


def _is_indexed(keys: list[Key], matched: Matched) -> bool:
    """Whether the first key is a property that no row lacks: an index can give such an order."""
    return keys[0].text.startswith(f"{matched.subject.variable}.") and not keys[0].nullable


def no_rows(page: PagePlan) -> PageLayout:
    """The layout of a page of which only the count is asked, if anything."""
    return PageLayout(page, "", None, None, 0, None, {}, (), {}, {}, {}, "")

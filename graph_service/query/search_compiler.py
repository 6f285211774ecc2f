"""A search as Cypher: the hits with their ranks once, cut to the best; then, from these, the page and each facet.

Everything is read from the hits outward, so a statement costs what the text finds, however large the graph is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graph_service.cypher import where_cypher
from graph_service.model.ddl import FULLTEXT_INDEX
from graph_service.model.naming import SEARCHED
from graph_service.model.searching import COUNTY, county_link, search_type
from graph_service.model.structure import Kind, Link
from graph_service.query.inputs import Constant, Variables, getter
from graph_service.query.keyset import Key, after, order_by, turned
from graph_service.query.layout import Body, ObjectLayout, PageLayout, Row, SearchLayout
from graph_service.query.matching import Matched
from graph_service.query.page_compiler import no_rows
from graph_service.query.plan import CountyCounts, EdgeNode, Facets, PagePlan, Search, Searched, Truncated, TypeCounts
from graph_service.query.predicates import Subject
from graph_service.query.search import (
    ENOUGH,
    MOST_COUNTIES,
    MOST_HITS,
    NOTHING,
    ORDER,
    checked_types,
    checked_words,
    rank_cypher,
    tolerant_query,
    typed_query,
)

if TYPE_CHECKING:
    from graph_service.query.compiler import Compiler


@dataclass(frozen=True)
class _Asked:
    """One search while it is written: its plan, how to read its words, and the parameters that narrow it."""

    found: Searched
    words_of: Callable[[Variables], list[str]]
    types: str | None
    county: str | None


class SearchCompiler:
    """Writes the searches of one statement."""

    def __init__(self, compiler: Compiler) -> None:
        self._compiler = compiler
        self._names = compiler.names
        self._parameters = compiler.parameters

    def root(self, search: Search, body: Body, answer: Row) -> SearchLayout:
        """The blocks of a search and where its parts stand; nothing where the text has no word."""
        if not search.found.words:
            return SearchLayout()
        asked = self._asked(search.found)
        hits = self._hits(asked, body)
        best = f"UNWIND {hits}[0..{MOST_HITS}] AS"
        page = self._page(search.page, asked, f"CALL ({hits}) {{ {best}", body, answer)
        if search.page.counts or _selects(search.page, Truncated):
            page = replace(page, count_slot=answer.slot(f"size({hits})"))
        return self._facets(search, SearchLayout(page), f"CALL ({hits}) {{ {best}", body, answer)

    def _asked(self, found: Searched) -> _Asked:
        text, types = getter(found.text), getter(found.types or Constant([]))
        prefixes = {search_type(label): label.prefix for label in self._compiler.model.labels}

        def words_of(variables: Variables) -> list[str]:
            return checked_words(text(variables))

        def prefixes_of(variables: Variables) -> list[str]:
            return [prefixes[name] for name in checked_types(types(variables))]

        return _Asked(
            found,
            words_of,
            self._parameters.add(prefixes_of) if found.types else None,
            self._parameters.key(found.county, number=False) if found.county else None,
        )

    def _hits(self, asked: _Asked, body: Body) -> str:
        """The name of the list of the best hits, each with its rank and length, and one more where there are more.

        How much is found as typed decides whether slips are looked for.
        """
        typed = self._parameters.add(lambda variables: typed_query(asked.words_of(variables)))
        tolerant = self._parameters.add(lambda variables: tolerant_query(asked.words_of(variables)))
        words = self._parameters.add(asked.words_of)
        text = self._parameters.add(lambda variables: " ".join(asked.words_of(variables)))
        first, second, hits = (self._names.new("x") for _ in range(3))
        few = f"CASE WHEN size({first}) < {ENOUGH} THEN"
        query = f"{few} {tolerant} ELSE '{NOTHING}' END"
        body.blocks += [
            f"CALL () {{ {self._ranked(typed, asked, words, text)} AS {first} }}",
            f"CALL ({first}) {{ {self._ranked(query, asked, words, text)} AS {second} }}",
            f"CALL ({first}, {second}) {{ RETURN {few} {second} ELSE {first} END AS {hits} }}",
        ]
        return hits

    def _ranked(self, query: str, asked: _Asked, words: str, text: str) -> str:
        """The clauses that find what `query` finds, by the index, then by type and county; and collect the best."""
        node, searched, rank, length = (self._names.new(letter) for letter in "nkkk")
        order = order_by(self._keys(node, rank, length, backward=False))
        return (
            f"CALL db.index.fulltext.queryNodes('{FULLTEXT_INDEX}', {query}) YIELD node AS {node} "
            f"{self._narrowed(node, asked)}WITH {node}, {node}.{SEARCHED} AS {searched} "
            f"WITH {node}, {rank_cypher(searched, words, text)} AS {rank}, size({searched}) AS {length} "
            f"{order} LIMIT {MOST_HITS + 1} RETURN collect([{node}, {rank}, {length}])"
        )

    def _narrowed(self, node: str, asked: _Asked) -> str:
        """The clauses that keep hits of the types and of the county asked for."""
        if asked.types is None and asked.county is None:
            return ""
        prefix = self._names.new("k")
        types = f" WHERE {prefix} IN {asked.types}" if asked.types else ""
        text = f"WITH {node}, {_prefix_of(node)} AS {prefix}{types} "
        if asked.county is None:
            return text
        county = self._names.new("n")
        label = self._compiler.model.types[COUNTY]
        known = (label.properties["id"], *label.keys)
        keys = [f"{self._compiler.access.text(county, p.stored)} = {asked.county}" for p in known]
        way = self._county_of(node, prefix, asked.found)
        return f"{text}WITH {node}, {way} AS {county} WHERE {' OR '.join(keys)} "

    def _county_of(self, node: str, prefix: str, found: Searched) -> str:
        """The county that a hit lies in, or null; `prefix`, that of its id, tells which way leads there."""
        types = self._compiler.model.types
        branches = [f"WHEN {prefix} = '{types[COUNTY].prefix}' THEN {node}"]
        for labels, link in self._ways(found):
            end = self._names.new("n")
            hop = self._compiler.patterns.along(node, labels, link, end, self._names, named=False)
            way = f"head([{hop.pattern}{where_cypher(hop.conditions)} | {end}])"
            prefixes = ", ".join(f"'{types[label].prefix}'" for label in labels)
            branches.append(f"WHEN {prefix} IN [{prefixes}] THEN {way}")
        return f"CASE {' '.join(branches)} END"

    def _ways(self, found: Searched) -> Iterator[tuple[tuple[str, ...], Link]]:
        ways: dict[object, tuple[list[str], Link]] = {}
        for name in found.labels:
            link = county_link(self._compiler.model.types[name])
            if link is not None:
                ways.setdefault(link.steps, ([], link))[0].append(name)
        return ((tuple(labels), link) for labels, link in ways.values())

    def _keys(self, node: str, rank: str, length: str, *, backward: bool) -> list[Key]:
        """The sort keys, id last."""
        down = turned("ASC", backward=backward)
        texts = (rank, length, f"{node}.nameSort", f"{node}.id")
        kinds = (*(key.field.kind for key in ORDER), Kind.STRING)
        return [Key(text, down, kind, nullable=False) for text, kind in zip(texts, kinds, strict=True)]

    def _page(self, page: PagePlan, asked: _Asked, start: str, body: Body, answer: Row) -> PageLayout:
        if not page.lists:
            return no_rows(page)
        hit, node, rank, length = (self._names.new(letter) for letter in "xnkk")
        keys = self._keys(node, rank, length, backward=page.arguments.backward)
        bounds = self._bounds(page, keys)
        size = self._parameters.size(page.arguments.size, "last" if page.arguments.backward else "first")
        inner = Body()
        matched = Matched((), (), Subject(node, asked.found.labels))
        layout = self._compiler.pages.row_layout(page, matched, keys, inner, size, None)
        again = f" WITH * {order_by(keys)}" if inner.blocks else ""
        name = self._names.new("f")
        body.blocks.append(
            f"{start} {hit} WITH {hit}[0] AS {node}, {hit}[1] AS {rank}, {hit}[2] AS {length}{bounds} {order_by(keys)} "
            f"LIMIT {f'{size} + 1' if page.peeks else size}{inner.text}{again} "
            f"RETURN collect({layout.row.text}) AS {name} }}"
        )
        return layout.page(answer.slot(name))

    def _bounds(self, page: PagePlan, keys: list[Key]) -> str:
        cursor = page.arguments.cursor
        if cursor is None:
            return ""
        argument = "before" if page.arguments.backward else "after"
        binds = self._parameters.cursor(cursor, page.signature, page.order, 1, argument)
        return f" WHERE {after(keys, [self._parameters.add(bind) for bind in binds])} WITH *"

    def _facets(self, search: Search, layout: SearchLayout, start: str, body: Body, answer: Row) -> SearchLayout:
        facets = [facet for part in search.page.parts if isinstance(part, Facets) for facet in part.parts]
        if any(isinstance(facet, TypeCounts) for facet in facets):
            layout = replace(layout, types_slot=answer.slot(self._types(start, body)))
        counties = [facet for facet in facets if isinstance(facet, CountyCounts)]
        if counties:
            name, inside = self._counties(counties, search.found, start, body)
            layout = replace(layout, counties_slot=answer.slot(name), counties=inside)
        return layout

    def _types(self, start: str, body: Body) -> str:
        hit, prefix, number, name = (self._names.new(letter) for letter in "xkkf")
        body.blocks.append(
            f"{start} {hit} WITH {_prefix_of(f'{hit}[0]')} AS {prefix}, count(*) AS {number} "
            f"ORDER BY {number} DESC, {prefix} RETURN collect([{prefix}, {number}]) AS {name} }}"
        )
        return name

    def _counties(
        self, facets: list[CountyCounts], found: Searched, start: str, body: Body
    ) -> tuple[str, dict[int, ObjectLayout]]:
        """The block that counts hits by county, those with most first; and the layout of each selected county."""
        hit, node, county, prefix, number = (self._names.new(letter) for letter in "xnnkk")
        inner, row = Body(), Row()
        subject = Subject(county, (COUNTY,))
        targets = [part.target for facet in facets for part in facet.parts if isinstance(part, EdgeNode)]
        inside = {id(target): self._compiler.object(target, row, inner, subject) for target in targets}
        order = f"ORDER BY {number} DESC, {county}.id"
        again = f" WITH * {order}" if inner.blocks else ""
        name = self._names.new("f")
        body.blocks.append(
            f"{start} {hit} WITH {hit}[0] AS {node} WITH {node}, {_prefix_of(node)} AS {prefix} "
            f"WITH {self._county_of(node, prefix, found)} AS {county} "
            f"WHERE {county} IS NOT NULL WITH {county}, count(*) AS {number} {order} LIMIT {MOST_COUNTIES}"
            f"{inner.text}{again} RETURN collect([{number}, {row.text}]) AS {name} }}"
        )
        return name, inside


def _prefix_of(node: str) -> str:
    """The prefix of an id names the label of its node."""
    return f"split({node}.id, ':')[0]"


def _selects(page: PagePlan, kind: type) -> bool:
    return any(isinstance(part, kind) for part in page.parts)

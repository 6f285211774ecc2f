"""The part of the completer that only searches need: facets, and whether there was more than is listed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from graph_service.model.searching import called, search_type, searched_labels
from graph_service.model.structure import Model
from graph_service.query.layout import ObjectLayout, PageLayout, SearchLayout
from graph_service.query.plan import (
    CountyCounts,
    EdgeNode,
    Edges,
    Facets,
    Nodes,
    PageInfo,
    PagePlan,
    Search,
    TotalCount,
    Truncated,
    TypeCode,
    TypeCounts,
    TypeName,
    TypeWords,
)
from graph_service.query.search import MOST_HITS

FACETS, TYPE_COUNT, COUNTY_COUNT = "SearchFacets", "SearchTypeCount", "SearchCountyCount"
_PAGE_INFO = {"hasNextPage": "False", "hasPreviousPage": "False", "startCursor": "None", "endCursor": "None"}
_WORDS = {"hu": "w[1]", "textHu": "w[1]", "en": "w[2]", "textEn": "w[2]", "typename": repr("LocalizedText")}


@dataclass(frozen=True)
class SearchSource:
    """Writes the expression of a search, with the completer's own functions for what any page has."""

    model: Model
    strict: bool
    function: Callable[[str, list[str]], str]
    constant: Callable[[Any], str]
    object_of: Callable[[ObjectLayout], str]
    cut: Callable[[PageLayout], list[str]]
    part: Callable[[PageLayout, object], str]

    def call(self, search: Search, layout: SearchLayout) -> str:
        """The expression of the root's value."""
        page = layout.page
        if page is None:
            return _nothing(search.page)
        body = self.cut(page)
        if page.count_slot is not None:
            body += [f"truncated = total > {MOST_HITS}", f"total = min(total, {MOST_HITS})"]
        parts = [
            self._facets(part, layout) if isinstance(part, Facets) else self._own(page, part) for part in _of(page)
        ]
        body.append(f"return {_dict(zip((part.key for part in _of(page)), parts, strict=True))}")
        slots = (page.rows_slot, page.count_slot, layout.types_slot, layout.counties_slot)
        given = ", ".join("None" if slot is None else f"row[{slot}]" for slot in slots)
        return f"{self.function('rows, total, types, counties, P', body)}({given}, P)"

    def _own(self, page: PageLayout, part: Any) -> str:
        return "truncated" if isinstance(part, Truncated) else self.part(page, part)

    def _facets(self, facets: Facets, layout: SearchLayout) -> str:
        entries = []
        for facet in facets.parts:
            match facet:
                case TypeCounts():
                    entries.append((facet.key, f"[{self._type(facet)}(t) for t in types]"))
                case CountyCounts():
                    entries.append((facet.key, f"[{self._county(facet, layout)}(c, P) for c in counties]"))
                case TypeName(key):
                    entries.append((key, repr(FACETS)))
        return _dict(entries)

    def _type(self, facet: TypeCounts) -> str:
        entries = []
        for part in facet.parts:
            match part:
                case TypeCode(key):
                    entries.append((key, "w[0]"))
                case TypeWords(key, parts):
                    entries.append((key, _dict((inner, _WORDS[name]) for inner, name in parts)))
                case TotalCount(key):
                    entries.append((key, "t[1]"))
                case TypeName(key):
                    entries.append((key, repr(TYPE_COUNT)))
        known = self.constant(self._words())
        # What is of no label is told by graphql-core.
        word = f"{known}[t[0]]" if self.strict else f"{known}.get(t[0], (None, None, None))"
        return self.function("t", [f"w = {word}", f"return {_dict(entries)}"])

    def _words(self) -> dict[str, tuple[str, str, str]]:
        """Id prefix to the value of the enum, and what people call it."""
        return {label.prefix: (search_type(label), *called(label)) for label in searched_labels(self.model)}

    def _county(self, facet: CountyCounts, layout: SearchLayout) -> str:
        entries = []
        for part in facet.parts:
            match part:
                case EdgeNode(key, target):
                    entries.append((key, f"{self.object_of(layout.counties[id(target)])}(c[1], P)"))
                case TotalCount(key):
                    entries.append((key, "c[0]"))
                case TypeName(key):
                    entries.append((key, repr(COUNTY_COUNT)))
        return self.function("c, P", [f"return {_dict(entries)}"])


def _of(page: PageLayout) -> Sequence[Any]:
    return page.plan.parts


def _dict(entries: Iterable[tuple[str, str]]) -> str:
    return f"{{{', '.join(f'{key!r}: {value}' for key, value in entries)}}}"


def _nothing(page: PagePlan) -> str:
    """What a text without a word finds, made without asking the database."""
    entries = []
    for part in page.parts:
        match part:
            case Nodes() | Edges():
                value = "[]"
            case TotalCount():
                value = "0"
            case Truncated():
                value = "False"
            case PageInfo(_, parts):
                value = _dict((key, _PAGE_INFO.get(name, repr("PageInfo"))) for key, name in parts)
            case Facets(_, facets):
                value = _dict((f.key, repr(FACETS) if isinstance(f, TypeName) else "[]") for f in facets)
            case TypeName():
                value = repr(page.type_name)
        entries.append((part.key, value))
    return _dict(entries)

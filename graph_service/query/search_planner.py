"""The root `search` to a plan: what is looked for, which page of it, and which facets."""

from __future__ import annotations

from collections.abc import Callable

from graph_service.model.searching import COUNTY, searched_labels
from graph_service.model.structure import Model
from graph_service.query.inputs import Input, Source
from graph_service.query.operands import check_operand
from graph_service.query.pages import page_arguments, signature_of
from graph_service.query.plan import (
    CountyCounts,
    EdgeNode,
    Facets,
    ObjectPlan,
    PagePart,
    PagePlan,
    Search,
    Searched,
    TotalCount,
    Truncated,
    TypeCode,
    TypeCounts,
    TypeName,
    TypeWords,
)
from graph_service.query.search import ORDER, checked_types, checked_words
from graph_service.query.selection import SelectedField, Selection
from graph_service.query.texts import text_parts

ROOT = "search"

ObjectOf = Callable[[Selection, tuple[str, ...]], ObjectPlan]
PartOf = Callable[[SelectedField, Searched], PagePart]


class SearchPlanner:
    """Plans searches; what any page has is planned as everywhere, by the functions that it is given."""

    def __init__(self, model: Model, object_of: ObjectOf, part_of: PartOf) -> None:
        self._labels = tuple(label.name for label in searched_labels(model))
        self._object_of = object_of
        self._part_of = part_of

    def root(self, selected: SelectedField, as_of: Source | None) -> Search:
        """The plan. Raises RequestError for a text that is too long, wrong pages, and cursors of other searches."""
        given = {name: value for name, value in selected.arguments.items() if not value.is_null}
        found = self._found(selected.arguments["text"], given.get("types"), given.get("county"))
        signature = signature_of(ROOT, ORDER, given)
        selection = selected.selection
        assert selection is not None
        page = PagePlan(
            type_name=selection.type_name,
            origin=found,
            where=None,
            order=ORDER,
            arguments=page_arguments(given, ORDER, 1, signature),
            parts=tuple(self._part(part, found) for part in selection.only),
            signature=signature,
        )
        return Search(selected.key, page, found, as_of)

    def _found(self, text: Input, types: Input | None, county: Input | None) -> Searched:
        words = checked_words(text.value)
        if types is not None:
            checked_types([item.value for item in types.items()])
        if county is not None:
            check_operand(county.value, county.name)
        return Searched(
            self._labels,
            text.source,
            None if types is None else types.source,
            None if county is None else county.source,
            bool(words),
        )

    def _part(self, selected: SelectedField, found: Searched) -> PagePart:
        match selected.name:
            case "truncated":
                return Truncated(selected.key)
            case "facets":
                return Facets(selected.key, tuple(self._facet(facet) for facet in _fields(selected)))
        return self._part_of(selected, found)

    def _facet(self, selected: SelectedField) -> TypeCounts | CountyCounts | TypeName:
        match selected.name:
            case "types":
                return TypeCounts(selected.key, tuple(self._of_type(field) for field in _fields(selected)))
            case "counties":
                return CountyCounts(selected.key, tuple(self._of_county(field) for field in _fields(selected)))
        return TypeName(selected.key)

    def _of_type(self, selected: SelectedField) -> TypeCode | TypeWords | TotalCount | TypeName:
        match selected.name:
            case "value":
                return TypeCode(selected.key)
            case "label":
                assert selected.selection is not None
                return TypeWords(selected.key, text_parts(selected.selection))
            case "count":
                return TotalCount(selected.key)
        return TypeName(selected.key)

    def _of_county(self, selected: SelectedField) -> EdgeNode | TotalCount | TypeName:
        match selected.name:
            case "county":
                assert selected.selection is not None
                return EdgeNode(selected.key, self._object_of(selected.selection, (COUNTY,)))
            case "count":
                return TotalCount(selected.key)
        return TypeName(selected.key)


def _fields(selected: SelectedField) -> tuple[SelectedField, ...]:
    assert selected.selection is not None
    return selected.selection.only

"""Tables out of an answer: the rows that a question declares, in the words of one language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLEnumType,
    GraphQLSchema,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    get_named_type,
    visit,
)

from graph_service.cli._verdicts import VERDICTS
from graph_service.errors import Language
from graph_service.model.vocabulary import schemes
from graph_service.questions import Column, Table

Place = tuple[str, ...]
_YES = {"hu": ("nem", "igen"), "en": ("no", "yes")}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class _Around:
    """A row and where it stands: the rows around it, the whole answer first, each with its place."""

    rows: tuple[tuple[Any, Place], ...]


def enum_places(schema: GraphQLSchema, document: DocumentNode) -> dict[Place, str]:
    """Where in the answer of a document enum values stand, by response keys, and which enum."""
    info = TypeInfo(schema)
    found = _EnumFinder(info)
    visit(document, TypeInfoVisitor(info, found))
    return found.places


class _EnumFinder(Visitor):
    def __init__(self, info: TypeInfo) -> None:
        super().__init__()
        self._info = info
        self._path: list[str] = []
        self.places: dict[Place, str] = {}

    def enter_field(self, node: FieldNode, *_: Any) -> None:
        self._path.append(node.alias.value if node.alias else node.name.value)
        type_ = self._info.get_type()
        named = get_named_type(type_) if type_ else None
        if isinstance(named, GraphQLEnumType):
            self.places[tuple(self._path)] = named.name

    def leave_field(self, *_: Any) -> None:
        self._path.pop()


class Cells:
    """Values as cells, of one language: `shown` for people, `written` for programs."""

    def __init__(self, language: Language, enums: Mapping[Place, str]) -> None:
        self._language = language
        self._enums = enums
        self._terms = {scheme.enum: scheme.terms for scheme in schemes().values()}

    def shown(self, value: Any, place: Place) -> str:
        """A cell of a table."""
        if isinstance(value, list):
            return ", ".join(dict.fromkeys(self.shown(item, place) for item in value if item is not None))
        match value:
            case None:
                return ""
            case bool() | "true" | "false":  # as text it is the key of a group
                return _YES[self._language][value in (True, "true")]
            case float():
                # A small number must not look like none.
                return self._plain(round(value, 3)) if abs(value) >= 0.001 or value == 0 else f"{value:.1g}"
        return self._word(value, place) or self._plain(value)

    def written(self, value: Any, place: Place) -> str:
        """A cell of a CSV file; text that a spreadsheet would take for a formula is marked as text."""
        if isinstance(value, list):
            return "; ".join(dict.fromkeys(self.written(item, place) for item in value if item is not None))
        if isinstance(value, bool):
            return "true" if value else "false"
        if value is None:
            return ""
        text = self._plain(value)
        return f"'{text}" if not isinstance(value, (int, float)) and text.startswith(_FORMULA) else text

    def _word(self, value: Any, place: Place) -> str | None:
        enum = self._enums.get(place, "")
        if enum in VERDICTS:
            return VERDICTS[enum][value].in_(self._language) if value in VERDICTS[enum] else None
        terms = self._terms.get(enum, ())
        return next((getattr(term, self._language) for term in terms if term.enum == value), None)

    def _plain(self, value: Any) -> str:
        match value:
            case {"hu": hu, "en": en}:
                return str((en if self._language == "en" else hu) or hu)
            case {"hu": text} | {"en": text} | {"text": text}:
                return "" if text is None else str(text)
            case {"longitude": longitude, "latitude": latitude}:
                return f"{latitude}, {longitude}"
            case float() if value.is_integer():
                return str(int(value))
        return str(value)


def table_rows(table: Table, data: Mapping[str, Any], cell: Callable[[Any, Place], str]) -> Iterator[list[str]]:
    """The rows of a table, each cell made by `cell`."""
    for around in _rows(data, [] if table.path == "*" else table.path.split(".")):
        yield [_cell(column, around, cell) for column in table.columns]


def _rows(data: Any, path: Sequence[str]) -> Iterator[_Around]:
    def below(current: Any, depth: int, above: tuple[tuple[Any, Place], ...]) -> Iterator[_Around]:
        if isinstance(current, list):
            for item in current:
                yield from below(item, depth, (*above, (item, tuple(path[:depth]))))
        elif depth == len(path):
            is_row = above[-1][0] is current
            if current is not None:
                yield _Around(above if is_row else (*above, (current, tuple(path))))
        elif current is not None:
            yield from below(current.get(path[depth]), depth + 1, above)

    return below(data, 0, ((data, ()),))


def _cell(column: Column, around: _Around, cell: Callable[[Any, Place], str]) -> str:
    for written in column.places:
        steps = written.lstrip("^").split(".")
        row, place = around.rows[-1 - (len(written) - len(written.lstrip("^")))]
        text = cell(_value(row, steps), (*place, *(step for step in steps if not step.isdecimal())))
        if text:
            return text
    return ""


def _value(value: Any, steps: Sequence[str]) -> Any:
    for at, step in enumerate(steps):
        if value is None:
            return None
        if isinstance(value, list) and not step.isdecimal():
            found = (_value(item, steps[at:]) for item in value)
            return [one for item in found for one in (item if isinstance(item, list) else [item])]
        value = _item(value, int(step)) if isinstance(value, list) else value.get(step)
    return value


def _item(items: Sequence[Any], at: int) -> Any:
    return items[at] if at < len(items) else None

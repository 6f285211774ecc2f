"""Generated Python that pages of rows and pages of groups share: their cut, their cursors, and their page info."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from graph_service.model.structure import Kind
from graph_service.query.page_parts import PageArguments


def cut_source(size: str, arguments: PageArguments) -> list[str]:
    """Cuts `rows` to the size in the parameter `size`, tells `more`, and turns a backward page."""
    lines = [f"size = P[{size!r}]", "more = len(rows) > size", "if more: rows = rows[:size]"]
    return [*lines, "rows = rows[::-1]"] if arguments.backward else lines


def info_source(name: str, arguments: PageArguments, cursor: Callable[[str], str]) -> str:
    """A field of `PageInfo`. Towards where a page reads, one row more tells; behind it, a cursor says there was one."""
    behind = str(arguments.cursor is not None)
    match name:
        case "hasNextPage":
            return behind if arguments.backward else "more"
        case "hasPreviousPage":
            return "more" if arguments.backward else behind
        case "startCursor":
            return f"{cursor('rows[0]')} if rows else None"
        case "endCursor":
            return f"{cursor('rows[-1]')} if rows else None"
    return repr("PageInfo")


def cursor_source(signature: str, places: Sequence[int], kinds: Sequence[Kind], row: str) -> str:
    """The cursor of `row`: the sort values at `places`, moments as text; of `kinds` none are left out but of ids."""
    values = []
    for number, place in enumerate(places):
        value = f"{row}[{place}]"
        is_moment = number < len(kinds) and kinds[number] is Kind.DATETIME
        values.append(f"(None if {value} is None else datetime({value}))" if is_moment else value)
    return f"cursor({signature}, [{', '.join(values)}])"


def text_source(parts: Sequence[tuple[str, str]], hu: str, en: str) -> str:
    """The selected parts of a localized text, from the expressions of its two texts."""
    expressions = {
        "hu": hu,
        "en": en,
        "textHu": hu,
        "textEn": f"{hu} if {en} is None else {en}",
        "typename": repr("LocalizedText"),
    }
    return f"{{{', '.join(f'{key!r}: {expressions[part]}' for key, part in parts)}}}"

"""The invented row of a template: it says of itself that it is synthetic, and holds no identifier of anything real."""

from __future__ import annotations

from graph_service.errors import Language
from graph_service.importing.headings import Field
from graph_service.model.structure import Kind, Model
from graph_service.model.vocabulary import schemes

SYNTHETIC = "synthetic"
_TEXT: dict[Language, str] = {"hu": "Szintetikus példa", "en": "Synthetic example"}
_TRUTH: dict[Language, str] = {"hu": "igen", "en": "yes"}
_EMPTY = frozenset({"isil", "isbn", "kohesioId", "legalFormCode", "registerStatus", "registeredOn"})
"""Identifiers and entries of registers: an invented one could be somebody's."""
_TEXTS = {
    "website": "https://example.org/",
    "url": "https://example.org/",
    "contactEmail": "pelda@example.org",
    "languages": "hu",
    "period": "2018-Q1",
    "version": "1.0",
    "code": "SYNTHETIC-1",
    "key": "synthetic-1",
}
_DAYS = {"endDate": "2018-12-31", "endedOn": "2018-12-31", "closedOn": "2018-12-31", "leftOn": "2018-12-31"}


def example_cell(model: Model, field: Field, language: Language) -> str:
    """What the example has in a column."""
    match field.role:
        case "id":
            return f"{model.types[field.labels[0]].prefix}:{SYNTHETIC}-1"
        case "link" | "end":
            label = model.types[field.labels[0]]
            # Where both ends can be the same, they must not be.
            return f"{label.prefix}:{SYNTHETIC}-{2 if field.name == 'to_id' or field.role == 'link' else 1}"
        case "value":
            return _value(field, language)
    return ""


def _value(field: Field, language: Language) -> str:
    column, name = field.column, field.name
    if name in _EMPTY:
        return ""
    match column.kind:
        case Kind.ENUM:
            terms = schemes()[str(column.scheme)].terms
            chosen = next((term for term in terms if term.code == SYNTHETIC), terms[0])
            return chosen.hu if language == "hu" else chosen.en
        case Kind.BOOLEAN:
            return _TRUTH[language]
        case Kind.DATE:
            return _DAYS.get(name, "2018-12-31" if name == "to" else "2018-03-05")
        case Kind.INT | Kind.LONG:
            return "2018" if name == "year" else str(max(1, int(column.low or 0)))
        case Kind.FLOAT:
            point = {"lon": "19,04", "lat": "47,5"}.get(name[-3:], "1,5")
            return point if language == "hu" else point.replace(",", ".")
    return _TEXTS.get(name, _TEXT[language])

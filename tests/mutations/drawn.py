"""Values for inputs, drawn from the model by kind: each call gives another one, as variables of a document have it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

from graph_service.model.structure import Kind, Property
from graph_service.model.vocabulary import schemes
from graph_service.writes.shapes import COMPUTED

_NUMBERS = count(1)
_LAST_DAYS = {"to", "endDate", "endedOn", "leftOn", "closedOn"}
_FORMS = {"isil": "HU-{n}", "url": "https://pelda.hu/ő/{n}", "website": "https://pelda.hu/{n}?a=b#c"}


def drawn(prop: Property) -> Any:
    """A value that the property can hold; days that end something are later than all that begin."""
    if prop.many:
        return _several(prop)
    return _one(prop, next(_NUMBERS))


def expected(prop: Property, value: Any) -> Any:
    """What is read back of a value that was given."""
    if prop.kind is Kind.LOCALIZED and value is not None:
        return {"hu": value.get("hu"), "en": value.get("en")}
    return value


def told(value: Any) -> Any:
    """A stored value and a variable as one text; codes and members of enums are alike but for capitals."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return str(value.iso_format() if hasattr(value, "iso_format") else value).lower()


def selected(prop: Property) -> str:
    """The selection that reads all of a property."""
    inner = {Kind.LOCALIZED: " { hu en }", Kind.POINT: " { longitude latitude }"}
    return f"{prop.name}{inner.get(prop.kind, '')}"


def distinct(properties: Sequence[Property]) -> Iterator[Property]:
    """Each property once, though a localized one stands under two stored names."""
    yield from {prop.name: prop for prop in properties}.values()


def _several(prop: Property) -> list[Any]:
    if prop.kind is Kind.ENUM:
        codes = _codes(prop)
        start = next(_NUMBERS) % len(codes)
        return list(dict.fromkeys([codes[start], codes[start - 1]]))
    return [_one(prop, next(_NUMBERS)), _one(prop, next(_NUMBERS))]


def _one(prop: Property, n: int) -> Any:
    text = _FORMS.get(prop.stored, "Árvíztűrő “tükörfúrógép” \\ {n}\n=1+1; DROP '`$").format(n=n)
    match prop.kind:
        case Kind.LOCALIZED:
            return {"hu": f"{text} magyarul", "en": f"{text} in English"}
        case Kind.ENUM:
            codes = _codes(prop)
            return codes[n % len(codes)]
        case Kind.INT | Kind.LONG | Kind.FLOAT:
            return _number(prop, n)
        case Kind.BOOLEAN:
            return bool(n % 2)
        case Kind.DATE:
            year = 2040 if prop.stored in _LAST_DAYS else 2010
            return f"{year + n % 20}-{n % 12 + 1:02d}-{n % 28 + 1:02d}"
        case Kind.DATETIME:
            return f"2019-{n % 12 + 1:02d}-{n % 28 + 1:02d}T{n % 24:02d}:00:00Z"
        case Kind.POINT:
            return {"longitude": 16 + n % 600 / 100, "latitude": 46 + n % 250 / 100}
    return text


def _codes(prop: Property) -> list[str]:
    """The codes that a client may give: what is computed is not written."""
    terms = schemes()[prop.scheme or ""].terms
    return [term.enum for term in terms if (prop.stored, term.code) not in COMPUTED.values()]


def _number(prop: Property, n: int) -> Any:
    low = int(prop.low) if prop.low is not None else 0
    span = 5_000 if prop.high is None else int(prop.high) - low
    whole = low + n % (span + 1)
    if prop.kind is Kind.FLOAT:
        return whole - 0.25 if whole > low else whole + 0.25
    return whole + 2**31 if prop.kind is Kind.LONG and prop.high is None else whole

"""Scalars, and the few types that are not derived: languages, directions, localized text, points, page info."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import Enum
from typing import Annotated, Any, NamedTuple, NewType, cast

import strawberry
from graphql import GraphQLError
from strawberry.types.scalar import ScalarDefinition

from graph_service.api.fields import derived, read_key

MOST_LONG = 2**53
_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)\Z")

Date = NewType("Date", str)
DateTime = NewType("DateTime", str)
Long = NewType("Long", int)


def write_date(value: object) -> str:
    """A day as `2018-06-01`, whatever the driver gave."""
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    native = getattr(value, "iso_format", None)
    if native is None:
        raise GraphQLError("Date cannot represent a value that is not a day.")
    return str(native())


def write_datetime(value: object) -> str:
    """A moment as `2018-06-01T08:00:00Z`, whatever the driver gave."""
    if isinstance(value, str):
        return value
    native = value.to_native() if hasattr(value, "to_native") else value
    if not isinstance(native, datetime):
        raise GraphQLError("DateTime cannot represent a value that is not a moment.")
    return native.astimezone(UTC).isoformat().replace("+00:00", "Z")


def read_date(value: object) -> date:
    """The day that a caller wrote."""
    if isinstance(value, str) and _DAY.match(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise GraphQLError("A Date is a day of the calendar, written as `2018-06-01`.")


def read_datetime(value: object) -> datetime:
    """The moment that a caller wrote; it must name its zone."""
    if isinstance(value, str) and _MOMENT.match(value):
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            pass
    raise GraphQLError("A DateTime is a moment with its zone, written as `2018-06-01T08:00:00Z`.")


def long(value: object) -> int:
    """An integer that JSON numbers hold exactly."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= MOST_LONG:
        return value
    raise GraphQLError("A Long is an integer from -2^53 to 2^53.")


SCALARS: Mapping[object, ScalarDefinition] = {
    Date: strawberry.scalar(
        name="Date",
        description="A day, written `2018-06-01`.",
        serialize=write_date,
        parse_value=read_date,
        specified_by_url="https://scalars.graphql.org/andimarek/local-date",
    ),
    DateTime: strawberry.scalar(
        name="DateTime",
        description="A moment with its zone, written `2018-06-01T08:00:00Z`.",
        serialize=write_datetime,
        parse_value=read_datetime,
        specified_by_url="https://scalars.graphql.org/andimarek/date-time",
    ),
    Long: strawberry.scalar(
        name="Long",
        description="An integer beyond 32 bits, from -2^53 to 2^53, as a JSON number.",
        serialize=long,
        parse_value=long,
    ),
}


@strawberry.enum(description="A language of texts.")
class Language(Enum):
    HU = strawberry.enum_value("HU", description="Hungarian.")
    EN = strawberry.enum_value("EN", description="English.")


@strawberry.enum(description="The direction of an order.")
class Direction(Enum):
    ASC = strawberry.enum_value("ASC", description="From small to large, early to late, a to zs; nulls last.")
    DESC = strawberry.enum_value("DESC", description="From large to small, late to early, zs to a; nulls first.")


@strawberry.enum(description="Where missing values stand in an order.")
class NullsOrder(Enum):
    FIRST = strawberry.enum_value("FIRST", description="Before all others.")
    LAST = strawberry.enum_value("LAST", description="After all others.")


@strawberry.enum(description="What groups can be ordered by.")
class GroupOrderBy(Enum):
    COUNT = strawberry.enum_value("COUNT", description="How many there are in a group.")
    KEY = strawberry.enum_value("KEY", description="The first key.")
    SECOND_KEY = strawberry.enum_value("SECOND_KEY", description="The second key.")
    AGGREGATE = strawberry.enum_value("AGGREGATE", description="What `function` tells of the field `of`.")


@strawberry.enum(description="What is told of the values of a field; each kind of value has some of these.")
class AggregateFunction(Enum):
    COUNT_DISTINCT = strawberry.enum_value("COUNT_DISTINCT", description="How many different values there are.")
    MIN = strawberry.enum_value("MIN", description="The least number.")
    MAX = strawberry.enum_value("MAX", description="The greatest number.")
    AVG = strawberry.enum_value("AVG", description="The mean of numbers.")
    SUM = strawberry.enum_value("SUM", description="The sum of numbers.")
    EARLIEST = strawberry.enum_value("EARLIEST", description="The earliest day or moment.")
    LATEST = strawberry.enum_value("LATEST", description="The latest day or moment.")


@strawberry.input(description="A point on the Earth, WGS84 (EPSG:4326).")
class PointInput:
    longitude: float = strawberry.field(description="Degrees east, -180 to 180.")
    latitude: float = strawberry.field(description="Degrees north, -90 to 90.")


@strawberry.input(description="A distance from a centre: of a node, or a point; give exactly one.")
class WithinInput:
    of: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="Id of a node that has a location, such as a settlement."
    )
    point: PointInput | None = strawberry.field(default=strawberry.UNSET, description="A point.")
    km: float = strawberry.field(description="Kilometres by the great circle, 0 to 20,038.")


@strawberry.enum(description="Which ties belong to a place.")
class TieScope(Enum):
    TOUCHING = strawberry.enum_value("TOUCHING", description="At least one of the two lies here.")
    WITHIN = strawberry.enum_value("WITHIN", description="Both lie here.")


class Words(NamedTuple):
    """A text of ours in both languages, for resolvers written by hand."""

    hu: str
    en: str | None


def _hu(self: Any, info: strawberry.Info) -> Any:
    return self.hu if isinstance(self, Words) else read_key(self, info)


def _en(self: Any, info: strawberry.Info) -> Any:
    return self.en if isinstance(self, Words) else read_key(self, info)


def _text(
    self: Any,
    info: strawberry.Info,
    lang: Annotated[Language, strawberry.argument(description="The language.")] = Language.HU,
) -> str:
    if not isinstance(self, Words):
        return cast(str, read_key(self, info))
    return self.en if lang is Language.EN and self.en else self.hu


@strawberry.type(description="A text in Hungarian (always) and in English (where there is any).")
class LocalizedText:
    hu: str = strawberry.field(resolver=_hu, graphql_type=str, description="In Hungarian.")
    en: str | None = strawberry.field(
        resolver=_en, graphql_type=str | None, description="In English; null where it was not translated."
    )

    text: str = strawberry.field(
        resolver=_text, description="In the language asked for; in Hungarian where that is missing."
    )


@strawberry.type(description="A point on the Earth, WGS84 (EPSG:4326).")
class GeoPoint:
    longitude: float = derived(float, "Degrees east.")
    latitude: float = derived(float, "Degrees north.")


@strawberry.type(description="Where a page lies in its list.")
class PageInfo:
    hasNextPage: bool = derived(bool, "Whether more follow after this page.")
    hasPreviousPage: bool = derived(bool, "Whether there are any before this page.")
    startCursor: str | None = derived(str | None, "Cursor of the first edge; null on an empty page.")
    endCursor: str | None = derived(
        str | None, "Cursor of the last edge, for `after` of the next page; null on an empty page."
    )


@strawberry.type(description="A key of a group.")
class GroupKey:
    field: str = derived(str, "Which field it is the value of.")
    value: str | None = derived(
        str | None,
        "The value as text: the name of a term, `true` or `false`, a number, a day, `2018`, `2018-Q3`, the id of a "
        "relative; null where it is missing.",
    )
    label: LocalizedText | None = derived(
        LocalizedText | None, "The words of a term, the name of a relative; null for other keys."
    )

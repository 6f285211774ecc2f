"""Every error the service raises on purpose, with its stable code and its message in both languages.

KalakaError
├── RequestError     the caller can fix it: a document, argument, cursor, id or price
├── AccessError      the caller may not do it
├── SettingsError    the operator can fix it: a setting, folder, port or seed file
├── StoreError       the database is down, slow, too old or refused us (masked, retry may help)
└── CompilerError    a fault of ours (masked; quote the request id)

Codes never change; messages come in the viewer's language. `MESSAGES` is the one table of both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

Language = Literal["hu", "en"]


@dataclass(frozen=True)
class Message:
    """The two texts of one code; `{name}` is filled from the error's values."""

    hu: str
    en: str


MESSAGES: dict[str, Message] = {
    "PAGE_SIZE": Message(
        hu="A(z) `{argument}` értéke 1 és {most} közötti egész lehet, ez: {value}.",
        en="`{argument}` must be an integer from 1 to {most}; this is {value}.",
    ),
    "PAGE_DIRECTION": Message(
        hu="Egy lap vagy `first`/`after`, vagy `last`/`before`; a(z) `{one}` és a(z) `{other}` együtt nem adható meg.",
        en="A page is either `first`/`after` or `last`/`before`; `{one}` and `{other}` cannot be given together.",
    ),
    "CURSOR_MALFORMED": Message(
        hu="A(z) `{argument}` nem kurzor: az előző válasz `cursor`, `endCursor` vagy `startCursor` mezőjéből vegye.",
        en="`{argument}` is not a cursor: take it from `cursor`, `endCursor` or `startCursor` of an earlier answer.",
    ),
    "CURSOR_ORDER": Message(
        hu="A(z) `{argument}` kurzor más rendezéshez tartozik. Azzal az `orderBy` értékkel kérje, amellyel kapta.",
        en="The cursor in `{argument}` belongs to another order. Ask with the same `orderBy` that it came from.",
    ),
    "KEY_COUNT": Message(
        hu="A(z) `{field}` pontosan egyet vár ezek közül: {keys}.",
        en="`{field}` takes exactly one of: {keys}.",
    ),
    "COUNTY_UNKNOWN": Message(
        hu="Nincs ilyen megye: {value}. A NUTS 3 kódok: {allowed}.",
        en="There is no such county: {value}. The NUTS 3 codes are {allowed}.",
    ),
    "ID_MALFORMED": Message(
        hu="A(z) {value} nem azonosító. Az azonosító előtagja megnevezi a címkét, például {example}.",
        en="{value} is not an id. The prefix of an id names its label, for example {example}.",
    ),
    "ORDER_FIELD_COUNT": Message(
        hu="Az `orderBy` minden tagja pontosan egy `field` mezőt vár.",
        en="Each item of `orderBy` takes exactly one `field`.",
    ),
    "WHERE_DEPTH": Message(
        hu="A `where` legfeljebb {most} szint mély lehet, ez {value}.",
        en="`where` may be at most {most} levels deep; this is {value}.",
    ),
    "LIST_LENGTH": Message(
        hu="A(z) `{argument}` legfeljebb {most} elemű lehet, ez {value}.",
        en="`{argument}` may have at most {most} items; this has {value}.",
    ),
    "STRING_LENGTH": Message(
        hu="A(z) `{argument}` legfeljebb {most} karakteres lehet, ez {value}.",
        en="`{argument}` may have at most {most} characters; this has {value}.",
    ),
    "NULL_NOT_ALLOWED": Message(
        hu="A(z) `{argument}` értéke nem lehet null. Hagyja el, vagy használja ezt: `isNull`.",
        en="`{argument}` cannot be null. Leave it out, or use `isNull`.",
    ),
    "TOO_DEAR": Message(
        hu="A kérés akár {value} sort is kérhet, a határ {most}. Kérjen kisebb lapot (`first`) vagy kevesebb szintet.",
        en="It may ask for {value} rows; the limit is {most}. Ask for smaller pages (`first`) or fewer fields.",
    ),
    "STORE_UNAVAILABLE": Message(
        hu="Az adatbázis most nem érhető el. Próbálja újra néhány másodperc múlva.",
        en="The database cannot be reached at present. Try again in a few seconds.",
    ),
    "STORE_TIMEOUT": Message(
        hu="Az adatbázis nem felelt {seconds} másodpercen belül. Szűkítse a kérdést, vagy próbálja később.",
        en="The database did not answer within {seconds} seconds. Narrow the question, or try later.",
    ),
    "STORE_REFUSED": Message(
        hu="Az adatbázis visszautasította a műveletet.",
        en="The database refused the operation.",
    ),
    "INTERNAL": Message(
        hu="Belső hiba. Hivatkozzon erre: {request_id}.",
        en="Internal error. Quote {request_id}.",
    ),
}


class KalakaError(Exception):
    """An error with a code of `MESSAGES` and the values its text names."""

    default_code: ClassVar[str] = "INTERNAL"

    def __init__(self, code: str | None = None, /, **values: object) -> None:
        self.code = code or self.default_code
        self.values = values
        super().__init__(self.text("en"))

    def text(self, language: Language) -> str:
        """The message in `language`, for people; an unfilled name stays in braces."""
        template = getattr(MESSAGES[self.code], language)
        return str(template).format_map(_Braces(self.values))


class _Braces(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


class RequestError(KalakaError):
    """The caller can fix it."""


class AccessError(KalakaError):
    """The viewer may not do it."""


class SettingsError(KalakaError):
    """The operator can fix it."""


class StoreError(KalakaError):
    """The database could not or would not answer."""

    default_code = "STORE_UNAVAILABLE"


class CompilerError(KalakaError):
    """A fault of ours."""

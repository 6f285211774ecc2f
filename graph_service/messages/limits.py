"""Documents that cannot be read, do not fit the schema, or are beyond a limit."""

from __future__ import annotations

from graph_service.messages.message import Message

MESSAGES: dict[str, Message] = {
    "SEARCH_WORDS": Message(
        hu="A(z) `{argument}` legfeljebb {most} szóból állhat, ez {value}.",
        en="`{argument}` may have at most {most} words; this has {value}.",
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
    "TOO_MANY_SEARCHES": Message(
        hu="Egy kérésben legfeljebb {most} keresés lehet (például `paths`), ez {value}. Kérje több részletben.",
        en="A request may hold {most} searches (such as `paths`); this has {value}. Ask in several requests.",
    ),
    "TOO_COMPLEX": Message(
        hu=(
            "A kérés {value} listából, számlálásból és feltételből áll össze, a határ {most}. Kérje több részletben, "
            "vagy kevesebb feltétellel."
        ),
        en=(
            "It is made of {value} lists, counts and conditions; the limit is {most}. Ask in several requests, or with "
            "fewer conditions."
        ),
    ),
    "TOO_DEAR": Message(
        hu=(
            "A kérés akár {value} sort is kérhet, a határ {most}. Kérjen kisebb lapot (`first`) vagy kevesebb szintet."
        ),
        en="It may ask for {value} rows; the limit is {most}. Ask for smaller pages (`first`) or fewer fields.",
    ),
    "PARSE": Message(
        hu="A dokumentum nem olvasható: {reason}",
        en="{reason}",
    ),
    "VALIDATION": Message(
        hu="A dokumentum nem illik a sémához: {reason}",
        en="{reason}",
    ),
    "VARIABLES": Message(
        hu="A(z) `${variable}` értéke {type} típusú kell legyen.",
        en="`${variable}` must be a value of type {type}.",
    ),
    "VARIABLES_DEPTH": Message(
        hu="A változók túl mélyen vannak egymásba ágyazva.",
        en="The variables are nested too deeply.",
    ),
    "LIMIT_DEPTH": Message(
        hu="A dokumentum {value} szint mély, a határ {most}.",
        en="The document is {value} levels deep; the limit is {most}.",
    ),
    "LIMIT_FIELDS": Message(
        hu="A dokumentum {value} mezőt kér, a határ {most}.",
        en="The document asks for {value} fields; the limit is {most}.",
    ),
    "LIMIT_ALIASES": Message(
        hu="A dokumentumban {value} álnév van, a határ {most}.",
        en="The document has {value} aliases; the limit is {most}.",
    ),
    "LIMIT_DIRECTIVES": Message(
        hu="A dokumentumban {value} direktíva van, a határ {most}.",
        en="The document has {value} directives; the limit is {most}.",
    ),
    "LIMIT_OPERATIONS": Message(
        hu="A dokumentumban {value} művelet van, a határ {most}.",
        en="The document has {value} operations; the limit is {most}.",
    ),
}

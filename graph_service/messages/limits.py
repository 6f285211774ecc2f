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
    "PARSE_DEPTH": Message(
        hu="A dokumentum túl mélyen van egymásba ágyazva.",
        en="The document is nested too deeply.",
    ),
    "LIMIT_TOKENS": Message(
        hu="A dokumentum túl hosszú: {reason}",
        en="{reason}",
    ),
    "VALIDATION": Message(
        hu="A dokumentum nem illik a sémához: {reason}",
        en="{reason}",
    ),
    "LIMIT_VALIDATION": Message(
        hu=(
            "A dokumentum ellenőrzése túl sok munka: mezői túl sokszor ismétlődnek, vagy töredékei túl mélyen "
            "hivatkoznak egymásra."
        ),
        en=(
            "The document takes too much work to validate: its fields repeat too often, or its fragments lead to "
            "each other too deeply."
        ),
    ),
    "LIMIT_INTROSPECTION": Message(
        hu="A séma lekérdezése túl nagy. Kérje a szokásos bevezető lekérdezéssel, vagy töltse le: `/graphql/schema`.",
        en="It asks for too much of the schema. Use the standard introspection query, or download `/graphql/schema`.",
    ),
    "NOT_EXECUTABLE": Message(
        hu="Csak műveletek és töredékek futtathatók: {reason}",
        en="{reason}",
    ),
    "OPERATION_NAMES": Message(
        hu="Több művelet közül mindegyiknek saját neve kell legyen: {reason}",
        en="{reason}",
    ),
    "FIELD_UNKNOWN": Message(
        hu="Nincs ilyen mező: {reason}",
        en="{reason}",
    ),
    "SELECTION_SHAPE": Message(
        hu="Hiányzik vagy fölösleges a mezők felsorolása: {reason}",
        en="{reason}",
    ),
    "FIELDS_CONFLICT": Message(
        hu="Két mező ugyanazon a néven mást kér: {reason}",
        en="{reason}",
    ),
    "ARGUMENT_UNKNOWN": Message(
        hu="Nincs ilyen argumentum: {reason}",
        en="{reason}",
    ),
    "ARGUMENT_MISSING": Message(
        hu="Hiányzik egy kötelező argumentum: {reason}",
        en="{reason}",
    ),
    "ARGUMENT_TWICE": Message(
        hu="Egy argumentum vagy bemeneti mező kétszer szerepel: {reason}",
        en="{reason}",
    ),
    "VALUE_TYPE": Message(
        hu="Egy érték nem a megfelelő típusú: {reason}",
        en="{reason}",
    ),
    "TYPE_UNKNOWN": Message(
        hu="Nincs ilyen típus: {reason}",
        en="{reason}",
    ),
    "FRAGMENT_UNKNOWN": Message(
        hu="Nincs ilyen töredék: {reason}",
        en="{reason}",
    ),
    "FRAGMENT_CYCLE": Message(
        hu="Egy töredék önmagára hivatkozik: {reason}",
        en="{reason}",
    ),
    "FRAGMENT_UNUSED": Message(
        hu="Egy töredéket semmi sem használ: {reason}",
        en="{reason}",
    ),
    "FRAGMENT_TWICE": Message(
        hu="Két töredéknek ugyanaz a neve: {reason}",
        en="{reason}",
    ),
    "FRAGMENT_PLACE": Message(
        hu="Egy töredék nem illik oda, ahol áll: {reason}",
        en="{reason}",
    ),
    "VARIABLE_UNDEFINED": Message(
        hu="Egy változó nincs bejelentve: {reason}",
        en="{reason}",
    ),
    "VARIABLE_UNUSED": Message(
        hu="Egy bejelentett változót semmi sem használ: {reason}",
        en="{reason}",
    ),
    "VARIABLE_TWICE": Message(
        hu="Egy változó kétszer van bejelentve: {reason}",
        en="{reason}",
    ),
    "VARIABLE_TYPE": Message(
        hu="Egy változó típusa nem illik oda, ahol áll: {reason}",
        en="{reason}",
    ),
    "DIRECTIVE_UNKNOWN": Message(
        hu="Nincs itt ilyen direktíva: {reason}",
        en="{reason}",
    ),
    "DIRECTIVE_TWICE": Message(
        hu="Egy direktíva kétszer áll ugyanott: {reason}",
        en="{reason}",
    ),
    "VARIABLES": Message(
        hu="A(z) `${variable}` értéke {type} típusú kell legyen.",
        en="`${variable}` must be a value of type {type}.",
    ),
    "VARIABLES_SIZE": Message(
        hu="A változók együtt legfeljebb {most} értéket tartalmazhatnak.",
        en="Variables may hold at most {most} values together.",
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

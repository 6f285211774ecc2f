"""The words of `kalaka` commands."""

from __future__ import annotations

from graph_service.messages.message import Message

MESSAGES: dict[str, Message] = {
    "FILE_UNREADABLE": Message(
        hu="A fájl nem olvasható: {file} ({reason}).",
        en="The file cannot be read: {file} ({reason}).",
    ),
    "VARIABLE_FORM": Message(
        hu="A változó alakja --var név=érték; ez: {value}.",
        en="A variable is given as --var name=value; this is {value}.",
    ),
    "VARIABLE_UNKNOWN": Message(
        hu="Ennek a kérdésnek nincs `{name}` változója. Ami van: {allowed}.",
        en="This question has no variable `{name}`. It has: {allowed}.",
    ),
    "VARIABLE_DATE": Message(
        hu="A(z) `{name}` naptári időpont, így írva: {example}; ez: {value}.",
        en="`{name}` is a date of the calendar, written as {example}; this is {value}.",
    ),
    "VARIABLE_CHOICE": Message(
        hu="A(z) `{name}` ezek egyike: {allowed}; ez: {value}.",
        en="`{name}` is one of {allowed}; this is {value}.",
    ),
    "ANALYSIS_UNKNOWN": Message(
        hu="Nincs ilyen elemzés: {value}. Ezek vannak: {allowed}.",
        en="There is no analysis {value}. There are: {allowed}.",
    ),
    "OPTION_UNKNOWN": Message(
        hu="Ennél az elemzésnél nincs ilyen kapcsoló: {option}. Lehetséges: {allowed}.",
        en="This analysis has no option {option}. It has: {allowed}.",
    ),
    "QUESTION_UNKNOWN": Message(
        hu="Nincs ilyen kérdés: {value}. Hasonló vagy megadható: {allowed}. Mindet felsorolja: kalaka ask --list.",
        en="There is no question {value}. Near it, or allowed: {allowed}. This lists them all: kalaka ask --list.",
    ),
    "TABLE_UNKNOWN": Message(
        hu="Ennek a kérdésnek {most} táblázata van; nincs {value}. számú.",
        en="This question has {most} tables; there is no number {value}.",
    ),
    "TEMPLATE_UNKNOWN": Message(
        hu="Nincs ilyen címke vagy kapcsolattípus: {value}. Hasonló: {allowed}.",
        en="There is no label or relationship type {value}. Near it: {allowed}.",
    ),
    "FILE_UNWRITABLE": Message(
        hu="A fájl nem írható: {file} ({reason}). Válasszon másik helyet, vagy adjon rá jogot.",
        en="The file cannot be written: {file} ({reason}). Choose another place, or grant rights to it.",
    ),
    "DOCUMENT_INVALID": Message(
        hu="A kérdés hibás: {reason}",
        en="The document is not valid: {reason}",
    ),
    "NOT_PLANNED": Message(
        hu="Itt nincs mit megtervezni: adja meg a műveletet (--operation) és a hiányzó változókat (--var).",
        en="There is nothing to plan: name the operation (--operation) and give the missing variables (--var).",
    ),
    "PERSON_UNKNOWN": Message(
        hu="Nincs ilyen személy: {value}. A személyek azonosítója így kezdődik: {allowed}.",
        en="There is no person {value}. Ids of persons begin with: {allowed}.",
    ),
    "REGISTER_UNKNOWN": Message(
        hu="Nincs ilyen nyilvántartás: {value}. Ezek vannak: {allowed}; vagy egy táblázat elérési útja (.toml).",
        en="There is no register {value}. There are: {allowed}; or the path of a table (.toml).",
    ),
    "REGISTER_TABLE": Message(
        hu="A nyilvántartás táblázata hibás ({file}): {reason}.",
        en="The table of the register is wrong ({file}): {reason}.",
    ),
    "REGISTER_WORD": Message(
        hu="A(z) „{file}” nyilvántartás táblázata nem ismeri ezt a szót: „{value}”.",
        en="The table of the register {file} does not know the word “{value}”.",
    ),
    "REGISTER_LEFT_OUT": Message(
        hu="Kimaradt {count} sor, mert a gráfban nincs ilyen fajta: „{value}”.",
        en="{count} rows were left out, because the graph has no such kind: “{value}”.",
    ),
    "REGISTER_ASSUMED": Message(
        hu="A nyilvántartás nem mondja meg, az új sorok ezt kapják: {value}.",
        en="The register does not say it, new rows get: {value}.",
    ),
}

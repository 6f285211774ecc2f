"""Arguments of a question: pages, orders, filters, groups, periods."""

from __future__ import annotations

from graph_service.messages.message import Message

MESSAGES: dict[str, Message] = {
    "PAGE_SIZE": Message(
        hu="A(z) `{argument}` értéke 1 és {most} közötti egész lehet.",
        en="`{argument}` must be an integer from 1 to {most}.",
    ),
    "PAGE_DIRECTION": Message(
        hu=(
            "Egy lap vagy `first`/`after`, vagy `last`/`before`; a(z) `{one}` és a(z) `{other}` együtt nem adható meg."
        ),
        en="A page is either `first`/`after` or `last`/`before`; `{one}` and `{other}` cannot be given together.",
    ),
    "CURSOR_MALFORMED": Message(
        hu="A(z) `{argument}` nem kurzor: az előző válasz `cursor`, `endCursor` vagy `startCursor` mezőjéből vegye.",
        en="`{argument}` is not a cursor: take it from `cursor`, `endCursor` or `startCursor` of an earlier answer.",
    ),
    "CHANGES_CURSOR": Message(
        hu="A(z) `{argument}` sem egy esemény `cursor` mezője, sem a `dataVersion` száma.",
        en="`{argument}` is neither the `cursor` of an event nor the number of a `dataVersion`.",
    ),
    "CHANGES_GONE": Message(
        hu=(
            "A(z) {value} utáni módosítások már nincsenek mind meg. Kérdezze le újra az adatokat, és iratkozzon fel a "
            "`dataVersion` értékétől; az most {present}."
        ),
        en=(
            "Not all changes after {value} are kept any longer. Ask for the data again and subscribe from their "
            "`dataVersion`, which is {present} now."
        ),
    ),
    "CHANGES_AHEAD": Message(
        hu=(
            "A(z) {value} számú adatállapot még nem volt, a jelenlegi {present}: az adatok alighanem mentésből álltak "
            "vissza. Kérdezze le újra őket, és iratkozzon fel a `dataVersion` értékétől."
        ),
        en=(
            "The data have not come to {value} yet, they are at {present}: they may have been restored from a backup. "
            "Ask for them again and subscribe from their `dataVersion`."
        ),
    ),
    "CURSOR_ORDER": Message(
        hu=(
            "A(z) `{argument}` kurzor más listához, rendezéshez vagy szűréshez tartozik. Ugyanattól a mezőtől kérje, "
            "ugyanazokkal az argumentumokkal (`where`, `orderBy`, `text` …), amelyekkel kapta."
        ),
        en=(
            "The cursor in `{argument}` belongs to another list, order or filter. Ask the same field with the same "
            "arguments (`where`, `orderBy`, `text` …) that it came from."
        ),
    ),
    "EDGE_NONE": Message(
        hu="A(z) `{name}` kapcsolat tulajdonsága, de ez a lista nem tulajdonságokkal bíró kapcsolaton át érhető el.",
        en="`{name}` is a property of a relationship, and this list does not follow one that has properties.",
    ),
    "EDGE_UNKNOWN": Message(
        hu="A(z) {relationship} kapcsolatnak nincs `{name}` tulajdonsága. Megengedett: {allowed}.",
        en="The relationship {relationship} has no `{name}`. Allowed: {allowed}.",
    ),
    "ORDER_KEY": Message(
        hu="A rendezés minden kulcsa vagy `field`, vagy `count`: pontosan az egyiket adja meg.",
        en="Each key of an order is either `field` or `count`: give exactly one.",
    ),
    "ORDER_COUNT": Message(
        hu=(
            "A `count` egyetlen listát nevez meg, és azon belül csak a `some` feltételt: "
            "`{{count: {{cooperatesWith: {{some: {{}}}}}}}}`. Megengedett listák: {allowed}."
        ),
        en=(
            "`count` names a single list, and of it only `some`: `{{count: {{cooperatesWith: {{some: {{}}}}}}}}`. "
            "Allowed lists: {allowed}."
        ),
    ),
    "PAIR_LENGTH": Message(
        hu="A(z) `{argument}` pontosan két értéket vár: mettől, meddig. Ez {value} elemű.",
        en="`{argument}` takes exactly two values: from and to. This has {value}.",
    ),
    "WITHIN_CENTRE": Message(
        hu="A `within` középpontja vagy `of` (egy azonosító), vagy `point`: pontosan az egyiket adja meg.",
        en="The centre of `within` is either `of` (an id) or `point`: give exactly one.",
    ),
    "WITHIN_PLACE": Message(
        hu="Az `of` olyan csomópont azonosítója lehet, amelynek helye van: {allowed}.",
        en="`of` must be the id of a node that has a location: {allowed}.",
    ),
    "NUMBER_RANGE": Message(
        hu="A(z) `{argument}` értéke {least} és {most} közötti szám lehet.",
        en="`{argument}` must be a number from {least} to {most}.",
    ),
    "KEY_COUNT": Message(
        hu="A(z) `{field}` pontosan egyet vár ezek közül: {keys}.",
        en="`{field}` takes exactly one of: {keys}.",
    ),
    "NOT_FOUND": Message(
        hu="Nincs {label} ezzel a kulccsal (`{key}`). A meglévőket ez sorolja fel: `{plural} {{ nodes {{ {key} }} }}`.",
        en="There is no {label} with this `{key}`. This lists them: `{plural} {{ nodes {{ {key} }} }}`.",
    ),
    "VERSION_PARTS": Message(
        hu="A `dataVersion` a `county` és a `label` közül csak az egyiket fogadja el.",
        en="`dataVersion` takes only one of `county` and `label`.",
    ),
    "LABEL_UNKNOWN": Message(
        hu="Nincs ilyen címke. Ezek vannak: {allowed}.",
        en="There is no such label. There are: {allowed}.",
    ),
    "COUNTY_CODE": Message(
        hu="A `county` egy megye azonosítója vagy NUTS 3 kódja lehet, például HU223.",
        en="`county` must be the id of a county or its NUTS 3 code, like HU223.",
    ),
    "PERIOD_TWICE": Message(
        hu="Az `activeOn`, az `activeBetween` és az `asOf` közül csak az egyik adható meg.",
        en="Give only one of `activeOn`, `activeBetween` and `asOf`.",
    ),
    "DAYS_ORDER": Message(
        hu="A `from` napja nem lehet későbbi a `to` napjánál; ez: {first} – {last}.",
        en="The day of `from` must not come after that of `to`; this is {first} to {last}.",
    ),
    "PERIOD_ORDER": Message(
        hu="Egy időszak a kezdete után ér véget, és a `to` napja már nem tartozik bele; ez: {first} – {end}.",
        en="A period ends after it begins, and the day of `to` is no longer part of it; this is {first} to {end}.",
    ),
    "KIND_WITHOUT_DAYS": Message(
        hu="A(z) {kind} fajtájú kapcsolatnak itt nincs saját kezdőnapja. Ezek kérhetők: {allowed}.",
        en="{kind} has no days of its own here. Ask for: {allowed}.",
    ),
    "NULL_NOT_ALLOWED": Message(
        hu="A(z) `{argument}` értéke nem lehet null. Hagyja el, vagy használja ezt: `isNull`.",
        en="`{argument}` cannot be null. Leave it out, or use `isNull`.",
    ),
    "VALUE_RANGE": Message(
        hu="A(z) `{argument}` értéke kívül esik azon, amit tárolni lehet.",
        en="The value of `{argument}` is beyond what can be stored.",
    ),
    "AGGREGATE_UNKNOWN": Message(
        hu="Ebben a listában ({type}) nincs mit összesíteni ezen: `{field}`. Lehetséges: {allowed}.",
        en="A list of {type} has nothing to tell of `{field}`. It has: {allowed}.",
    ),
    "AGGREGATE_FUNCTION": Message(
        hu="Ez a függvény itt nem használható: {function} ({field}). Lehetséges: {allowed}.",
        en="{function} cannot be told of `{field}`. Allowed: {allowed}.",
    ),
    "GROUP_KEYS": Message(
        hu="A `keys` egy vagy két különböző kulcsot vár, ez {value}.",
        en="`keys` takes one or two different keys; this has {value}.",
    ),
    "GROUP_ORDER": Message(
        hu=(
            "A csoportok sorrendje ({by}) nem teljes, vagy több a kelleténél: az `AGGREGATE` mellé `of` és `function` "
            "kell, a többi mellé egyik sem, a `SECOND_KEY` pedig két kulcsot kíván."
        ),
        en=(
            "The order of groups by {by} lacks something or has too much: `AGGREGATE` takes `of` and `function`, the "
            "others neither, and `SECOND_KEY` needs two keys."
        ),
    ),
    "GROUP_WHERE": Message(
        hu="Ehhez a feltételhez ({value}) pontosan ez kell: `{wanted}`.",
        en="A condition on {value} takes exactly `{wanted}`.",
    ),
    "GROUP_NODES": Message(
        hu="Ezek ({type}) nem csomópontok, ezért csoportjaiknak nincs `nodes` mezője. Kérje ezt: `count`, `aggregate`.",
        en="{type} are no nodes, so their groups have no `nodes`. Ask for `count` or `aggregate`.",
    ),
}

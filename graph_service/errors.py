"""Every error the service raises on purpose, with its stable code and its message in both languages.

KalakaError
├── RequestError     the caller can fix it: a document, argument, cursor, id or price
├── AccessError      the caller may not do it
├── SettingsError    the operator can fix it: a setting, folder, port or seed file
├── StoreError       the database is down, slow, too old or refused us (masked, retry may help)
├── AnalysisError    network analysis is busy, slow, broken off or not installed (told; retry may help)
└── CompilerError    a fault of ours (masked; quote the request id)

Codes never change; messages come in the viewer's language. `MESSAGES` is the one table of both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

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
        hu=(
            "Egy lap vagy `first`/`after`, vagy `last`/`before`; a(z) `{one}` és a(z) `{other}` együtt nem adható meg."
        ),
        en="A page is either `first`/`after` or `last`/`before`; `{one}` and `{other}` cannot be given together.",
    ),
    "CURSOR_MALFORMED": Message(
        hu="A(z) `{argument}` nem kurzor: az előző válasz `cursor`, `endCursor` vagy `startCursor` mezőjéből vegye.",
        en="`{argument}` is not a cursor: take it from `cursor`, `endCursor` or `startCursor` of an earlier answer.",
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
        hu="A(z) `{argument}` értéke {least} és {most} közötti szám lehet, ez {value}.",
        en="`{argument}` must be a number from {least} to {most}; this is {value}.",
    ),
    "SEARCH_WORDS": Message(
        hu="A(z) `{argument}` legfeljebb {most} szóból állhat, ez {value}.",
        en="`{argument}` may have at most {most} words; this has {value}.",
    ),
    "KEY_COUNT": Message(
        hu="A(z) `{field}` pontosan egyet vár ezek közül: {keys}.",
        en="`{field}` takes exactly one of: {keys}.",
    ),
    "NOT_FOUND": Message(
        hu="Nincs {label} ezzel a kulccsal (`{key}`). A meglévőket ez sorolja fel: `{plural} {{ nodes {{ {key} }} }}`.",
        en="There is no {label} with this `{key}`. This lists them: `{plural} {{ nodes {{ {key} }} }}`.",
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
    "ANALYSIS_BUSY": Message(
        hu=(
            "Az elemzés túlterhelt: egyszerre legfeljebb {most} kérés várhat rá, és legfeljebb {seconds} másodpercig. "
            "Próbálja újra {retry_after} másodperc múlva."
        ),
        en=(
            "The analysis has too much to do: at most {most} requests may wait for it, each at most {seconds} seconds. "
            "Try again in {retry_after} s."
        ),
    ),
    "ANALYSIS_TIMEOUT": Message(
        hu=(
            "Az elemzés {seconds} másodperc alatt nem készült el, ezért leállt. Szűkítse a `scope` körét, vagy "
            "próbálja újra {retry_after} másodperc múlva."
        ),
        en=(
            "The analysis was not ready within {seconds} seconds and was stopped. Narrow its `scope`, or try again in "
            "{retry_after} s."
        ),
    ),
    "ANALYSIS_FAILED": Message(
        hu=(
            "Az elemzés félbeszakadt, mert leállt a folyamat, amely számolta. A következő kérés újat indít: próbálja "
            "újra {retry_after} másodperc múlva."
        ),
        en=(
            "The analysis broke off: the process that computed it ended. The next request starts another one; try "
            "again in {retry_after} s."
        ),
    ),
    "SCOPE_TOO_LARGE": Message(
        hu=("Ez az elemzés {cost} egységbe kerülne, a megengedett legtöbb {limit}. Ezekkel szűkítheti: {by}."),
        en=("This analysis would cost {cost} units; at most {limit} are allowed. Narrow it by: {by}."),
    ),
    "EXTRA_MISSING": Message(
        hu=(
            "Ezen a kiszolgálón nincsenek telepítve a hálózatelemzés csomagjai. Az üzemeltető így telepítheti őket: "
            "pip install 'kalaka[analysis]'."
        ),
        en=(
            "The packages of network analysis are not installed on this server. Its operator can install them: "
            "pip install 'kalaka[analysis]'."
        ),
    ),
    "CURSOR_GONE": Message(
        hu="A(z) `{argument}` kurzor sora már nincs a listában: az adatok változtak. Kezdje elölről a lapozást.",
        en="The row of the cursor in `{argument}` is no longer in the list: the data changed. Begin anew.",
    ),
    "DAY_OUTSIDE": Message(
        hu="A(z) `{argument}` napja {day}; az adatok {first} és {last} közötti napokról szólnak.",
        en="`{argument}` is {day}; the data tell of days from {first} to {last}.",
    ),
    "SCOPE_EMPTY": Message(
        hu="A `scope` egyetlen intézményt sem tartalmaz: bővítse a megyék, szakterületek körét, vagy a `data` értékét.",
        en="There is no institution in `scope`: widen its counties or sectors, or choose other `data`.",
    ),
    "COUNTIES_EMPTY": Message(
        hu="Ezekben a megyékben nincs mit vizsgálni: a program nem ért el bennük semmit. Adjon meg más megyéket.",
        en="There is nothing to look at in these counties: the programme reached nothing there. Give others.",
    ),
    "DAY_TWICE": Message(
        hu="Itt a napokat a `from` és a `to` adja meg; a `scope` mezőből hagyja el az `asOf` mezőt.",
        en="`from` and `to` give the days here; leave `asOf` out of `scope`.",
    ),
    "WHAT_IF_EMPTY": Message(
        hu="A `whatIf` legalább egy együttműködést vár az `add` vagy a `remove` listában.",
        en="`whatIf` takes at least one collaboration in `add` or `remove`.",
    ),
    "WHAT_IF_TOO_MANY": Message(
        hu="A `whatIf` legfeljebb {most} együttműködést vesz fel vagy hagy el egyszerre, ez {value}.",
        en="`whatIf` adds or removes at most {most} collaborations at once; this is {value}.",
    ),
    "WHAT_IF_SIZE": Message(
        hu="Egy feltételezett együttműködésnek 2–10 különböző intézménye lehet, ennek {value} van.",
        en="A hypothetical collaboration has 2 to 10 different institutions; this has {value}.",
    ),
    "WHAT_IF_UNKNOWN": Message(
        hu="Ez az azonosító nincs a vizsgált hálózatban: {id}. A `scope` intézményeit és együttműködéseit adhatja meg.",
        en="This id is not in the network looked at: {id}. Give institutions and collaborations of `scope`.",
    ),
    "LIST_EMPTY": Message(
        hu="A(z) `{argument}` nem lehet üres. Hagyja el, vagy soroljon fel legalább egyet.",
        en="`{argument}` cannot be empty. Leave it out, or give at least one.",
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
    "TOO_MANY_SEARCHES": Message(
        hu="Egy kérésben legfeljebb {most} keresés lehet (például `paths`), ez {value}. Kérje több részletben.",
        en="A request may hold {most} searches (such as `paths`); this has {value}. Ask in several requests.",
    ),
    "NULL_NOT_ALLOWED": Message(
        hu="A(z) `{argument}` értéke nem lehet null. Hagyja el, vagy használja ezt: `isNull`.",
        en="`{argument}` cannot be null. Leave it out, or use `isNull`.",
    ),
    "VALUE_RANGE": Message(
        hu="A(z) `{argument}` értéke kívül esik azon, amit tárolni lehet.",
        en="The value of `{argument}` is beyond what can be stored.",
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
    "STORE_UNAVAILABLE": Message(
        hu="Az adatbázis most nem érhető el. Próbálja újra néhány másodperc múlva.",
        en="The database cannot be reached at present. Try again in a few seconds.",
    ),
    "STORE_TIMEOUT": Message(
        hu="Az adatbázis nem felelt {seconds} másodpercen belül. Szűkítse a kérdést, vagy próbálja később.",
        en="The database did not answer within {seconds} seconds. Narrow the question, or try later.",
    ),
    "SETTING_INVALID": Message(
        hu="A(z) {variable} értéke nem használható: {value}. Megengedett: {allowed}.",
        en="{variable} cannot be {value}. Allowed: {allowed}.",
    ),
    "SETTING_TWICE": Message(
        hu="A {one} és a {other} közül csak az egyiket adja meg.",
        en="Set only one of {one} and {other}.",
    ),
    "SETTING_FILE": Message(
        hu="A(z) {variable} által megnevezett fájl nem olvasható: {file} ({reason}).",
        en="The file that {variable} names cannot be read: {file} ({reason}).",
    ),
    "DATA_DIR_DENIED": Message(
        hu=(
            "Az adatmappába nem lehet írni: {folder} ({reason}). Adjon rá jogot, vagy válasszon másikat: "
            "KALAKA_DATA_DIR."
        ),
        en=(
            "The data folder cannot be written: {folder} ({reason}). Grant rights to it, or choose "
            "another: KALAKA_DATA_DIR."
        ),
    ),
    "DATA_DIR_VERSION": Message(
        hu=(
            "A(z) {folder} adatmappát más változat írta ({found}); ez ezeket olvassa: {readable}. Indítsa "
            "azzal a változattal, vagy válasszon üres mappát: KALAKA_DATA_DIR."
        ),
        en=(
            "The data folder {folder} was written by another version ({found}); this one reads "
            "{readable}. Start that version, or choose an empty folder: KALAKA_DATA_DIR."
        ),
    ),
    "ENGINE_MISSING": Message(
        hu=(
            "A beágyazott adatbázis nem indítható ezen a gépen: {reason}. Adjon meg egy Neo4j-t: "
            "NEO4J_URI=bolt://gép:7687."
        ),
        en=(
            "The embedded database cannot run on this machine: {reason}. Name a Neo4j instead: "
            "NEO4J_URI=bolt://host:7687."
        ),
    ),
    "ENGINE_START": Message(
        hu="A beágyazott adatbázis nem indult el a(z) {folder} mappában: {reason}. A napló: {log}.",
        en="The embedded database did not start in {folder}: {reason}. Its log is {log}.",
    ),
    "ENGINE_HELD": Message(
        hu=(
            "A(z) {folder} mappát a(z) {pid} folyamat tartja, de nem felel. Állítsa le azt, vagy "
            "válasszon másik mappát: KALAKA_DATA_DIR."
        ),
        en="Process {pid} holds {folder} but does not answer. Stop it, or choose another folder: KALAKA_DATA_DIR.",
    ),
    "NEO4J_DOWN": Message(
        hu=(
            "A(z) {uri} címen nem felel Neo4j. Indítsa el, vagy javítsa a NEO4J_URI értékét; ha üres, a "
            "beágyazott adatbázis indul."
        ),
        en="No Neo4j answers at {uri}. Start it, or correct NEO4J_URI; unset, the embedded database is used.",
    ),
    "NEO4J_CREDENTIALS": Message(
        hu=(
            "A(z) {uri} Neo4j nem fogadta el {username} jelszavát. Javítsa: NEO4J_USERNAME, "
            "NEO4J_PASSWORD vagy NEO4J_PASSWORD_FILE."
        ),
        en=(
            "The Neo4j at {uri} refused the password of {username}. Correct NEO4J_USERNAME, "
            "NEO4J_PASSWORD or NEO4J_PASSWORD_FILE."
        ),
    ),
    "NEO4J_DATABASE_UNKNOWN": Message(
        hu="A(z) {uri} Neo4j-ben nincs {database} nevű adatbázis. Hozza létre, vagy javítsa: NEO4J_DATABASE.",
        en="The Neo4j at {uri} has no database {database}. Create it, or correct NEO4J_DATABASE.",
    ),
    "NEO4J_TOO_OLD": Message(
        hu="A(z) {uri} Neo4j túl régi: {found}. Legalább {least} kell.",
        en="The Neo4j at {uri} is too old: {found}. At least {least} is needed.",
    ),
    "NEO4J_UNFIT": Message(
        hu="A(z) {uri} címen felelő kiszolgáló nem használható: {reason}. Neo4j {least} vagy újabb kell.",
        en="The server at {uri} cannot be used: {reason}. Neo4j {least} or newer is needed.",
    ),
    "READ_NOT_ENFORCED": Message(
        hu=(
            "A(z) {uri} kiszolgáló olvasó tranzakcióban is engedi az írást, és nincs csak olvasó "
            "felhasználó. Használjon Neo4j {least} vagy újabb kiszolgálót."
        ),
        en=(
            "The server at {uri} lets a read transaction write, and there is no read-only user. Use Neo4j "
            "{least} or newer."
        ),
    ),
    "MIGRATION_NAME": Message(
        hu="Nem migráció neve, vagy a száma ismétlődik: {file}. A név alakja: 0001_nev.cypher.",
        en="Not the name of a migration, or its number repeats: {file}. Names look like 0001_name.cypher.",
    ),
    "MIGRATION_FOLDER": Message(
        hu="Nincs migráció a(z) {folder} mappában. Telepítse újra a csomagot.",
        en="There are no migrations in {folder}. Install the package again.",
    ),
    "MIGRATION_CHANGED": Message(
        hu=(
            "A(z) {name} migráció megváltozott, mióta lefutott. Állítsa vissza, és a változást írja új, "
            "számozott fájlba."
        ),
        en="The migration {name} was changed after it ran. Restore it and write the change into a new numbered file.",
    ),
    "MIGRATION_UNKNOWN": Message(
        hu="A gráfban újabb migráció futott: {name}. Frissítse a programot, vagy válasszon másik gráfot.",
        en="The graph has a newer migration: {name}. Update the program, or choose another graph.",
    ),
    "MIGRATION_FAILED": Message(
        hu="A(z) {name} migráció {number}. utasítása nem futott le ({status}): {statement}",
        en="Statement {number} of the migration {name} failed ({status}): {statement}",
    ),
    "MIGRATION_UNSUPPORTED": Message(
        hu="A beágyazott adatbázis nem ismeri ezt az utasítást: {statement}",
        en="The embedded database does not take this statement: {statement}",
    ),
    "STORE_BUSY": Message(
        hu="Az adatbázis túlterhelt. Próbálja újra néhány másodperc múlva.",
        en="The database is overloaded. Try again in a few seconds.",
    ),
    "STORE_CONSTRAINT": Message(
        hu="Az írás ütközne egy már meglévő adattal (egyedi kulcs).",
        en="The write would collide with what is there already (a unique key).",
    ),
    "STORE_OUTCOME_UNKNOWN": Message(
        hu=(
            "A kapcsolat a véglegesítés közben szakadt meg: nem tudni, megtörtént-e az írás. Ismételje "
            "meg ugyanazzal a kulccsal."
        ),
        en=(
            "The connection was lost during the commit: whether the write happened is unknown. Repeat it "
            "with the same key."
        ),
    ),
    "STORE_REFUSED": Message(
        hu="Az adatbázis visszautasította a műveletet.",
        en="The database refused the operation.",
    ),
    "BODY_TOO_LARGE": Message(
        hu="A kérés törzse legfeljebb {most} bájt lehet.",
        en="The body of a request may have at most {most} bytes.",
    ),
    "BODY_SLOW": Message(
        hu="A kérés törzse nem érkezett meg {seconds} másodpercen belül.",
        en="The body of the request did not arrive within {seconds} seconds.",
    ),
    "BODY_MALFORMED": Message(
        hu="A(z) {part} nem érvényes UTF-8 kódolású JSON ({reason}).",
        en="{part} is not valid JSON in UTF-8 ({reason}).",
    ),
    "BODY_SHAPE": Message(
        hu='A kérés törzse egy objektum: {{"query": "…", "variables": {{…}}}}; ez nem az.',
        en='The body of a request is an object: {{"query": "…", "variables": {{…}}}}; this is not one.',
    ),
    "BODY_FIELD": Message(
        hu="A kérés `{name}` mezője: {allowed}.",
        en="`{name}` of a request is {allowed}.",
    ),
    "BODY_DEPTH": Message(
        hu="A változók legfeljebb {most} szint mélyek lehetnek.",
        en="Variables may be at most {most} levels deep.",
    ),
    "CONTENT_TYPE": Message(
        hu="A kérés típusa `Content-Type: application/json` lehet.",
        en="A request is sent as `Content-Type: application/json`.",
    ),
    "CONTENT_ENCODING": Message(
        hu="A kérés törzse nem lehet tömörített; hagyja el a `Content-Encoding` fejlécet.",
        en="The body of a request cannot be compressed; leave `Content-Encoding` out.",
    ),
    "METHOD_NOT_ALLOWED": Message(
        hu="Itt ezek a metódusok használhatók: {allowed}.",
        en="The methods to use here are {allowed}.",
    ),
    "GET_ONLY_QUERIES": Message(
        hu="GET kéréssel csak lekérdezés küldhető; a többihez használjon POST kérést.",
        en="GET takes queries only; use POST for the rest.",
    ),
    "QUERY_MISSING": Message(
        hu="A kérésben nincs `query`.",
        en="The request has no `query`.",
    ),
    "OPERATION_UNKNOWN": Message(
        hu="Nem tudni, melyik műveletet kell futtatni. Adja meg: `operationName`.",
        en="Which operation to run is not known. Name it in `operationName`.",
    ),
    "HOST_MISSING": Message(
        hu="A kérésben nincs (vagy több is van) `Host` fejléc.",
        en="The request has no `Host` header, or more than one.",
    ),
    "ADDRESS_UNKNOWN": Message(
        hu="Itt nincs semmi: {path}.",
        en="There is nothing at {path}.",
    ),
    "MIGRATIONS_MISSING": Message(
        hu="Lefuttatandó migráció: {names}. Futtassa: kalaka migrate.",
        en="Migrations still to run: {names}. Run `kalaka migrate`.",
    ),
    "GRAPH_EMPTY": Message(
        hu="A gráf üres. Futtassa: kalaka seed.",
        en="The graph is empty. Run `kalaka seed`.",
    ),
    "PORT_IN_USE": Message(
        hu="A(z) {host}:{port} foglalt. Állítsa le, ami ott figyel, vagy válasszon másik kaput: KALAKA_PORT.",
        en="{host}:{port} is in use. Stop what listens there, or choose another port: KALAKA_PORT.",
    ),
    "ADDRESS_UNUSABLE": Message(
        hu="A(z) {host}:{port} címen nem lehet figyelni ({reason}). Javítsa: KALAKA_HOST, KALAKA_PORT.",
        en="Cannot listen on {host}:{port} ({reason}). Correct KALAKA_HOST or KALAKA_PORT.",
    ),
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
    "BAD_DATA": Message(
        hu="A gráf adata nem illik a sémához: {reason}",
        en="{reason}",
    ),
    "EXPLAIN_DENIED": Message(
        hu="Az `explain` csak `{scope}` jogú kulccsal kérhető. Hagyja el az `extensions` mezőből.",
        en="`explain` is for keys with the scope `{scope}` only. Leave it out of `extensions`.",
    ),
    "INTERNAL": Message(
        hu="Belső hiba. Hivatkozzon erre: {request_id}.",
        en="Internal error. Quote {request_id}.",
    ),
}


# Values of an error that programs need too, and the names under which `extensions` has them.
_TOLD = {"retry_after": "retryAfter", "cost": "cost", "limit": "limit"}
# Seconds until the same request may succeed, where the error itself does not say. A scope stays too large until the
# data change: an hour keeps a client that repeats by itself away.
_RETRY_AFTER = {"ANALYSIS_BUSY": 1, "ANALYSIS_TIMEOUT": 1, "ANALYSIS_FAILED": 1, "SCOPE_TOO_LARGE": 3_600}


class KalakaError(Exception):
    """An error with a code of `MESSAGES` and the values its text names."""

    default_code: ClassVar[str] = "INTERNAL"

    def __init__(self, code: str | None = None, /, **values: object) -> None:
        self.code = code or self.default_code
        if self.code in _RETRY_AFTER:
            values = {"retry_after": _RETRY_AFTER[self.code], **values}
        self.values = values
        super().__init__(self.text("en"))

    def text(self, language: Language) -> str:
        """The message in `language`, for people; an unfilled name stays in braces."""
        template = getattr(MESSAGES[self.code], language)
        return str(template).format_map(_Braces(self.values))

    @property
    def retry_after(self) -> int | None:
        """Whole seconds until the same request may succeed; None where waiting does not help."""
        seconds = self.values.get("retry_after")
        return seconds if isinstance(seconds, int) else None

    @property
    def extensions(self) -> dict[str, object]:
        """What programs need of it: `code`, and `retryAfter` (seconds), `cost` and `limit` where it has them."""
        told = {name: self.values[value] for value, name in _TOLD.items() if value in self.values}
        return {"code": self.code, **told}


class _Braces(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


class RequestError(KalakaError):
    """The caller can fix it. `nodes` are the places in the document that it speaks of, where known."""

    nodes: tuple[Any, ...] | None = None


class AccessError(KalakaError):
    """The viewer may not do it."""


class SettingsError(KalakaError):
    """The operator can fix it."""


class StoreError(KalakaError):
    """The database could not or would not answer."""

    default_code = "STORE_UNAVAILABLE"


class AnalysisError(KalakaError):
    """Network analysis could not answer: its worker was busy, too slow or ended, or its packages are missing."""

    default_code = "ANALYSIS_FAILED"


class CompilerError(KalakaError):
    """A fault of ours."""

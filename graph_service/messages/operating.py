"""Settings, engines, migrations: what an operator can mend."""

from __future__ import annotations

from graph_service.messages.message import Message

MESSAGES: dict[str, Message] = {
    "TRACES_EXTRA": Message(
        hu="A nyomkövetéshez (KALAKA_TRACES_URL) külön csomagok kellenek. Telepítse: pip install 'kalaka[traces]'.",
        en="Traces (KALAKA_TRACES_URL) need more packages. Install them: pip install 'kalaka[traces]'.",
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
    "ENGINE_ENDED": Message(
        hu="A beágyazott adatbázis többször leállt, ezért már nem indul újra. A napló megmondja, miért.",
        en="The embedded database ended several times and is not started again. The log tells why.",
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
}

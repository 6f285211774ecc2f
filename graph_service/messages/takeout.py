"""Take-out, restore and backup: told by commands."""

from __future__ import annotations

from graph_service.messages.message import Message

MESSAGES: dict[str, Message] = {
    "EXPORT_FOLDER_USED": Message(
        hu="A mappa nem üres: {folder}. Adjon meg újat vagy üreset.",
        en="The folder is not empty: {folder}. Name a new or an empty one.",
    ),
    "EXPORT_CHANGED": Message(
        hu=(
            "Az adatok megváltoztak, amíg a fájlok készültek, ezért nem maradt belőlük semmi. Ismételje meg, "
            "amikor senki sem ír, vagy beágyazott adatbázisnál készítsen mentést (kalaka backup create)."
        ),
        en=(
            "The data changed while the files were written, so none of them was kept. Try again when nobody "
            "writes, or with the embedded database make a backup (kalaka backup create)."
        ),
        remedy="retry",
    ),
    "EXPORT_UNDECLARED": Message(
        hu=(
            "A gráfban olyan is van ({count}), amit a modell nem ismer: {found}. Javítsa az adatot, vagy hagyja ki: "
            "--lenient."
        ),
        en=(
            "The graph holds what the model does not declare ({count}): {found}. Mend the data, or leave it out: "
            "--lenient."
        ),
    ),
    "EXPORT_MANIFEST": Message(
        hu="Ez nem kivitt gráf, vagy a jegyzéke sérült: {file} ({reason}). Vigye ki újra: kalaka export.",
        en="This is no take-out, or its manifest is damaged: {file} ({reason}). Take it out again: kalaka export.",
    ),
    "EXPORT_VERSION": Message(
        hu="A(z) {file} alakja {found}; ez a program ezt olvassa: {allowed}.",
        en="{file} is of the form {found}; this program reads {allowed}.",
    ),
    "EXPORT_FILE_MISSING": Message(
        hu="A jegyzékben szereplő fájl hiányzik: {file}.",
        en="A file of the manifest is missing: {file}.",
    ),
    "EXPORT_FILE_EXTRA": Message(
        hu="Ez a fájl nincs a jegyzékben: {file}. Vegye ki a mappából.",
        en="The manifest does not have this file: {file}. Take it out of the folder.",
    ),
    "EXPORT_FILE_UNKNOWN": Message(
        hu="Ilyen csomópontot vagy kapcsolatot a modell nem ismer: {file}. Olvassa azzal a változattal, amely kivitte.",
        en="The model has no such nodes or relationships: {file}. Read it with the version that took it out.",
    ),
    "EXPORT_FILE_EDITED": Message(
        hu="A fájl megváltozott, mióta kivitték: {file}. Visszaállítani csak változatlan fájlokból lehet.",
        en="The file was changed since it was taken out: {file}. Only unchanged files can be restored.",
    ),
    "EXPORT_ROW": Message(
        hu="A(z) {file} {row}. sora nem olvasható ({reason}).",
        en="Row {row} of {file} cannot be read ({reason}).",
    ),
    "EXPORT_DIGEST": Message(
        hu="A fájlok nem azt a gráfot adják, amelyből a jegyzék készült: az ellenőrző összeg más.",
        en="The files do not give the graph that the manifest was made of: the digest differs.",
    ),
    "RESTORE_NOT_EMPTY": Message(
        hu="A gráf nem üres. Visszaállítani csak üres gráfba lehet: adjon meg új adatmappát vagy adatbázist.",
        en="The graph is not empty. A restore needs an empty one: name a new data folder or database.",
    ),
    "RESTORE_UNFINISHED": Message(
        hu=(
            "A gráfban félbemaradt visszaállítás van. Kezdje újra (kalaka import DIR --again), vagy adjon meg másik "
            "adatmappát vagy adatbázist."
        ),
        en=(
            "The graph holds a restore that was not finished. Begin it again (kalaka import DIR --again), or name "
            "another data folder or database."
        ),
    ),
    "BACKUP_SERVER": Message(
        hu="A mentés a beágyazott adatbázisé. A Neo4j-t a saját eszközeivel mentse: neo4j-admin database dump.",
        en="This backup is the embedded database's. Back up a Neo4j with its own tools: neo4j-admin database dump.",
    ),
    "BACKUP_FILE_THERE": Message(
        hu="A fájl már létezik: {file}. Adjon meg másik nevet.",
        en="The file exists already: {file}. Choose another name.",
    ),
    "BACKUP_FAILED": Message(
        hu="Az adatbázis nem tudta elkészíteni a mentést: {reason}.",
        en="The database could not make the backup: {reason}.",
        remedy="retry",
    ),
    "BACKUP_DAMAGED": Message(
        hu="Ez nem mentés, vagy megsérült: {file} ({reason}). Semmi sem változott.",
        en="This is no backup, or it is damaged: {file} ({reason}). Nothing was changed.",
    ),
    "BACKUP_VERSION": Message(
        hu="A(z) {file} mentést más változat írta ({found}); ez ezeket olvassa: {readable}.",
        en="The backup {file} was written by another version ({found}); this one reads {readable}.",
    ),
    "BACKUP_FOLDER_USED": Message(
        hu="Az adatmappában már van adatbázis: {folder}. Adjon meg újat vagy üreset: KALAKA_DATA_DIR.",
        en="The data folder holds a database already: {folder}. Name a new or an empty one: KALAKA_DATA_DIR.",
    ),
    "BACKUP_DIFFERS": Message(
        hu="A visszaállított gráf nem az, amelyről a mentés készült: {reason}. A mappát ne használja: {folder}.",
        en="The restored graph is not the one that was backed up: {reason}. Do not use the folder: {folder}.",
    ),
}

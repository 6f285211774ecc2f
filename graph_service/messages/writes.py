"""Refused edits: values, relationships, rules of the domain, versions."""

from __future__ import annotations

from graph_service.messages.message import Message

MESSAGES: dict[str, Message] = {
    "REQUIRED_MISSING": Message("A(z) `{field}` mező kötelező.", "`{field}` is required."),
    "VALUE_KIND": Message(
        "A(z) `{field}` mező értéke nem megfelelő típusú. Megengedett: {allowed}.",
        "The value of `{field}` is of the wrong type. Allowed: {allowed}.",
    ),
    "VALUE_ITEMS": Message(
        "A(z) `{field}` legfeljebb {most} elemű lehet, ez {value}.",
        "`{field}` may have at most {most} items; this has {value}.",
    ),
    "VALUE_CODE": Message(
        "A(z) `{field}` értéke nincs a szótárban. Megengedett: {allowed}.",
        "The value of `{field}` is not in the vocabulary. Allowed: {allowed}.",
    ),
    "VALUE_EMPTY": Message(
        "A(z) `{field}` nem lehet üres szöveg; ha nincs értéke, hagyja el, vagy adjon meg `null` értéket.",
        "`{field}` cannot be an empty text; leave it out, or give `null`, where there is none.",
    ),
    "VALUE_LENGTH": Message(
        "A(z) `{field}` legfeljebb {most} karakteres lehet, ez {value}.",
        "`{field}` may have at most {most} characters; this has {value}.",
    ),
    "VALUE_CONTROL": Message(
        "A(z) `{field}` szövegében vezérlőkarakter áll.", "The text of `{field}` holds a control character."
    ),
    "VALUE_PATTERN": Message(
        "A(z) `{field}` alakja nem megfelelő. Megengedett: {allowed}.",
        "`{field}` does not have the right form. Allowed: {allowed}.",
    ),
    "VALUE_POINT": Message(
        "A(z) `{field}` nem pont a Földön: a hosszúság −180 és 180, a szélesség −90 és 90 fok közötti.",
        "`{field}` is no point on the Earth: longitude is −180 to 180, latitude −90 to 90 degrees.",
    ),
    "VALUE_BOUNDS": Message(
        "A(z) `{field}` értéke a határokon kívül esik. Megengedett: {allowed}.",
        "The value of `{field}` is out of range. Allowed: {allowed}.",
    ),
    "VALUE_TAKEN": Message(
        "A(z) `{field}` értéke már foglalt: {id}.",
        "The value of `{field}` is taken by {id}.",
    ),
    "SYNTHETIC_IDENTIFIER": Message(
        "Kitalált (synthetic) adatnak nem lehet valódi azonosítója: `{field}`.",
        "Invented (synthetic) data cannot have a real identifier: `{field}`.",
    ),
    "FIELD_NOT_WRITABLE": Message(
        "Nincs `{field}` nevű írható mező. Megengedett: {allowed}.",
        "There is no field `{field}` to write. Allowed: {allowed}.",
    ),
    "LABEL_NOT_WRITABLE": Message(
        "{label} csomópontok nem írhatók: a hivatalos adatok egy kiadással jönnek.",
        "Nodes of {label} cannot be written: official data come with a release.",
    ),
    "TYPE_NOT_WRITABLE": Message(
        "A(z) {type} kapcsolat nem írható: más adatokból következik, vagy hivatalos adat.",
        "The relationship {type} cannot be written: it follows from other data, or is official data.",
    ),
    "ID_PREFIX": Message(
        "Az azonosító nem ehhez a címkéhez tartozik. Megengedett: {allowed}.",
        "The id does not belong to this label. Allowed: {allowed}.",
    ),
    "ID_TAKEN": Message("Az azonosító már foglalt: {value}.", "The id is taken: {value}."),
    "NODE_UNKNOWN": Message("Nincs ilyen {label}: {value}.", "There is no such {label}: {value}."),
    "VERSION_CONFLICT": Message(
        "Az adat közben megváltozott: a megadott változat {value}, a jelenlegi {present}. Olvassa újra, és döntsön.",
        "It changed meanwhile: you have seen revision {value}, the present one is {present}. Read it again and decide.",
    ),
    "END_UNKNOWN": Message(
        "Nincs ilyen csomópont: {value}. Megengedett: {allowed}.",
        "There is no such node: {value}. Allowed: {allowed}.",
    ),
    "END_LABEL": Message(
        "{value} nem lehet ennek a kapcsolatnak a vége. Megengedett: {allowed}.",
        "{value} cannot be the end of this relationship. Allowed: {allowed}.",
    ),
    "TIE_ENDS": Message(
        "A(z) {type} kapcsolat innen nem vezethet ide: {value}. Megengedett: {allowed}.",
        "{type} cannot lead from here to {value}. Allowed: {allowed}.",
    ),
    "TIE_TO_ITSELF": Message(
        "Egy csomópont nem kapcsolódhat önmagához: {value}.", "A node cannot be related to itself: {value}."
    ),
    "TIE_EXISTS": Message("Ez a(z) {type} kapcsolat már megvan.", "This {type} is there already."),
    "TIE_UNKNOWN": Message("Nincs ilyen {type} kapcsolat.", "There is no such {type}."),
    "TIE_AMBIGUOUS": Message(
        "Több ilyen {type} kapcsolat van; adja meg a `key` értékét. Megengedett: {allowed}.",
        "There are several such {type}; give the `key`. Allowed: {allowed}.",
    ),
    "LINK_MANY": Message(
        "A(z) `{field}` csak egy lehet, így {value} volna.",
        "There can be one `{field}`; this would make {value}.",
    ),
    "DELETE_ORPHANS": Message(
        "Nem törölhető: {count} csomópont nem lehet meg nélküle ({allowed}). Törölje előbb ezeket, vagy kérje a "
        "`cascade: true` értékkel, hogy velük együtt törlődjön.",
        "Cannot be deleted: {count} nodes cannot be without it ({allowed}). Delete them first, or ask with "
        "`cascade: true` to delete them, too.",
    ),
    "RULE_SAMPLE_SECTORS": Message(
        "Egy mintaprojektnek minden szakterületről van partnere ({id}). Hiányzik: {allowed}.",
        "A sample project has a partner of each sector ({id}). Missing: {allowed}.",
    ),
    "RULE_SOCIALISED": Message(
        "A(z) `{field}` az értékelésekből következik: akkor igaz, ha a legújabb értékelés foka legalább minimális, és "
        "a működés a belső szabályzatokban is szerepel. Adjon hozzá értékelést.",
        "`{field}` follows from the assessments: it holds if the newest one has a degree of at least minimal and "
        "contains `documented`. Add an assessment.",
    ),
    "RULE_TOP_PARTNERS": Message(
        "Egy TOP-projektnek legalább két partnere van ({id}).", "A TOP project has at least two partners ({id})."
    ),
    "RULE_VOLUNTEER_SUPPLIER": Message(
        "Közvetett (indirect) önkéntesprogramhoz civil szervezet adja az önkénteseket ({id}).",
        "A volunteer programme of form `indirect` has a civil organisation that supplies the volunteers ({id}).",
    ),
    "RULE_SPAN": Message(
        "A(z) `{field}` ({value}) nem lehet korábbi, mint a(z) `{start}`. Megengedett: {allowed}.",
        "`{field}` ({value}) cannot be before `{start}`. Allowed: {allowed}.",
    ),
    "RULE_KIND": Message(
        "A(z) `{field}` értéke ({value}) nem ide tartozik: {other}. Megengedett: {allowed}.",
        "The value of `{field}` ({value}) does not belong to {other}. Allowed: {allowed}.",
    ),
    "RULE_PROGRAMME_AREA": Message(
        "A program területén kívül esik ({id}): {value}. Pest megye és Budapest nem tartozik hozzá.",
        "Outside the area of the programme ({id}): {value}. Pest county and Budapest do not belong to it.",
    ),
    "RULE_DERIVED": Message(
        "A(z) `{field}` más adatokból következik, nem írható.", "`{field}` follows from other data; it is not written."
    ),
    "RULE_PHASE": Message(
        "Egy fejlesztési folyamat legalább egy szakaszba belépett ({id}).",
        "A development process has entered at least one phase ({id}).",
    ),
    "WORK_CONCERNS": Message(
        "Egy teendő egy vagy két intézményről szól, egy javasolt pár pontosan kettőről; így {value} volna.",
        "An item of the worklist is of one institution or two, a suggested pair of exactly two; this would be {value}.",
    ),
    "WORK_PAIR_OPEN": Message(
        "Ennek a párnak már van nyitott teendője: {id}.", "This pair has an open item already: {id}."
    ),
    "WORK_PAIR_TIED": Message(
        "A két intézmény már együttműködik ({id}), ezért nem lehet nyitott teendőjük.",
        "The two institutions share a collaboration ({id}), so they can have no open item.",
    ),
    "COUNTY_FORBIDDEN": Message(
        "A kulcs ebben a megyében nem írhat ({id}): {value}. Megengedett: {allowed}.",
        "The key may not write in this county ({id}): {value}. Allowed: {allowed}.",
    ),
    "ROLLED_BACK": Message(
        "Nem történt meg, mert ugyanennek a kérésnek egy másik módosítása hibás.",
        "Not done, because another mutation of the same operation failed.",
    ),
    "CLIENT_MUTATION_ID_USED": Message(
        "Ezzel a `clientMutationId` értékkel már mást kértek; adjon meg újat.",
        "This `clientMutationId` was used for something else; give a new one.",
    ),
    "TOO_MANY_MUTATIONS": Message(
        "Egy kérésben legfeljebb {most} módosítás lehet, ez {value}.",
        "An operation may hold {most} mutations; this has {value}.",
    ),
    "UNDO_UNKNOWN": Message(
        "Nincs ilyen beolvasás vagy módosítás: {value}. Egy beolvasás azonosítója `import:…`, egy módosításé az adatok "
        "száma utána.",
        "There is no such import or change: {value}. An import goes by its id, `import:…`, a change by the number of "
        "the data after it.",
    ),
    "UNDO_BLOCKED": Message(
        "Nem vonható vissza: {count} csomópontot vagy kapcsolatait később más is módosította ({allowed}). A `partial: "
        "true` a többit vonja vissza.",
        "Cannot be undone: {count} nodes, or relationships of theirs, were changed later ({allowed}). `partial: true` "
        "undoes the rest.",
    ),
    "UNDO_TOO_LARGE": Message(
        "Egy kérésben legfeljebb {most} módosítás vonható vissza, ez {value}. A `kalaka undo` parancs bármennyit "
        "visszavon.",
        "A request can undo {most} changes; this has {value}. The command `kalaka undo` undoes any number.",
        remedy="operator",
    ),
    "MUTATION_ALONE": Message(
        "A(z) `{field}` csak egymaga állhat egy tranzakcióban: írja a műveletre az `@oneByOne` direktívát.",
        "`{field}` must be alone in its transaction: put `@oneByOne` on the operation.",
    ),
    "MERGE_ITSELF": Message("A két azonosító ugyanaz a csomópont: {value}.", "Both ids are of the same node: {value}."),
    "MERGE_LABELS": Message(
        "Csak azonos címkéjű csomópontok vonhatók össze; ez {value}. Megengedett: {allowed}.",
        "Only nodes of one label can be merged; this is a {value}. Allowed: {allowed}.",
    ),
    "WRITES_MISSING": Message("Ez a szolgáltatás csak olvasható.", "This service can only be read.", remedy="operator"),
    "IMPORT_OUTDATED": Message(
        hu="Az adatok az ellenőrzés közben megváltoztak, ezért semmi sem íródott be. Indítsa el újra a beolvasást.",
        en="The data changed while the files were compared with them, so nothing was written. Import again.",
    ),
    "IMPORT_BROKEN": Message(
        hu="Az adatok beolvasás közben megváltoztak, ezért a beolvasás félbemaradt. Ami már beíródott, megmaradt: "
        "visszavonása `kalaka undo {id}`, folytatása ugyanaz a parancs, miután a hibát kijavította.",
        en="The data changed during the import, so it broke off. What had been written stays: take it back by "
        "`kalaka undo {id}`, or correct what is wrong and go on by the same command.",
    ),
    "IMPORT_TAKEN_BACK": Message(
        hu="Az adatok beolvasás közben megváltoztak, ezért a beolvasás félbemaradt, és ami már beíródott, azt a "
        "program visszavonta. Javítsa ki, ami hibás, és indítsa el újra a beolvasást.",
        en="The data changed during the import, so it broke off, and what had been written was undone. Correct what "
        "is wrong and import again.",
    ),
    "IMPORT_OVERTAKEN": Message(
        hu="Ugyanezt a beolvasást ({id}) közben más is folytatta.",
        en="Somebody else has gone on with the same import ({id}) meanwhile.",
    ),
}

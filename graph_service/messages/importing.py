"""Files to import: what keeps a file, a sheet, a row or a cell from being read."""

from __future__ import annotations

from graph_service.messages.message import Message

MESSAGES: dict[str, Message] = {
    "FILE_EMPTY": Message(
        hu="A fájl üres.",
        en="The file is empty.",
    ),
    "FILE_TOO_LARGE": Message(
        hu="A fájl nagyobb {most} bájtnál. Bontsa több fájlra.",
        en="The file is larger than {most} bytes. Split it into several files.",
    ),
    "FILE_FORMAT": Message(
        hu="Ismeretlen fájlfajta: {value}. CSV, XLSX és JSON Lines olvasható.",
        en="Unknown kind of file: {value}. CSV, XLSX and JSON Lines are read.",
    ),
    "FILE_OLD_EXCEL": Message(
        hu="Ez régi (.xls) vagy jelszóval védett Excel-fájl. Mentse jelszó nélkül, .xlsx formátumban.",
        en="This is an old (.xls) or a password-protected Excel file. Save it as .xlsx, without a password.",
    ),
    "FILE_NOT_TEXT": Message(
        hu="A fájl a neve szerint szöveg, de nem szöveg van benne.",
        en="By its name the file is text, but its content is not.",
    ),
    "FILE_UTF16": Message(
        hu="A fájl UTF-16 kódolású. Mentse UTF-8 kódolással (Excelben: „CSV UTF-8”).",
        en="The file is encoded in UTF-16. Save it as UTF-8 (in Excel: “CSV UTF-8”).",
    ),
    "FILE_ENCODING": Message(
        hu="A fájl kódolása sem UTF-8, sem Windows-1250. Mentse UTF-8 kódolással.",
        en="The file is encoded neither in UTF-8 nor in Windows-1250. Save it as UTF-8.",
    ),
    "FILE_CUT": Message(
        hu="A fájl csonka: a vége hiányzik. Másolja vagy töltse le újra.",
        en="The file is cut off: its end is missing. Copy or download it again.",
    ),
    "FILE_NOT_ZIP": Message(
        hu="Ez nem XLSX-fájl: nem zip-archívum.",
        en="This is no XLSX file: it is not a zip archive.",
    ),
    "FILE_BOMB": Message(
        hu="Kicsomagolva túl nagy: {value} (legfeljebb {most} bájt, és legfeljebb {ratio}-szorosa a tömörítettnek).",
        en="Too large when unpacked: {value} (at most {most} bytes, and at most {ratio} times what is packed).",
    ),
    "FILE_UNSAFE": Message(
        hu="Az XLSX-fájl saját XML-definíciókat tartalmaz ({value}); ilyet nem olvasunk.",
        en="The XLSX file holds XML definitions of its own ({value}); such files are not read.",
    ),
    "FILE_BROKEN": Message(
        hu="Az XLSX-fájl sérült, vagy nem munkafüzet van benne: {value}.",
        en="The XLSX file is damaged, or holds no workbook: {value}.",
    ),
    "ROWS_LEFT_OUT": Message(
        hu="Kimaradt, mert más adatokból következik, vagy a szolgáltatás maga vezeti: {value}.",
        en="Left out, because it follows from other data or is kept by the service itself: {value}.",
    ),
    "REFERENCE_UNKNOWN": Message(
        hu="Nem található: „{value}”. Adja meg az azonosítóját, a kódját vagy a pontos nevét. Lehet: {allowed}.",
        en="Not found: “{value}”. Give its id, its code or its exact name. It can be: {allowed}.",
    ),
    "REFERENCE_AMBIGUOUS": Message(
        hu="Több is van, amit így hívnak: „{value}”. Adja meg az azonosítóját: {allowed}.",
        en="Several go by this name: “{value}”. Give its id: {allowed}.",
    ),
    "SHEET_UNKNOWN": Message(
        hu="A(z) „{value}” lapról nem tudni, mit tartalmaz. Nevezze el egy címkéről vagy kapcsolattípusról.",
        en="It is not known what the sheet “{value}” holds. Name it after a label or a relationship type.",
    ),
    "SHEET_NOT_WRITABLE": Message(
        hu="A(z) „{value}” adatai a programmal érkeznek vagy számítottak; fájlból nem írhatók.",
        en="The data of “{value}” come with the program or are computed; files cannot write them.",
    ),
    "SHEET_HIDDEN": Message(
        hu="A(z) „{value}” lap rejtett, ezért kimarad.",
        en="The sheet “{value}” is hidden and left out.",
    ),
    "SHEET_TOO_LONG": Message(
        hu="A lapon {most}-nál több sor van.",
        en="The sheet has more than {most} rows.",
    ),
    "HEADING_ROW_MISSING": Message(
        hu="Hiányzik a fejléc: az első sorban az oszlopok nevének kell állnia.",
        en="There are no headings: the first row has to name the columns.",
    ),
    "HEADING_UNKNOWN": Message(
        hu="Ismeretlen oszlop: „{value}”; kimarad.",
        en="Unknown column: “{value}”; it is left out.",
    ),
    "HEADING_KEPT": Message(
        hu="A(z) „{value}” oszlopot a szolgáltatás maga tölti ki; kimarad.",
        en="The service itself fills the column “{value}”; it is left out.",
    ),
    "HEADING_DOUBLED": Message(
        hu="A(z) „{value}” oszlop kétszer szerepel ({first} és {second}).",
        en="The column “{value}” is there twice ({first} and {second}).",
    ),
    "COLUMN_MISSING": Message(
        hu="Hiányzik a kötelező „{value}” oszlop.",
        en="The required column “{value}” is missing.",
    ),
    "COLUMNS_TOO_MANY": Message(
        hu="A lapon {most}-nál több oszlop van.",
        en="The sheet has more than {most} columns.",
    ),
    "CELLS_MERGED": Message(
        hu="Összevont cellák: {value}. Szüntesse meg az összevonást, és írjon minden cellába.",
        en="Merged cells: {value}. Unmerge them and fill every cell.",
    ),
    "ROW_TOO_LONG": Message(
        hu="A sorban több cella van ({value}), mint oszlopnév ({most}). Nincs elválasztójel idézőjel nélkül?",
        en="The row has more cells ({value}) than there are headings ({most}). Is a delimiter not in quotes?",
    ),
    "ROW_QUOTES": Message(
        hu="Hibás idézőjel. A cellában lévő idézőjelet kettőzze meg.",
        en="A quotation mark is out of place. Double it inside a cell.",
    ),
    "ROW_QUOTE_OPEN": Message(
        hu="Az itt kezdődő idézőjel nem záródik be a fájl végéig: csonka a fájl, vagy hiányzik egy idézőjel.",
        en="The quotation that begins here never ends: the file is cut off, or a quotation mark is missing.",
    ),
    "ROW_JSON": Message(
        hu="A sor nem JSON: {reason}.",
        en="The line is not JSON: {reason}.",
    ),
    "ROW_NOT_OBJECT": Message(
        hu="A sor nem JSON-objektum. Minden sor egy objektum, az oszlopok neveivel.",
        en="The line is not a JSON object. Every line is one object, with the names of the columns.",
    ),
    "ROW_KEY_DOUBLED": Message(
        hu="Az objektumban kétszer szerepel: „{value}”.",
        en="The object has “{value}” twice.",
    ),
    "ROW_NESTED": Message(
        hu="Egymásba ágyazott értéket nem olvasunk. Írjon szöveget, számot, igaz/hamis értéket vagy ezek listáját.",
        en="Nested values are not read. Give a text, a number, a truth value or a list of these.",
    ),
    "ROW_WITHOUT_ID": Message(
        hu="A művelethez azonosító kell.",
        en="This action needs an id.",
    ),
    "ROW_TWICE": Message(
        hu="Ugyanez már szerepel a fájlban: {first}.",
        en="The same is in the file already: {first}.",
    ),
    "ROW_ACTION": Message(
        hu="Ismeretlen művelet: „{value}”.",
        en="Unknown action: “{value}”.",
    ),
    "CELL_FORMULA": Message(
        hu="Képlet van a cellában. Írja be az értékét (beillesztés értékként).",
        en="There is a formula in the cell. Put its value there (paste as value).",
    ),
    "CELL_ERROR": Message(
        hu="Hibaérték van a cellában: {value}.",
        en="There is an error value in the cell: {value}.",
    ),
    "CELL_KIND": Message(
        hu="Ide nem ilyen fajta érték való: {value}. Formázza a cellát szövegként.",
        en="This is not the kind of value that belongs here: {value}. Format the cell as text.",
    ),
    "CELL_REQUIRED": Message(
        hu="Ez az érték kötelező, nem maradhat üres.",
        en="This value is required and cannot be empty.",
    ),
    "CELL_TOO_LONG": Message(
        hu="A szöveg hosszabb {most} karakternél.",
        en="The text is longer than {most} characters.",
    ),
    "CELL_CHARACTERS": Message(
        hu="A szövegben vezérlőkarakter vagy hibás karakter van: {value}.",
        en="The text has a control character or a broken one: {value}.",
    ),
    "CELL_DATE": Message(
        hu="Ez nem dátum: „{value}”.",
        en="This is no date: “{value}”.",
    ),
    "CELL_DATE_AMBIGUOUS": Message(
        hu="Nem egyértelmű dátum: „{value}”. Írja elöl az évet.",
        en="An ambiguous date: “{value}”. Write the year first.",
    ),
    "CELL_NO_SUCH_DAY": Message(
        hu="Nincs ilyen nap a naptárban: „{value}”.",
        en="There is no such day in the calendar: “{value}”.",
    ),
    "CELL_DATE_TIME": Message(
        hu="Ide csak nap való, időpont nélkül: „{value}”.",
        en="Only a day belongs here, without a time: “{value}”.",
    ),
    "CELL_MOMENT": Message(
        hu="Ez nem időpont időzónával: „{value}”.",
        en="This is no moment with a time zone: “{value}”.",
    ),
    "CELL_NUMBER": Message(
        hu="Ez nem szám: „{value}”.",
        en="This is no number: “{value}”.",
    ),
    "CELL_NUMBER_AMBIGUOUS": Message(
        hu="Nem egyértelmű szám: „{value}”. Az ezreseket szóközzel tagolja.",
        en="An ambiguous number: “{value}”. Separate thousands by a space.",
    ),
    "CELL_NOT_WHOLE": Message(
        hu="Ide egész szám való: „{value}”.",
        en="A whole number belongs here: “{value}”.",
    ),
    "CELL_RANGE": Message(
        hu="Az érték kívül esik a megengedetten: „{value}”.",
        en="The value is out of range: “{value}”.",
    ),
    "CELL_TRUTH": Message(
        hu="Ide igen vagy nem való: „{value}”.",
        en="Yes or no belongs here: “{value}”.",
    ),
    "CELL_CODE": Message(
        hu="Ismeretlen kód: „{value}”.",
        en="Unknown code: “{value}”.",
    ),
    "CELL_LIST": Message(
        hu="Ez nem lista: „{value}”. Pontosvesszővel válassza el az elemeket, vagy adjon JSON-tömböt.",
        en="This is no list: “{value}”. Separate the items by semicolons, or give a JSON array.",
    ),
    "CELL_POINT_HALF": Message(
        hu="A pont két számból áll, és csak az egyik van itt.",
        en="A point takes two numbers, and only one is there.",
    ),
    "CELL_ID": Message(
        hu="Ez nem azonosító: „{value}”.",
        en="This is no id: “{value}”.",
    ),
    "CELL_ID_PREFIX": Message(
        hu="Az azonosító nem ilyen csomópontot nevez meg: „{value}”.",
        en="The id does not name a node of this kind: “{value}”.",
    ),
    "CELL_LABEL": Message(
        hu="Itt nem állhat ilyen címke: „{value}”.",
        en="No such label can stand here: “{value}”.",
    ),
    "ROW_TO_ITSELF": Message(
        hu="A kapcsolat mindkét vége ugyanaz: {value}.",
        en="Both ends of the relationship are the same: {value}.",
    ),
    "ROW_CIRCLE": Message(
        hu="Körbe vezet: {value}.",
        en="It leads back to itself: {value}.",
    ),
}

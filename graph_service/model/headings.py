"""What people call the columns and sheets of import files: headings in Hungarian and English, one table for all.

A property of the same stored name has the same heading everywhere; only what `_OTHERWISE` names differs.
"""

from __future__ import annotations

from typing import NamedTuple


class Heading(NamedTuple):
    """A heading in both languages."""

    hu: str
    en: str


ID = Heading("Azonosító", "Id")
ACTION = Heading("Művelet", "Action")
KEY = Heading("Kulcs", "Key")
ENDS: dict[str, Heading] = {
    "from_id": Heading("Honnan (azonosító)", "From (id)"),
    "from_label": Heading("Honnan (címke)", "From (label)"),
    "to_id": Heading("Hová (azonosító)", "To (id)"),
    "to_label": Heading("Hová (címke)", "To (label)"),
}
_LANGUAGES = {"Hu": Heading("magyarul", "Hungarian"), "En": Heading("angolul", "English")}
_DEGREES = {"lon": Heading("hosszúság", "longitude"), "lat": Heading("szélesség", "latitude")}

_PROPERTIES: dict[str, Heading] = {
    "accessedOn": Heading("Megtekintés napja", "Accessed on"),
    "active": Heading("Működik", "Active"),
    "adaptable": Heading("Átvehető", "Adaptable"),
    "adapted": Heading("Átalakítva", "Adapted"),
    "address": Heading("Cím", "Address"),
    "agreementSigned": Heading("Aláírt megállapodás", "Agreement signed"),
    "asOf": Heading("Érvényesség napja", "As of"),
    "assessedOn": Heading("Értékelés napja", "Assessed on"),
    "attendance": Heading("Látogatók száma", "Attendance"),
    "audience": Heading("Célközönség", "Audience"),
    "backgrounds": Heading("Szakmai háttér", "Backgrounds"),
    "baseline": Heading("Kiinduló érték", "Baseline"),
    "blended": Heading("Részben online", "Blended"),
    "budgetHuf": Heading("Keret (Ft)", "Budget (HUF)"),
    "capacity": Heading("Férőhely", "Capacity"),
    "certifiedOn": Heading("Tanúsítvány napja", "Certified on"),
    "closedOn": Heading("Bezárás napja", "Closed on"),
    "code": Heading("Kód", "Code"),
    "completed": Heading("Elvégezte", "Completed"),
    "completions": Heading("Teljesítések száma", "Completions"),
    "contactEmail": Heading("Levelezési cím (e-mail)", "Contact e-mail"),
    "dataOrigin": Heading("Az adat eredete", "Origin of data"),
    "date": Heading("Dátum", "Date"),
    "degree": Heading("Társadalmasítás foka", "Degree of socialisation"),
    "direct": Heading("Közvetlen", "Direct"),
    "displayName": Heading("Teljes név", "Display name"),
    "elementsMet": Heading("Teljesült elemek", "Elements met"),
    "endDate": Heading("Befejezés", "End date"),
    "endedOn": Heading("Lezárás napja", "Ended on"),
    "euContributionEur": Heading("Uniós hozzájárulás (EUR)", "EU contribution (EUR)"),
    "familyName": Heading("Családnév", "Family name"),
    "featured": Heading("Kiemelt", "Featured"),
    "form": Heading("Forma", "Form"),
    "formal": Heading("Bejegyzett", "Formal"),
    "foundedOn": Heading("Alapítás napja", "Founded on"),
    "from": Heading("Mettől", "Valid from"),
    "givenName": Heading("Utónév", "Given name"),
    "grantHuf": Heading("Támogatás (Ft)", "Grant (HUF)"),
    "hours": Heading("Óraszám", "Hours"),
    "hoursPerYear": Heading("Óra évente", "Hours per year"),
    "institutionType": Heading("Intézménytípus", "Institution type"),
    "international": Heading("Nemzetközi", "International"),
    "isbn": Heading("ISBN", "ISBN"),
    "isil": Heading("ISIL-azonosító", "ISIL"),
    "joinedOn": Heading("Csatlakozás napja", "Joined on"),
    "key": KEY,
    "kind": Heading("Fajta", "Kind"),
    "kohesioId": Heading("Kohesio-azonosító", "Kohesio id"),
    "languages": Heading("Nyelvek", "Languages"),
    "leftOn": Heading("Kilépés napja", "Left on"),
    "legalFormCode": Heading("GFO-kód", "Legal form code"),
    "licence": Heading("Licenc", "Licence"),
    "location": Heading("Hely", "Location"),
    "memberCount": Heading("Tagok száma", "Member count"),
    "mentorStatus": Heading("Mentori státusz", "Mentor status"),
    "method": Heading("Módszer", "Method"),
    "minutes": Heading("Időtartam (perc)", "Minutes"),
    "mode": Heading("Képzési mód", "Mode"),
    "name": Heading("Név", "Name"),
    "no": Heading("Sorszám", "Number"),
    "note": Heading("Megjegyzés", "Note"),
    "on": Heading("Nap", "On"),
    "openedOn": Heading("Megnyitás napja", "Opened on"),
    "operatorType": Heading("Fenntartó típusa", "Operator type"),
    "organisationForm": Heading("Szervezeti forma", "Organisation form"),
    "participants": Heading("Résztvevők száma", "Participants"),
    "participationLevel": Heading("Részvételi szint", "Participation level"),
    "period": Heading("Időszak", "Period"),
    "perspective": Heading("Nézőpont", "Perspective"),
    "points": Heading("Pontszám", "Points"),
    "position": Heading("Munkakör", "Position"),
    "publishedOn": Heading("Közzététel napja", "Published on"),
    "registerStatus": Heading("Nyilvántartási státusz", "Register status"),
    "registeredOn": Heading("Nyilvántartásba vétel napja", "Registered on"),
    "releasedOn": Heading("Megjelenés napja", "Released on"),
    "respondents": Heading("Válaszadók száma", "Respondents"),
    "reviewStatus": Heading("Szakmai bírálat állapota", "Review status"),
    "role": Heading("Szerep", "Role"),
    "sector": Heading("Ágazat", "Sector"),
    "staffCount": Heading("Dolgozók száma", "Staff count"),
    "stance": Heading("Együttműködési kiindulópont", "Stance"),
    "startDate": Heading("Kezdés", "Start date"),
    "startedOn": Heading("Indulás napja", "Started on"),
    "starts": Heading("Indítások száma", "Starts"),
    "status": Heading("Állapot", "Status"),
    "summary": Heading("Összefoglaló", "Summary"),
    "takenOn": Heading("Mérés napja", "Taken on"),
    "target": Heading("Célérték", "Target"),
    "teams": Heading("Csapatok száma", "Teams"),
    "themes": Heading("Témák", "Themes"),
    "threshold": Heading("Szükséges pontszám", "Threshold"),
    "title": Heading("Cím", "Title"),
    "to": Heading("Meddig", "Valid to"),
    "totalBudgetEur": Heading("Teljes költségvetés (EUR)", "Total budget (EUR)"),
    "type": Heading("Típus", "Type"),
    "unit": Heading("Mértékegység", "Unit"),
    "url": Heading("Webcím", "URL"),
    "validFrom": Heading("Hatályos", "In force from"),
    "value": Heading("Érték", "Value"),
    "version": Heading("Változat", "Version"),
    "visitorsPerYear": Heading("Látogatók évente", "Visitors per year"),
    "volunteerCount": Heading("Önkéntesek száma", "Volunteer count"),
    "website": Heading("Honlap", "Website"),
    "year": Heading("Év", "Year"),
}

# Holder and stored name of what is called otherwise there.
_OTHERWISE: dict[tuple[str, str], Heading] = {
    ("Quest", "active"): Heading("Játszható", "Playable"),
    ("TrainingSession", "mode"): Heading("Lebonyolítás módja", "Mode of delivery"),
    ("USED", "participants"): Heading("Résztvevők száma", "Number of participants"),
}

_LINKS: dict[str, Heading] = {
    "app": Heading("Játékalkalmazás", "Game app"),
    "call": Heading("Felhívás", "Call"),
    "community": Heading("Közösség", "Community"),
    "covers": Heading("Ellátott megye", "Covers county"),
    "field": Heading("Szakterület", "Field"),
    "governs": Heading("Irányított település", "Governs settlement"),
    "indicator": Heading("Mutató", "Indicator"),
    "institution": Heading("Intézmény", "Institution"),
    "introduces": Heading("Bemutatott intézmény", "Introduces institution"),
    "mentor": Heading("Mentor", "Mentor"),
    "place": Heading("Település", "Place"),
    "programme": Heading("Program", "Programme"),
    "quest": Heading("Küldetés", "Quest"),
    "series": Heading("Rendezvénysorozat", "Series"),
    "settlement": Heading("Település", "Settlement"),
    "subject": Heading("Tárgya", "Subject"),
    "training": Heading("Képzés", "Training"),
    "wave": Heading("Mérési hullám", "Monitoring wave"),
}

_TYPES: dict[str, Heading] = {
    "ABOUT": Heading("Együttműködés témája", "Theme of a collaboration"),
    "ADOPTED": Heading("Jó gyakorlat átvétele", "Adoption of a practice"),
    "ATTENDED": Heading("Képzésen részvétel", "Attendance of a session"),
    "AWARDS": Heading("Jelvény odaítélése", "Award of a badge"),
    "BASED_IN": Heading("Közösség székhelye", "Base of a community"),
    "BELONGS_TO": Heading("Célcsoport tagja", "Member of a target group"),
    "CARRIED_OUT": Heading("Mentori tevékenység végzése", "Mentoring carried out"),
    "COVERS": Heading("Iroda megyéje", "County of an office"),
    "DESCRIBES": Heading("Kiadvány tárgya", "Described by a publication"),
    "EMPLOYED_BY": Heading("Foglalkoztatás", "Employment"),
    "ENTERED": Heading("Folyamat szakasza", "Phase of a process"),
    "FOLLOWS": Heading("Követett módszertan", "Methodology followed"),
    "FOR": Heading("Mentori tevékenység tárgya", "Subject of mentoring"),
    "FROM_SOURCE": Heading("Adat forrása", "Source of data"),
    "GAVE_RISE_TO": Heading("Mintaprojekt eredménye", "Result of a sample project"),
    "GOVERNS": Heading("Önkormányzat települése", "Place of a local government"),
    "HAS_ACTIVITY": Heading("Program tevékenysége", "Activity of a programme"),
    "HAS_ASSESSMENT": Heading("Intézmény értékelése", "Assessment of an institution"),
    "HAS_BODY": Heading("Intézmény részvételi testülete", "Body of an institution"),
    "HAS_QUEST": Heading("Alkalmazás küldetése", "Quest of an app"),
    "HAS_SESSION": Heading("Képzés alkalma", "Session of a training"),
    "HAS_STAT": Heading("Küldetés számai", "Counts of a quest"),
    "HAS_THEME": Heading("Jó gyakorlat témája", "Theme of a practice"),
    "HAS_VALUE": Heading("Mutatóhoz tartozó érték", "Value of an indicator"),
    "HELD_IN": Heading("Rendezvény helye", "Place of an event"),
    "IMPLEMENTS": Heading("Program megvalósítása", "Implementation of a programme"),
    "INCLUDES": Heading("Hullám mérése", "Measurement of a wave"),
    "INFORMS": Heading("Módszertan kutatási alapja", "Research behind a model"),
    "INTRODUCES": Heading("Küldetés intézménye", "Institution of a quest"),
    "IN_FIELD": Heading("Módszertan szakterülete", "Field of a model"),
    "LOCATED_IN": Heading("Székhely", "Seat"),
    "MAINTAINS": Heading("Fenntartás", "Maintenance"),
    "MENTORS": Heading("Mentorálás", "Mentoring of a community"),
    "OF": Heading("Mérés tárgya", "Subject of a measurement"),
    "OF_PROGRAMME": Heading("Mutató programja", "Programme of an indicator"),
    "OPERATES": Heading("Működtetés", "Operation"),
    "ORGANISES": Heading("Rendezvény szervezése", "Organisation of an event"),
    "OWNS_PRACTICE": Heading("Jó gyakorlat gazdája", "Owner of a practice"),
    "PARTICIPATES_IN": Heading("Részvétel együttműködésben", "Part in a collaboration"),
    "PARTNER_IN": Heading("Projektpartnerség", "Partnership in a project"),
    "PART_OF_SERIES": Heading("Sorozat része", "Part of a series"),
    "PRODUCED": Heading("Tevékenység eredménye", "Product of an activity"),
    "PROMOTES": Heading("Népszerűsítés", "Promotion"),
    "PUBLISHED": Heading("Kiadás", "Publishing"),
    "REACHED": Heading("Elért hely", "Place reached"),
    "RESPONSIBLE_FOR": Heading("Mentor területe", "Area of a mentor"),
    "RUNS": Heading("Közösség folyamata", "Process of a community"),
    "RUNS_VOLUNTEERING": Heading("Önkéntesprogram működtetése", "Running of volunteering"),
    "SCORED": Heading("Mért pontszám", "Score"),
    "SERVES": Heading("Program célcsoportja", "Target group of a programme"),
    "SITS_IN": Heading("Testületi tagság", "Seat in a body"),
    "SUPPLIES_VOLUNTEERS": Heading("Önkéntesek küldése", "Supply of volunteers"),
    "TAKES_PLACE_IN": Heading("Projekt helyszíne", "Place of a project"),
    "TAUGHT": Heading("Oktatás", "Teaching"),
    "TOOK_PART_IN": Heading("Rendezvényen részvétel", "Participation in an event"),
    "UNDER_CALL": Heading("Projekt felhívása", "Call of a project"),
    "USED": Heading("Használt módszer", "Method used"),
    "USES_SPACE_OF": Heading("Helyiséghasználat", "Use of space"),
    "USES_TOOL": Heading("Jó gyakorlat eszköze", "Tool of a practice"),
    "WORKS_AT": Heading("Mentor irodája", "Office of a mentor"),
}


def property_heading(holder: str, stored: str) -> Heading | None:
    """What people call a property of a label or relationship type; None where nobody said."""
    return _OTHERWISE.get((holder, stored)) or _PROPERTIES.get(stored)


def column_heading(holder: str, column: str) -> Heading | None:
    """What people call a column: a property, one language of it, or one degree of a point.

    >>> column_heading("Institution", "nameHu"), column_heading("Quest", "location.lat")
    (Heading(hu='Név (magyarul)', en='Name (Hungarian)'), Heading(hu='Hely (szélesség)', en='Location (latitude)'))
    """
    whole = property_heading(holder, column)
    if whole is not None:
        return whole
    stored, dot, degree = column.partition(".")
    part = _DEGREES.get(degree) if dot else _LANGUAGES.get(column[-2:])
    base = property_heading(holder, stored if dot else column[:-2])
    if part is None or base is None:
        return None
    return Heading(f"{base.hu} ({part.hu})", f"{base.en} ({part.en})")


def link_heading(link: str) -> Heading | None:
    """What people call a to-one field; None where nobody said."""
    return _LINKS.get(link)


def type_heading(type_: str) -> Heading | None:
    """What people call a relationship type; None where nobody said."""
    return _TYPES.get(type_)

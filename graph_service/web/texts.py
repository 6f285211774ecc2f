"""Every word of the pages, in both languages: one typed table, so that none can be missing.

Hungarian rules kept here: no plural after a number, and no suffix or article glued to a variable.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graph_service.errors import Language


@dataclass(frozen=True)
class Texts:
    """The words of one language; `{name}` is filled with `str.format`."""

    other_language: str
    product: str
    start: str
    query: str
    methods: str
    skip: str
    title: str
    lead: str
    notice_label: str
    notice: str
    question_before: str
    question_after: str
    question_tail: str
    county: str
    county_name: str
    show: str
    answer_line: str
    pairs_heading: str
    pairs_caption: str
    institutions: str
    since: str
    on_what: str
    shared_work: str
    cross_sector: str
    cross_county: str
    ongoing: str
    agreement: str
    no_agreement: str
    source: str
    no_source: str
    and_more: str
    next_pairs: str
    first_pairs: str
    alone_heading: str
    alone_caption: str
    alone_none: str
    alone_more: str
    institution: str
    sector: str
    no_pairs: str
    ask_heading: str
    ask_text: str
    open_in_query: str
    curl_label: str
    unknown_county: str
    outside: str
    unavailable: str
    empty: str
    request_id: str
    data_heading: str
    data_version: str
    attribution: str
    attribution_link: str
    attribution_rest: str
    county_note: str
    licence: str
    query_title: str
    query_lead: str
    needs_script: str


HU = Texts(
    other_language="English",
    product="Cselekvő közösségek tudásgráf",
    start="Kezdőlap",
    query="Lekérdezőlap",
    methods="Módszerek",
    skip="Ugrás a tartalomra",
    title="Ki kivel működik együtt?",
    lead=(
        "A kaláka szívességből, közösen végzett munka. Ez a szolgáltatás a Cselekvő közösségek program intézményeit, "
        "közösségeit és közös munkáit rendezi egyetlen gráfba: megmutatja, hogy a múzeumok, a könyvtárak és a "
        "közművelődési intézmények közül ki kivel dolgozik együtt, miben, mióta, és mi erre a bizonyíték."
    ),
    notice_label="Szemléltető adat",
    notice=(
        "Az itt látható intézmények, együttműködések és iratok kitaláltak, nem valós szervezetekről szólnak. Valódi a "
        "települések és a megyék adata, valamint az, amit a programról közzétettek; ezek forrását a lap alja és minden "
        "válasz megnevezi."
    ),
    question_before="Mely intézmények működnek együtt",
    question_after="területén?",
    question_tail="Miben, mióta, és honnan tudjuk?",
    county="Megye",
    county_name="{name} megye",
    show="Megjelenítés",
    answer_line=(
        "{all} intézményből {linked} működik együtt másik intézménnyel · {pairs} intézménypár · "
        "{alone} intézmény kapcsolat nélkül"
    ),
    pairs_heading="Ki kivel működik együtt?",
    pairs_caption="Intézménypárok, a legtöbb közös együttműködéssel kezdve. Legalább az egyik székhelye a megyében.",
    institutions="Intézmények",
    since="Mióta",
    on_what="Miben, és honnan tudjuk",
    shared_work="{count} közös együttműködés",
    cross_sector="különböző szakterület",
    cross_county="megyehatáron át",
    ongoing="folyamatban",
    agreement="írásos megállapodás",
    no_agreement="írásos megállapodás nélkül",
    source="Forrás",
    no_source="nincs megnevezve",
    and_more="és még {count}",
    next_pairs="A következő párok",
    first_pairs="Vissza az első párokhoz",
    alone_heading="Ki nem működik együtt senkivel?",
    alone_caption="A megye intézményei, amelyeknek nincs rögzített együttműködésük másik intézménnyel.",
    alone_none="Minden intézménynek van legalább egy kapcsolata.",
    alone_more="és még {count} intézmény",
    institution="Intézmény",
    sector="Szakterület",
    no_pairs="Erről a megyéről nincs rögzített együttműködés.",
    ask_heading="Ugyanez programból",
    ask_text="A válasz egyetlen GraphQL-kérdésből származik. A lekérdezőlapon átírhatja, parancssorból így kérheti:",
    open_in_query="Megnyitás a lekérdezőlapon",
    curl_label="Parancs a terminálba",
    unknown_county="Nincs ilyen megye: {code}. Válasszon a listából.",
    outside="Budapest és Pest megye nem volt a program területe.",
    unavailable="Az adatok most nem érhetők el. Próbálja újra néhány másodperc múlva.",
    empty="A gráf üres. A bemutató adatait ez tölti be: kalaka seed",
    request_id="Azonosító: {id}",
    data_heading="Az adatokról",
    data_version="Adatállapot: {version}.",
    attribution="Településadatok: ",
    attribution_link="Forrás: KSH, Magyarország helységnévtára, 2018. január 1.",
    attribution_rest=(
        " (CC BY 4.0). Koordináták: GeoNames (CC BY 4.0). Körvonal: Natural Earth. Az adatokat összevontuk és "
        "átalakítottuk."
    ),
    county_note="A megyék neve és határa a 2018. évi állapotot mutatja; 2023 óta vármegyének hívják őket.",
    licence="A program forráskódja szabad, az Apache 2.0 licenc szerint használható.",
    query_title="Lekérdezőlap",
    query_lead=(
        "Írjon GraphQL-kérdést, és futtassa a gráfon. A lap minden fájlja ettől a szolgáltatástól jön, kérdése nem "
        "megy máshová."
    ),
    needs_script="A lekérdezőlaphoz JavaScript szükséges; a GraphQL-végpont anélkül is elérhető: /graphql.",
)

EN = Texts(
    other_language="Magyar",
    product="Acting Communities knowledge graph",
    start="Start",
    query="Query page",
    methods="Methods",
    skip="Skip to the content",
    title="Who cooperates with whom?",
    lead=(
        "Kaláka is Hungarian for work that neighbours do together as a favour. This service keeps the institutions, "
        "communities and shared work of the Acting Communities programme in one graph: which museums, libraries and "
        "houses of community culture work together, on what, since when, and what the evidence is."
    ),
    notice_label="Illustrative data",
    notice=(
        "The institutions, collaborations and records shown here are invented and describe no real organisation. "
        "Settlements, counties and what was published about the programme are real; their sources are named at the "
        "foot of the page and in every answer."
    ),
    question_before="Which institutions cooperate in",
    question_after="?",
    question_tail="On what, since when, and how do we know?",
    county="County",
    county_name="{name}",
    show="Show",
    answer_line=(
        "{linked} of {all} institutions cooperate with another one · {pairs} pairs of institutions · "
        "{alone} without a tie"
    ),
    pairs_heading="Who cooperates with whom?",
    pairs_caption="Pairs of institutions, most shared collaborations first. At least one of the two is in the county.",
    institutions="Institutions",
    since="Since",
    on_what="On what, and how we know",
    shared_work="{count} shared",
    cross_sector="across sectors",
    cross_county="across the county border",
    ongoing="ongoing",
    agreement="written agreement",
    no_agreement="no written agreement",
    source="Source",
    no_source="not named",
    and_more="and {count} more",
    next_pairs="Next pairs",
    first_pairs="Back to the first pairs",
    alone_heading="Who cooperates with nobody?",
    alone_caption="Institutions of the county without a recorded collaboration with another institution.",
    alone_none="Every institution has at least one tie.",
    alone_more="and {count} more institutions",
    institution="Institution",
    sector="Sector",
    no_pairs="No collaboration is recorded in this county.",
    ask_heading="The same from a program",
    ask_text="This answer comes from a single GraphQL question. Change it on the query page, or ask from a terminal:",
    open_in_query="Open on the query page",
    curl_label="Command for a terminal",
    unknown_county="There is no county {code}. Choose one from the list.",
    outside="Budapest and Pest county were outside the programme.",
    unavailable="The data cannot be reached now. Try again in a few seconds.",
    empty="The graph is empty. This loads the demonstration: kalaka seed",
    request_id="Id: {id}",
    data_heading="About the data",
    data_version="Data version {version}.",
    attribution="Settlement data: ",
    attribution_link="Source: HCSO, Gazetteer of Hungary, 1 January 2018",
    attribution_rest=(
        " (CC BY 4.0). Coordinates: GeoNames (CC BY 4.0). Outline: Natural Earth. Data were combined and changed."
    ),
    county_note="Names and borders of counties are those of 2018; since 2023 they are called vármegye in Hungarian.",
    licence="The source code is free to use under the Apache 2.0 licence.",
    query_title="Query page",
    query_lead="Write a GraphQL question and run it on the graph. All files come from this service.",
    needs_script="The query page needs JavaScript; the GraphQL endpoint works without it: /graphql.",
)

TEXTS: Mapping[Language, Texts] = {"hu": HU, "en": EN}


def number(value: int, language: Language) -> str:
    """A whole number for people: `12 345` (grouped from five digits on, as Hungarian asks) or `12,345`."""
    if language == "en":
        return f"{value:,}"
    return f"{value:,}".replace(",", "\u202f") if abs(value) >= 10_000 else str(value)

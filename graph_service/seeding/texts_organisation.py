"""Names of invented institutions and organisations, by type: Hungarian after the adjective of the place, English."""

from __future__ import annotations

# Hungarian after the adjective; English with {place}. Plain descriptive names only: none of a real house or person.
INSTITUTION_NAMES: dict[str, tuple[tuple[str, str], ...]] = {
    "county_scope_city_museum": (("Megyei Hatókörű Városi Múzeum", "City Museum of {place} with County Scope"),),
    "regional_museum": (("Területi Múzeum", "Regional Museum of {place}"), ("Városi Múzeum", "Town Museum of {place}")),
    "thematic_museum": (
        ("Mesterségek Múzeuma", "Museum of Crafts in {place}"),
        ("Kertkultúra Múzeuma", "Museum of Gardens in {place}"),
        ("Iskolatörténeti Múzeum", "Museum of School History in {place}"),
        ("Vízimunkák Múzeuma", "Museum of Water Works in {place}"),
    ),
    "public_museum_collection": (
        ("Helytörténeti Gyűjtemény", "Local History Collection of {place}"),
        ("Városi Gyűjtemény", "Town Collection of {place}"),
        ("Néprajzi Gyűjtemény", "Ethnographic Collection of {place}"),
    ),
    "public_exhibition_place": (
        ("Tájház", "Country House Museum of {place}"),
        ("Helytörténeti Kiállítóhely", "Local History Exhibition of {place}"),
        ("Falumúzeum", "Village Museum of {place}"),
        ("Emlékszoba", "Memorial Room of {place}"),
    ),
    "county_scope_city_library": (("Megyei Hatókörű Városi Könyvtár", "City Library of {place} with County Scope"),),
    "city_library": (("Városi Könyvtár", "Town Library of {place}"),),
    "village_library": (("Nagyközségi Könyvtár", "Village Library of {place}"),),
    "library_service_point": (
        ("Könyvtári, Információs és Közösségi Hely", "Library, Information and Community Point of {place}"),
    ),
    "cultural_centre": (
        ("Művelődési Központ", "Cultural Centre of {place}"),
        ("Kulturális Központ", "Centre for Culture of {place}"),
    ),
    "leisure_centre": (("Szabadidőközpont", "Leisure Centre of {place}"),),
    "youth_children_house": (("Ifjúsági Ház", "Youth House of {place}"),),
    "general_cultural_centre": (
        ("Általános Művelődési Központ", "General Educational and Cultural Centre of {place}"),
    ),
    "multifunctional_institution": (
        ("Többfunkciós Kulturális Intézmény", "Multifunctional Cultural Institution of {place}"),
    ),
    "cultural_house": (
        ("Művelődési Ház", "Cultural House of {place}"),
        ("Nagyközségi Művelődési Ház", "Cultural House of the Large Village of {place}"),
    ),
    "village_house": (("Faluház", "Village House of {place}"),),
    "community_house": (("Közösségi Ház", "Community House of {place}"), ("Teleház", "Telehouse of {place}")),
    "community_space": (
        ("Közösségi Színtér", "Community Space of {place}"),
        ("Közösségi Tér", "Common Room of {place}"),
        ("Kultúrudvar", "Courtyard of Culture in {place}"),
    ),
    "integrated_community_space": (
        ("Integrált Közösségi Színtér", "Integrated Community Space of {place}"),
        ("Integrált Közösségi és Szolgáltató Tér", "Integrated Community and Service Space of {place}"),
    ),
}

MUNICIPALITY = {
    "megyei_jogu_varos": ("{place} Megyei Jogú Város Önkormányzata", "Local Government of the City of {place}"),
    "varos": ("{place} Város Önkormányzata", "Local Government of the Town of {place}"),
    "nagykozseg": ("{place} Nagyközség Önkormányzata", "Local Government of the Large Village of {place}"),
    "kozseg": ("{place} Község Önkormányzata", "Local Government of the Village of {place}"),
    "fovaros": ("{place} Főváros Önkormányzata", "Local Government of the Capital, {place}"),
}

CIVIL: tuple[tuple[str, str, str], ...] = (
    ("Kulturális Egyesület", "Cultural Association of {place}", "521"),
    ("Faluszépítő Egyesület", "Association for the Beauty of {place}", "521"),
    ("Hagyományőrző Egyesület", "Association for the Traditions of {place}", "521"),
    ("Közösségi Alapítvány", "Community Foundation of {place}", "569"),
    ("Ifjúsági Egyesület", "Youth Association of {place}", "521"),
    ("Polgári Kör Egyesület", "Civic Circle Association of {place}", "521"),
    ("Értékmegőrző Egyesület", "Association for the Values of {place}", "521"),
    ("Családsegítő Alapítvány", "Family Support Foundation of {place}", "569"),
    ("Környezetvédő Egyesület", "Environmental Association of {place}", "521"),
    ("Önkéntes Központ Egyesület", "Volunteer Centre Association of {place}", "521"),
    ("Művészetbarát Egyesület", "Association of Friends of Art in {place}", "521"),
    ("Nyugdíjas Egyesület", "Association of Pensioners in {place}", "521"),
)

CHURCH: tuple[tuple[str, str, str], ...] = (
    ("Római Katolikus Közösségi Ház", "Roman Catholic Community House of {place}", "552"),
    ("Református Gyülekezeti Kör", "Reformed Congregation Circle of {place}", "552"),
    ("Evangélikus Szeretetszolgálat", "Lutheran Charity Service of {place}", "552"),
    ("Görögkatolikus Közösségi Kör", "Greek Catholic Community Circle of {place}", "552"),
    ("Baptista Ifjúsági Kör", "Baptist Youth Circle of {place}", "552"),
)

OTHER: tuple[tuple[str, str, str, str], ...] = (
    (
        "Városfejlesztési Nonprofit Kft.",
        "Town Development Non-profit Ltd. of {place}",
        "municipal_nonprofit_company",
        "572",
    ),
    ("Népfőiskolai Nonprofit Kft.", "Folk High School Non-profit Ltd. of {place}", "other_nonprofit", "572"),
    ("Felnőttképző Nonprofit Kft.", "Adult Education Non-profit Ltd. of {place}", "other_nonprofit", "572"),
    ("Közalapítvány a Kultúráért", "Public Foundation for Culture in {place}", "public_foundation", "561"),
)

BODIES: tuple[tuple[str, str, str], ...] = (
    ("Közművelődési Kerekasztal", "Community Cultural Roundtable of {place}", "cultural_roundtable"),
    ("Értéktár Bizottság", "Value Repository Committee of {place}", "value_repository_committee"),
    ("Olvasók Tanácsa", "Readers' Council of {place}", "community_planning"),
    ("Látogatói Tanács", "Visitors' Council of {place}", "community_planning"),
    ("Önkéntesek Tanácsa", "Volunteers' Council of {place}", "volunteering"),
    ("Lakossági Fórum", "Residents' Forum of {place}", "public_forum"),
)

STREETS = ("Fő", "Kossuth", "Petőfi", "Rákóczi", "Ady", "Dózsa", "Bartók", "Arany", "Deák", "Béke", "Szabadság", "Kert")
SQUARES = frozenset({"Szabadság", "Deák"})

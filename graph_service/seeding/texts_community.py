"""Kinds of local communities with their Hungarian and English names, themes, work and summaries."""

# ruff: noqa: E501 - tables of sentences read best one entry a line

from __future__ import annotations

from typing import NamedTuple


class Kind(NamedTuple):
    """A kind of community: name after the adjective of the place, English name before `of`, theme, and its work."""

    hu: str
    en: str
    theme: str
    work_hu: str
    work_en: str
    formal: int = 20


KINDS: tuple[Kind, ...] = (
    Kind(
        "Hímzőkör",
        "Embroidery Circle",
        "tradition",
        "a régi hímzésminták gyűjtése és újravarrása",
        "collecting and re-stitching old embroidery patterns",
    ),
    Kind(
        "Népdalkör",
        "Folk Song Circle",
        "tradition",
        "a környék népdalainak megtanulása és továbbadása",
        "learning the folk songs of the area and passing them on",
        45,
    ),
    Kind(
        "Citerazenekar",
        "Zither Band",
        "tradition",
        "a citerázás megszerettetése a gyerekekkel",
        "teaching children to love the zither",
        40,
    ),
    Kind(
        "Kertbarát Kör",
        "Garden Friends' Circle",
        "local_economy",
        "a régi gyümölcsfajták megőrzése és a magcsere",
        "keeping old fruit varieties and exchanging seeds",
        50,
    ),
    Kind(
        "Nyugdíjasklub",
        "Pensioners' Club",
        "intergenerational",
        "az idősek közös programjainak szervezése",
        "organising programmes for and with older people",
        55,
    ),
    Kind(
        "Ifjúsági Kör",
        "Youth Circle",
        "intergenerational",
        "a fiatalok ötleteinek közös megvalósítása",
        "carrying out the ideas of young people together",
    ),
    Kind(
        "Olvasókör",
        "Reading Circle",
        "community_development",
        "a közös olvasás és a könyvekről való beszélgetés",
        "reading together and talking about books",
        35,
    ),
    Kind(
        "Helytörténeti Kör",
        "Local History Circle",
        "archaeology_heritage",
        "a családi fényképek és iratok összegyűjtése",
        "gathering family photographs and papers",
        35,
    ),
    Kind(
        "Hagyományőrző Kör",
        "Tradition Keepers' Circle",
        "tradition",
        "a jeles napok szokásainak felelevenítése",
        "reviving the customs of the festive year",
        60,
    ),
    Kind(
        "Fotókör",
        "Photo Circle",
        "creative_industries",
        "a mindennapok és az ünnepek fényképezése",
        "photographing everyday life and feasts",
    ),
    Kind(
        "Színjátszó Kör",
        "Drama Circle",
        "creative_industries",
        "helyi történetek színpadra állítása",
        "staging local stories",
        30,
    ),
    Kind(
        "Baba-Mama Klub",
        "Parents' and Toddlers' Club",
        "equal_opportunity",
        "a kisgyermekes családok támogatása",
        "supporting families with small children",
    ),
    Kind(
        "Természetbarát Kör",
        "Nature Friends' Circle",
        "local_identity",
        "a határ növényeinek és madarainak megismerése",
        "getting to know the plants and birds of the fields",
        30,
    ),
    Kind(
        "Borbarát Kör",
        "Wine Friends' Circle",
        "local_economy",
        "a helyi szőlőművelés tudásának továbbadása",
        "passing on the knowledge of local vine growing",
        50,
    ),
    Kind(
        "Főzőkör",
        "Cooking Circle",
        "tradition",
        "a nagyanyák receptjeinek összegyűjtése",
        "collecting the recipes of the grandmothers",
    ),
    Kind(
        "Értékőrző Közösség",
        "Heritage Community",
        "local_identity",
        "a helyi értékek felkutatása és bemutatása",
        "finding and showing local values",
        40,
    ),
    Kind(
        "Társasjáték Klub",
        "Board Game Club",
        "intergenerational",
        "a nemzedékek összehozása játékkal",
        "bringing generations together in play",
    ),
    Kind(
        "Foltvarró Műhely",
        "Patchwork Workshop",
        "creative_industries",
        "maradék anyagok újrahasznosítása közös varrással",
        "re-using left-over cloth by sewing together",
    ),
    Kind(
        "Fazekasműhely",
        "Pottery Workshop",
        "creative_industries",
        "a fazekasság fogásainak megtanítása",
        "teaching the skills of pottery",
        25,
    ),
    Kind(
        "Énekkar",
        "Choir",
        "community_development",
        "a közös éneklés és az ünnepek gazdagítása",
        "singing together and enriching the feasts",
        45,
    ),
    Kind(
        "Néptánckör",
        "Folk Dance Circle",
        "tradition",
        "a vidék táncainak tanulása kicsikkel és nagyokkal",
        "learning the dances of the region, young and old",
        50,
    ),
    Kind(
        "Fiatal Családok Köre",
        "Young Families' Circle",
        "community_development",
        "a beköltöző családok befogadása",
        "welcoming families who move in",
    ),
    Kind(
        "Önkéntesek Köre",
        "Volunteers' Circle",
        "institutional_volunteering",
        "az intézmények rendezvényeinek segítése",
        "helping at the events of the institutions",
    ),
    Kind(
        "Gazdakör",
        "Farmers' Circle",
        "local_economy",
        "a gazdálkodók tapasztalatcseréje",
        "exchanging the experience of farmers",
        60,
    ),
    Kind(
        "Helyi Termelők Köre",
        "Local Producers' Circle",
        "local_economy",
        "a helyi piac újraindítása",
        "restarting the local market",
        35,
    ),
    Kind(
        "Roma Hagyományok Köre",
        "Circle of Roma Traditions",
        "minorities",
        "a roma mesék és mesterségek bemutatása",
        "presenting Roma tales and crafts",
        30,
    ),
    Kind(
        "Nemzetiségi Kultúrkör",
        "National Minority Culture Circle",
        "minorities",
        "a nemzetiségi nyelv és szokások ápolása",
        "caring for the language and customs of the minority",
        45,
    ),
    Kind(
        "Digitális Kör",
        "Digital Circle",
        "digital_game",
        "az eszközök használatának egymástól tanulása",
        "learning from one another how to use devices",
    ),
    Kind(
        "Filmklub",
        "Film Club",
        "creative_industries",
        "közös filmnézés és rövidfilmek készítése",
        "watching films together and making short ones",
    ),
    Kind(
        "Kézműves Kör",
        "Crafts Circle",
        "creative_industries",
        "a kosárfonás és a csuhézás megtanítása",
        "teaching basketry and corn-husk work",
    ),
    Kind(
        "Mesekör",
        "Storytelling Circle",
        "intergenerational",
        "a helyi mondák és mesék élőszavas mondása",
        "telling local legends and tales by word of mouth",
    ),
    Kind(
        "Kerékpáros Kör",
        "Cycling Circle",
        "local_identity",
        "a környező falvakat összekötő túrák vezetése",
        "leading tours that connect the neighbouring villages",
    ),
    Kind(
        "Túrakör",
        "Hiking Circle",
        "local_identity",
        "a régi gyalogutak bejárása és jelölése",
        "walking and marking the old footpaths",
        25,
    ),
    Kind(
        "Egészségkör",
        "Health Circle",
        "equal_opportunity",
        "a közös mozgás és az egymásra figyelés",
        "moving together and caring for one another",
    ),
    Kind(
        "Kemencés Kör",
        "Bread Oven Circle",
        "tradition",
        "a közös kenyérsütés szokásának felélesztése",
        "reviving the custom of baking bread together",
    ),
    Kind(
        "Dűlőnévkutató Kör",
        "Field-Name Research Circle",
        "archaeology_heritage",
        "a határnevek térképre rajzolása",
        "drawing the field names on a map",
    ),
    Kind(
        "Közösségi Kert Köre",
        "Community Garden Circle",
        "participatory_operation",
        "egy elhagyott telek közös beültetése",
        "planting an abandoned plot together",
    ),
    Kind(
        "Zenebarátok Köre",
        "Music Friends' Circle",
        "community_development",
        "házi hangversenyek szervezése",
        "organising house concerts",
    ),
    Kind(
        "Tájházbarátok Köre",
        "Friends of the Country House Museum",
        "archaeology_heritage",
        "a tájház tárgyainak gondozása",
        "caring for the objects of the country house",
        35,
    ),
    Kind(
        "Könyvtárbarátok Köre",
        "Friends of the Library",
        "participatory_operation",
        "a könyvtár programjainak közös tervezése",
        "planning the programmes of the library together",
        30,
    ),
    Kind(
        "Tanodakör",
        "After-School Circle",
        "equal_opportunity",
        "a gyerekek tanulásának önkéntes segítése",
        "helping children learn, as volunteers",
    ),
    Kind(
        "Utcaközösség",
        "Street Community",
        "community_development",
        "a szomszédok közös ünnepeinek szervezése",
        "organising the common feasts of neighbours",
    ),
)

RHYTHMS = (
    ("hetente", "every week"),
    ("kéthetente", "every two weeks"),
    ("havonta", "every month"),
    ("a hónap első szombatján", "on the first Saturday of the month"),
    ("csütörtök esténként", "on Thursday evenings"),
    ("vasárnap délutánonként", "on Sunday afternoons"),
    ("a hosszú téli hónapokban", "in the long winter months"),
)

PLANS = (
    ("helyi cselekvési tervet készítettek", "they have drawn up a local action plan"),
    ("közösségi felmérésben kérdezték meg a lakosokat", "they have asked the residents in a community survey"),
    ("falukönyvet állítanak össze", "they are putting together a village book"),
    ("közös kiállítást rendeznek", "they are arranging an exhibition together"),
    ("meghívták a szomszéd települések csoportjait", "they have invited the groups of the neighbouring settlements"),
    ("összeírták, ki mit tud megtanítani a többieknek", "they have listed what each can teach the others"),
    ("tanulókört indítottak", "they have started a study group"),
    ("nyitott napot tartanak az érdeklődőknek", "they hold an open day for whoever is interested"),
    ("új önkénteseket hívnak maguk közé", "they invite new volunteers to join"),
    ("a gyerekeket is bevonják a munkába", "they bring children into the work as well"),
    ("közösségi beszélgetéseken keresik a következő lépést", "they look for the next step in community discussions"),
    ("a helyi újságban rovatot írnak", "they write a column in the local paper"),
)

SUMMARIES = (
    (
        "{The_hu} {adj} csoport {members} tagja {rhythm_hu} találkozik. Fő munkájuk {work_hu}; mentoruk segítségével {plan_hu}.",
        "The {members} members of this group in {place} meet {rhythm_en}. Their main work is {work_en}; with the help of their mentor {plan_en}.",
    ),
    (
        "Ami összehozza őket: {work_hu}. {The_hu} {adj} kör {members} emberrel, {rhythm_hu} dolgozik együtt; tagjai {plan_hu}.",
        "What brings them together is {work_en}. The circle in {place} works together {rhythm_en}, {members} people strong; {plan_en}.",
    ),
    (
        "{members} {adj} lakos közössége. Céljuk {work_hu}. A tagok {rhythm_hu} gyűlnek össze; {plan_hu}.",
        "A community of {members} residents of {place}. What they aim at is {work_en}. The members gather {rhythm_en}; {plan_en}.",
    ),
    (
        "{The_hu} {adj} közösség néhány baráti családból indult, ma {members} tagja van. Fő céljuk {work_hu}. Az idén {plan_hu}.",
        "The community in {place} grew out of a few families of friends and has {members} members today. What they aim at above all is {work_en}. This year {plan_en}.",
    ),
    (
        "{The_hu} {adj} kör legfontosabb munkája {work_hu}. {members} résztvevővel, {rhythm_hu} tartanak összejövetelt; {plan_hu}.",
        "The most important work of the circle in {place} is {work_en}. They hold meetings {rhythm_en} with {members} participants; {plan_en}.",
    ),
)

"""Words of common work: topics of collaborations, good practices, volunteering, sample projects and TOP projects."""

from __future__ import annotations

from typing import NamedTuple


class Topic(NamedTuple):
    """A topic in both languages with its theme."""

    hu: str
    en: str
    theme: str


class Practice(NamedTuple):
    """A good practice: title, theme, tool, and what happens in it."""

    hu: str
    en: str
    theme: str
    tool: str
    how_hu: str
    how_en: str


TOPICS: tuple[Topic, ...] = (
    Topic("Helytörténeti fényképgyűjtés", "Collecting old local photographs", "archaeology_heritage"),
    Topic("Vándorkiállítás a mindennapokról", "Travelling exhibition on everyday life", "local_identity"),
    Topic("Mesemondó délutánok", "Storytelling afternoons", "intergenerational"),
    Topic("Közös értéktár", "A shared inventory of values", "local_identity"),
    Topic("Nyitott könyvtári esték", "Open evenings in the library", "participatory_operation"),
    Topic("Kézműves nyári tábor", "Summer camp of crafts", "creative_industries"),
    Topic("Falutörténeti séták", "Walks through village history", "archaeology_heritage"),
    Topic("Digitális történetmesélés", "Digital storytelling", "digital_game"),
    Topic("Jeles napok iskolája", "School of festive days", "tradition"),
    Topic("Olvasó nemzedékek", "Reading generations", "intergenerational"),
    Topic("Helyi ízek műhelye", "Workshop of local tastes", "local_economy"),
    Topic("Közösségi tervezés az intézményben", "Community planning in the institution", "participatory_operation"),
    Topic("Önkéntesek közös felkészítése", "Preparing volunteers together", "institutional_volunteering"),
    Topic("Nemzetiségi napok", "Days of the national minorities", "minorities"),
    Topic("Tanoda és könyvtár", "After-school and library", "equal_opportunity"),
    Topic("Régi mesterségek bemutatása", "Showing old crafts", "tradition"),
    Topic("Kincskereső városi játék", "Treasure hunt in the streets", "digital_game"),
    Topic("Szomszédolás a közösségek között", "Communities visiting one another", "community_development"),
    Topic("Emlékezők asztala", "Table of remembrance", "intergenerational"),
    Topic("Népviselet a szekrényből", "Costumes from the wardrobe", "tradition"),
    Topic("Közösségi filmkészítés", "Making films together", "creative_industries"),
    Topic("Tankatalógus", "A pool of knowledge", "community_development"),
    Topic("Határnevek térképe", "A map of field names", "archaeology_heritage"),
    Topic("Kertek és magvak cseréje", "Exchange of gardens and seeds", "local_economy"),
    Topic("Befogadó intézmény", "The welcoming institution", "equal_opportunity"),
    Topic("Helyi újság közösen", "A local paper made together", "local_identity"),
    Topic("Zenélő udvarok", "Courtyards of music", "creative_industries"),
    Topic("Iskolapad és múzeum", "School desk and museum", "archaeology_heritage"),
    Topic("Közösségi kalendárium", "A community calendar", "local_identity"),
    Topic("Fiatalok ötletbörzéje", "Idea exchange of the young", "community_development"),
    Topic("Egymástól tanulni", "Learning from one another", "community_development"),
    Topic("Roma mesterségek műhelye", "Workshop of Roma crafts", "minorities"),
    Topic("Akadálymentes kultúra", "Culture without barriers", "equal_opportunity"),
    Topic("Termelői piac a kultúra udvarán", "Producers' market in the yard of culture", "local_economy"),
    Topic("Dalok öröksége", "The heritage of songs", "tradition"),
    Topic("Közös gyűjteményi nap", "A common day of collections", "archaeology_heritage"),
)

TYPE_TOPICS: dict[str, tuple[Topic, ...]] = {
    "volunteer_partnership": (
        Topic("Önkéntesek a polcok között", "Volunteers among the shelves", "institutional_volunteering"),
        Topic("Segítő kezek a tárlatban", "Helping hands at the exhibition", "institutional_volunteering"),
        Topic("Önkéntes rendezvénysegítők", "Volunteer event helpers", "institutional_volunteering"),
        Topic("Házigazdák önkéntesen", "Hosts by free will", "institutional_volunteering"),
        Topic("Iskolai közösségi szolgálat", "School community service", "institutional_volunteering"),
        Topic("Nyugdíjas önkéntesek", "Retired volunteers", "intergenerational"),
    ),
    "joint_event": (
        Topic("Közösségek vására", "Fair of communities", "community_development"),
        Topic("Adventi udvar", "Advent courtyard", "tradition"),
        Topic("Szüreti nap", "Harvest day", "tradition"),
        Topic("Múzeumok és olvasók éjszakája", "Night of museums and readers", "participatory_operation"),
        Topic("Falunapi közös színpad", "A common stage on the village day", "local_identity"),
        Topic("Kenyérünnep", "Feast of bread", "local_economy"),
        Topic("Népmese napja", "Day of the folk tale", "intergenerational"),
    ),
    "methodology_support": (
        Topic(
            "Szakmai tanácsadás kistelepüléseknek",
            "Professional advice for small settlements",
            "participatory_operation",
        ),
        Topic("Módszertani műhely", "Workshop of methods", "community_development"),
        Topic("Mentorált gyűjteménygondozás", "Mentored care of collections", "archaeology_heritage"),
    ),
    "operation_by_community": (
        Topic("Közösségi kulcsőrzés", "The community keeps the key", "participatory_operation"),
        Topic("Civil működtetésű színtér", "A space run by residents", "participatory_operation"),
        Topic("Miénk a ház", "The house is ours", "participatory_operation"),
    ),
    "top_consortium": (
        Topic("Helyi identitás konzorcium", "Local identity consortium", "local_identity"),
        Topic(
            "Összetartozó közösségek konzorciuma",
            "Consortium of communities that belong together",
            "community_development",
        ),
        Topic("Kohéziós partnerség", "Partnership for cohesion", "community_development"),
    ),
}

PRACTICES: tuple[Practice, ...] = (
    Practice(
        "Mesélő fényképek",
        "Photographs That Speak",
        "archaeology_heritage",
        "local_documents",
        "a családi képeket a tulajdonosok mesélik el",
        "owners tell the story of their family pictures",
    ),
    Practice(
        "Nyitott raktár",
        "The Open Storeroom",
        "participatory_operation",
        "community_exhibition",
        "a lakosok választják ki a kiállítandó tárgyakat",
        "residents choose the objects to be shown",
    ),
    Practice(
        "Élő könyvtár a falu emberével",
        "Living Library of the Village",
        "community_development",
        "community_discussion",
        "egy-egy helybeli ember a kölcsönözhető könyv",
        "a local person is the book to borrow",
    ),
    Practice(
        "Önkéntes tárlatőrök",
        "Volunteer Guardians of the Exhibition",
        "institutional_volunteering",
        "knowledge_pool",
        "nyugdíjasok fogadják a látogatókat",
        "retired people receive the visitors",
    ),
    Practice(
        "Kulcsos ház",
        "The House with Many Keys",
        "participatory_operation",
        "resource_mapping",
        "a közösségek maguk nyitják és zárják a házat",
        "the communities open and close the house themselves",
    ),
    Practice(
        "Nagyszülők iskolája",
        "School of Grandparents",
        "intergenerational",
        "study_group",
        "az idősek tanítják a gyerekeket egy-egy mesterségre",
        "older people teach children a craft",
    ),
    Practice(
        "Szomszédünnep az udvarban",
        "Neighbours' Feast in the Yard",
        "community_development",
        "communities_visiting",
        "az utcák felváltva látják vendégül egymást",
        "streets take turns in hosting one another",
    ),
    Practice(
        "Falukönyv közös tollal",
        "A Village Book by Many Pens",
        "local_identity",
        "village_book_calendar",
        "minden család egy oldalt ír",
        "every family writes a page",
    ),
    Practice(
        "Kincskereső a főutcán",
        "Treasure Hunt on the Main Street",
        "digital_game",
        "local_history",
        "a feladványok a helyi történelemből valók",
        "the riddles come from local history",
    ),
    Practice(
        "Két nyelven ünneplünk",
        "Feasting in Two Languages",
        "minorities",
        "tradition_exploration",
        "a nemzetiségi szokásokat közösen tanulják",
        "the customs of the minority are learnt together",
    ),
    Practice(
        "Kamaszok kurátorai",
        "Teenage Curators",
        "participatory_operation",
        "community_exhibition",
        "fiatalok rendezik az időszaki kiállítást",
        "young people arrange the temporary exhibition",
    ),
    Practice(
        "Meleg szoba",
        "The Warm Room",
        "equal_opportunity",
        "community_interview",
        "télen tanulóhely és beszélgetés várja a rászorulókat",
        "in winter a place to learn and talk is open to those in need",
    ),
    Practice(
        "Közös kemence",
        "The Common Oven",
        "tradition",
        "tradition_exploration",
        "havonta együtt sütnek kenyeret",
        "bread is baked together every month",
    ),
    Practice(
        "Magkönyvtár",
        "Seed Library",
        "local_economy",
        "knowledge_pool",
        "a kölcsönzött magot terméssel adják vissza",
        "borrowed seeds are returned after the harvest",
    ),
    Practice(
        "Értékleltár iskolásokkal",
        "Inventory of Values with Pupils",
        "local_identity",
        "value_exploration",
        "a diákok kérdezik ki a nagyszülőket",
        "pupils interview their grandparents",
    ),
    Practice(
        "Dűlőről dűlőre",
        "From Field to Field",
        "archaeology_heritage",
        "local_history",
        "a határ neveit gyalog járják be",
        "the names of the fields are walked",
    ),
    Practice(
        "Közösségi költségterv",
        "The Community Budget",
        "participatory_operation",
        "local_action_plan",
        "a programkeret egy részéről a lakosok döntenek",
        "residents decide on a part of the programme budget",
    ),
    Practice(
        "Beszélgető asztal",
        "The Talking Table",
        "community_development",
        "community_discussion",
        "hetente más intézmény hívja asztalhoz a lakosokat",
        "every week another institution invites residents to its table",
    ),
    Practice(
        "Mesterségek vására",
        "Fair of Crafts",
        "creative_industries",
        "presenting_achievements",
        "a helyi alkotók együtt mutatkoznak be",
        "local makers present themselves together",
    ),
    Practice(
        "Dalgyűjtő séta",
        "A Walk for Songs",
        "tradition",
        "intangible_heritage",
        "a dalokat a megéneklett helyeken rögzítik",
        "songs are recorded at the places they sing of",
    ),
    Practice(
        "Digitális nagyi",
        "The Digital Granny",
        "intergenerational",
        "study_group",
        "középiskolások segítik az időseket az eszközök használatában",
        "secondary pupils help older people with devices",
    ),
    Practice(
        "Könyv a kapuban",
        "A Book at the Gate",
        "institutional_volunteering",
        "resource_mapping",
        "önkéntesek viszik házhoz a könyveket",
        "volunteers take books to people's homes",
    ),
    Practice(
        "Helyi rádió egy hétvégére",
        "A Local Radio for a Weekend",
        "creative_industries",
        "local_publicity",
        "a lakosok készítik a műsort",
        "residents make the programme",
    ),
    Practice(
        "Tanodai társak",
        "Companions in Learning",
        "equal_opportunity",
        "knowledge_pool",
        "önkéntesek tanulnak együtt a gyerekekkel",
        "volunteers learn together with the children",
    ),
    Practice(
        "Kalendárium a közös évről",
        "Calendar of the Common Year",
        "local_identity",
        "village_book_calendar",
        "minden hónapot más közösség ír meg",
        "each month is written by another community",
    ),
    Practice(
        "Kérdezd a szomszédot",
        "Ask Your Neighbour",
        "community_development",
        "community_survey",
        "a felmérést a lakosok egymással végzik",
        "residents survey one another",
    ),
)

PRACTICE_SUMMARIES = (
    (
        "{The_hu} {adj} gyakorlat lényege: {how_hu}. {need_hu}",
        "The heart of the practice from {place}: {how_en}. {need_en}",
    ),
    (
        "Így működik: {how_hu}. {The_hu} {adj} tapasztalat szerint {lesson_hu}.",
        "How it works: {how_en}. The experience of {place} is that {lesson_en}.",
    ),
    (
        "{The_hu} {adj} partnerek munkájában {how_hu}; {lesson_hu}.",
        "In the work of the partners in {place}, {how_en}; {lesson_en}.",
    ),
    (
        "{need_hu} {The_hu} {adj} csapat leírása szerint {how_hu}.",
        "{need_en} As the team in {place} describes it, {how_en}.",
    ),
)

NEEDS = (
    ("Egy szoba, egy asztal és egy felelős elég hozzá.", "It takes a room, a table and one person in charge."),
    ("Az indulás két hónap közös előkészítést kíván.", "The start takes two months of common preparation."),
    ("Pénz alig kell hozzá, idő annál inkább.", "It needs hardly any money, but a good deal of time."),
    ("Legalább két intézmény összefogása szükséges.", "At least two institutions have to join forces."),
    ("Bármely ötszáz lakosú faluban megvalósítható.", "It can be done in any village of five hundred people."),
    ("A leírást és a mintaleveleket szabadon átadják.", "The description and the model letters are free to take."),
)

LESSONS = (
    (
        "a harmadik alkalom után már a résztvevők szervezik",
        "after the third time the participants organise it themselves",
    ),
    ("a rendszeresség többet ér a nagy rendezvénynél", "regular meetings are worth more than a big event"),
    ("a személyes meghívás a legjobb hirdetés", "a personal invitation is the best advertisement"),
    ("érdemes kicsiben kezdeni", "it is worth starting small"),
    ("a fiatalok akkor jönnek, ha dönthetnek is", "the young come when they can decide as well"),
    ("a helyi vállalkozók szívesen adnak teret", "local businesses are glad to give room"),
    ("az intézmény munkatársai is új szerepet tanulnak", "the staff of the institution learn a new role as well"),
    ("a közös étkezés többet old, mint a megbeszélés", "a common meal solves more than a meeting"),
)

VOLUNTEERING: tuple[tuple[str, str, str], ...] = (
    ("Önkéntes könyvbarátok", "Volunteer Friends of Books", "library"),
    ("Felolvasó önkéntesek", "Volunteer Readers", "library"),
    ("Könyvet házhoz", "Books to the Door", "library"),
    ("Önkéntes tárlatvezetők", "Volunteer Guides", "museum"),
    ("A tárgyak gazdái", "Keepers of Objects", "museum"),
    ("Gyűjteményi önkéntesek", "Volunteers of the Collection", "museum"),
    ("Rendezvénysegítő önkéntesek", "Volunteers at Events", "community_culture"),
    ("Nyitott ház önkéntesei", "Volunteers of the Open House", "community_culture"),
    ("Klubvezető önkéntesek", "Volunteer Club Leaders", "community_culture"),
    ("Iskolások közösségi szolgálata", "Community Service of Pupils", "community_culture"),
)

SAMPLE_PROJECTS: tuple[tuple[str, str, str], ...] = (
    ("Történetek háza", "House of Stories", "local_identity"),
    ("Három ház, egy asztal", "Three Houses, One Table", "community_development"),
    ("Mesélő utcák", "Streets That Tell Tales", "archaeology_heritage"),
    ("Nyitott kapuk évada", "Season of Open Gates", "participatory_operation"),
    ("A múlt hangjai", "Voices of the Past", "intergenerational"),
    ("Közös fonal", "The Common Thread", "tradition"),
    ("Kertek könyve", "Book of Gardens", "local_economy"),
    ("Vándorló vitrinek", "Wandering Showcases", "creative_industries"),
    ("Játssz a várossal", "Play with the Town", "digital_game"),
    ("Négy évszak közössége", "Community of Four Seasons", "tradition"),
    ("Az én helyem", "My Place", "local_identity"),
    ("Tudásmalom", "Mill of Knowledge", "community_development"),
    ("Hidak a part felett", "Bridges over the Bank", "minorities"),
    ("Emlékek padlása", "Attic of Memories", "archaeology_heritage"),
    ("Egy szó, száz kép", "One Word, a Hundred Pictures", "creative_industries"),
    ("Mindenki ajtaja", "A Door for Everyone", "equal_opportunity"),
    ("Segítő kezek köre", "Circle of Helping Hands", "institutional_volunteering"),
    ("Nemzedékek műhelye", "Workshop of Generations", "intergenerational"),
    ("Tanyák üzenete", "Message of the Farmsteads", "local_identity"),
    ("Közös ritmus", "A Common Rhythm", "creative_industries"),
)

TOP_TITLES: tuple[tuple[str, str], ...] = (
    ("Közös örökségünk", "Our Common Heritage"),
    ("Összetartó közösségek", "Communities That Hold Together"),
    ("Itthon vagyunk", "We Are at Home"),
    ("Élő hagyomány", "Living Tradition"),
    ("Együtt a helyi értékekért", "Together for Local Values"),
    ("Közösségben erősebben", "Stronger in Community"),
    ("Gyökerek és szárnyak", "Roots and Wings"),
    ("Helyben otthon", "At Home Here"),
    ("Megújuló közösségi terek", "Community Spaces Renewed"),
    ("Nemzedékek kézfogása", "Handshake of Generations"),
    ("Helyi identitás fiatal szemmel", "Local Identity in Young Eyes"),
    ("Egymásra figyelő szomszédok", "Neighbours Who Care"),
    ("Kultúra az utcán", "Culture in the Street"),
    ("Közös tervek könyve", "Book of Common Plans"),
    ("Ünnepeink rendje", "The Order of Our Feasts"),
    ("Civil kovász", "Civic Leaven"),
)

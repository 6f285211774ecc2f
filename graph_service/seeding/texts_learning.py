"""Words of learning and spreading: courses, events, publications, the game, models and research."""

from __future__ import annotations

COURSES: dict[str, int] = {
    "mentor_basic_120": 120,
    "mentor_blended_60_1": 60,
    "mentor_blended_60_2": 60,
    "mentor_nmi_24": 24,
    "professional": 30,
    "local_government": 12,
}

CONFERENCES: tuple[tuple[str, str], ...] = (
    ("Kultúra és közösség a kistelepüléseken", "Culture and Community in Small Settlements"),
    ("Intézmények nyitott ajtókkal", "Institutions with Open Doors"),
    ("A részvétel iskolája", "The School of Participation"),
    ("Önkéntesek a kulturális intézményben", "Volunteers in Cultural Institutions"),
    ("Mérhető közösség", "Measuring Community"),
    ("Múzeum, könyvtár, művelődési ház: közös út", "Museum, Library, Cultural House: a Common Road"),
    ("Helyi értékek, európai gyakorlatok", "Local Values, European Practices"),
    ("Közösségek fenntartható jövője", "A Sustainable Future for Communities"),
)

MEETINGS: tuple[tuple[str, str], ...] = (
    ("mentorok és intézményvezetők kerekasztala", "round table of mentors and heads of institutions"),
    ("könyvtárosok a közösségért", "librarians for the community"),
    ("művelődésszervezők műhelye", "forum of community organisers"),
    ("múzeumi közösségek", "communities of museums"),
    ("civilek és intézmények", "civil society and institutions"),
    ("önkormányzatok a kultúráért", "local governments for culture"),
    ("közös tervezés a járásban", "planning together in the district"),
)

DAYS: tuple[tuple[str, str], ...] = (
    ("közösségfejlesztés a gyakorlatban", "community development in practice"),
    ("jó gyakorlatok napja", "a day of good practices"),
    ("társadalmiasított működés lépésről lépésre", "socialised operation step by step"),
    ("intézmények és önkéntesek", "institutions and volunteers"),
    ("helyi értékek feltárása", "exploring local values"),
    ("közösségek mérése és értékelése", "measuring and evaluating communities"),
)

WORKSHOPS: tuple[tuple[str, str, str], ...] = (
    ("közösségi interjú készítése", "making a community interview", "community_interview"),
    ("helyi cselekvési terv írása", "writing a local action plan", "local_action_plan"),
    ("értékfeltárás és értéktár", "exploring and listing values", "value_exploration"),
    ("tankatalógus összeállítása", "building a knowledge pool", "knowledge_pool"),
    ("közösségi beszélgetés vezetése", "leading a community discussion", "community_discussion"),
    ("falukönyv szerkesztése", "editing a village book", "village_book_calendar"),
    ("közösségi felmérés kérdőíve", "the questionnaire of a community survey", "community_survey"),
    ("önkéntesek fogadása", "receiving volunteers", "resource_mapping"),
    ("helytörténeti gyűjtés", "collecting local history", "local_history"),
    ("közösségi kiállítás rendezése", "arranging a community exhibition", "community_exhibition"),
)

WEEK: tuple[tuple[str, str], ...] = (
    ("nyitott műhely", "open workshop"),
    ("közös főzés a téren", "cooking together on the square"),
    ("utcabál és táncház", "street ball and dance house"),
    ("mesemondó délután", "storytelling afternoon"),
    ("közösségek bemutatkozása", "communities introduce themselves"),
    ("virágültetés szomszédokkal", "planting flowers with neighbours"),
    ("régi fényképek estéje", "evening of old photographs"),
    ("könyvcsere az udvaron", "book exchange in the yard"),
    ("helytörténeti séta", "walk through local history"),
    ("családi játéknap", "family day of games"),
    ("kórusok találkozója", "meeting of choirs"),
    ("kézműves udvar", "courtyard of crafts"),
    ("nyitott próba", "open rehearsal"),
    ("önkéntesek reggelije", "breakfast of volunteers"),
    ("kertnyitogató", "open gardens"),
    ("tárlat a falu tárgyaiból", "exhibition of the objects of the village"),
    ("beszélgetés a közös jövőről", "a talk about the common future"),
    ("kerékpáros körtúra", "round trip by bicycle"),
)

FORUMS: tuple[tuple[str, str], ...] = (
    ("mit tervezzünk együtt", "what shall we plan together"),
    ("az intézmény jövő évi programja", "the programme of the institution for next year"),
    ("közösségi terek közös gondja", "caring for community spaces together"),
    ("mi maradjon meg a programból", "what should remain of the programme"),
    ("a fiatalok szava", "the voice of the young"),
    ("helyi cselekvési terv értékelése", "evaluating the local action plan"),
    ("önkéntesek és intézmények", "volunteers and institutions"),
)

# Type, audience, Hungarian title, English title, methodology field or None.
PUBLICATIONS_HU: tuple[tuple[str, str, str, str, str | None], ...] = (
    (
        "research_report",
        "scientific",
        "Közösségek és intézmények kapcsolata kistelepüléseken",
        "Communities and Institutions in Small Settlements",
        "community_development",
    ),
    (
        "research_report",
        "scientific",
        "A bizalom mérése a helyi közösségekben",
        "Measuring Trust in Local Communities",
        "measurement",
    ),
    (
        "research_report",
        "scientific",
        "Önkéntesek útjai a kulturális intézményekben",
        "Paths of Volunteers in Cultural Institutions",
        "institutional_volunteering",
    ),
    (
        "research_report",
        "scientific",
        "Részvétel és döntés: intézmények a társadalmiasítás útján",
        "Participation and Decision: Institutions on the Way to Socialised Operation",
        "socialised_operation",
    ),
    (
        "good_practice_collection",
        "popular",
        "Közösen könnyebb: gyakorlatok a Dunántúlról",
        "Easier Together: Practices from Transdanubia",
        None,
    ),
    (
        "good_practice_collection",
        "popular",
        "Közösen könnyebb: gyakorlatok az Alföldről",
        "Easier Together: Practices from the Great Plain",
        None,
    ),
    (
        "good_practice_collection",
        "popular",
        "Közösen könnyebb: gyakorlatok Észak-Magyarországról",
        "Easier Together: Practices from Northern Hungary",
        None,
    ),
    (
        "good_practice_collection",
        "popular",
        "Könyvtári közösségek receptjei",
        "Recipes of Library Communities",
        "socialised_operation",
    ),
    (
        "curriculum",
        "scientific",
        "Mentori munkafüzet a közösségi interjúhoz",
        "Mentor's Workbook for the Community Interview",
        "mentor_quality",
    ),
    (
        "curriculum",
        "scientific",
        "A helyi cselekvési terv tananyaga",
        "Training Material on the Local Action Plan",
        "community_development",
    ),
    (
        "curriculum",
        "scientific",
        "Önkéntesek fogadása: képzési segédanyag",
        "Receiving Volunteers: Training Material",
        "institutional_volunteering",
    ),
    (
        "curriculum",
        "scientific",
        "Mérés és értékelés a mentori munkában",
        "Measurement and Evaluation in Mentoring",
        "measurement",
    ),
    (
        "methodology_guide",
        "scientific",
        "Esélyteremtés a közösség erejével",
        "Creating Opportunity by the Strength of Community",
        "equal_opportunity",
    ),
    (
        "methodology_guide",
        "scientific",
        "A mentorálás minőségének kézikönyve",
        "Handbook of the Quality of Mentoring",
        "mentor_quality",
    ),
    (
        "methodology_guide",
        "scientific",
        "Lépések a társadalmiasított működés felé",
        "Steps towards Socialised Operation",
        "socialised_operation",
    ),
    (
        "popular",
        "popular",
        "Mit tehetünk együtt? Füzet lakosoknak",
        "What Can We Do Together? A Booklet for Residents",
        None,
    ),
    ("popular", "popular", "Beszélgessünk a falunkról", "Let Us Talk about Our Village", "community_development"),
    ("popular", "popular", "Az én könyvtáram, a mi könyvtárunk", "My Library, Our Library", "socialised_operation"),
    (
        "popular",
        "popular",
        "Önkéntes leszek a múzeumban",
        "I Will Be a Volunteer in the Museum",
        "institutional_volunteering",
    ),
    (
        "popular",
        "popular",
        "Nyertes ötletek: helyi identitás a gyakorlatban",
        "Winning Ideas: Local Identity in Practice",
        None,
    ),
    ("journal_special_issue", "scientific", "Közösség és emlékezet", "Community and Memory", None),
    (
        "journal_special_issue",
        "scientific",
        "Művelődési házak új szerepben",
        "Cultural Houses in a New Role",
        "socialised_operation",
    ),
    (
        "conference_volume",
        "scientific",
        "A részvétel iskolája: a tanácskozás előadásai",
        "The School of Participation: Papers of the Meeting",
        "socialised_operation",
    ),
    (
        "conference_volume",
        "scientific",
        "Mérhető közösség: a tanácskozás előadásai",
        "Measuring Community: Papers of the Meeting",
        "measurement",
    ),
)

PUBLICATIONS_EN: tuple[tuple[str, str, str, str | None], ...] = (
    (
        "methodology_guide",
        "scientific",
        "Opening the Institution: a Short Guide to Socialised Operation",
        "socialised_operation",
    ),
    (
        "methodology_guide",
        "scientific",
        "Volunteers in Museums and Libraries: a Practical Introduction",
        "institutional_volunteering",
    ),
    ("research_report", "scientific", "Trust and Openness in Rural Communities of Hungary", "measurement"),
    ("research_report", "scientific", "Mentors at Work: Notes from Eighteen Counties", "mentor_quality"),
    ("good_practice_collection", "popular", "Twenty Practices to Take Home", None),
    ("popular", "popular", "Culture Made Together", "community_development"),
    ("popular", "popular", "The Village That Wrote Its Own Book", None),
    ("conference_volume", "scientific", "Local Values, European Practices: Papers of the Meeting", "equal_opportunity"),
)

RESEARCH: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "Közösségek és kulturális intézmények helyzetfeltárása",
        "Survey of Communities and Cultural Institutions",
        ("community_development", "socialised_operation"),
    ),
    (
        "Hazai és nemzetközi gyakorlatok összehasonlítása",
        "Comparison of Hungarian and International Practices",
        ("institutional_volunteering", "equal_opportunity"),
    ),
    ("A mentori munka hatásvizsgálata", "Study of the Effects of Mentoring", ("mentor_quality",)),
    ("A közösségi folyamatok mérésének megalapozása", "Foundations of Measuring Community Processes", ("measurement",)),
)

MODELS: dict[str, tuple[str, str]] = {
    "community_development": ("Kulturális közösségfejlesztési modell", "Model of Cultural Community Development"),
    "measurement": ("A közösségi változás mérési modellje", "Model for Measuring Change in Communities"),
    "mentor_quality": ("A mentorálás minőségi modellje", "Quality Model of Mentoring"),
    "institutional_volunteering": ("Az intézményi önkéntesség modellje", "Model of Institutional Volunteering"),
    "socialised_operation": ("A társadalmiasított működés modellje", "Model of Socialised Operation"),
    "equal_opportunity": ("A közösségi esélyteremtés modellje", "Model of Creating Opportunity in Communities"),
}

PLATFORMS: tuple[tuple[str, str, str, str], ...] = (
    ("professional", "professional", "Szakmai portál", "Professional Portal"),
    ("residents", "public", "Lakossági oldal", "Residents' Site"),
    ("knowledge", "wiki", "Közösségi tudástár", "Community Knowledge Base"),
    ("monitoring", "monitoring", "Folyamatkövető felület", "Process Monitoring System"),
    ("practices", "professional", "Jó gyakorlatok tára", "Store of Good Practices"),
)
GAME = ("Közösségi kalandtár", "Community Adventures")

BADGES: tuple[tuple[str, str, int], ...] = (
    ("Kíváncsi", "Curious", 50),
    ("Felfedező", "Explorer", 100),
    ("Kérdező", "Questioner", 150),
    ("Könyvek barátja", "Friend of Books", 200),
    ("Tárgyak ismerője", "Knower of Objects", 250),
    ("Házigazda", "Host", 300),
    ("Csapatépítő", "Team Builder", 400),
    ("Közösségi mester", "Community Master", 500),
    ("Helyi hős", "Local Hero", 750),
)

QUESTS: dict[str, tuple[tuple[str, str], ...]] = {
    "museum": (
        ("A tárgyak titkai", "Secrets of the Objects"),
        ("Ki volt a gazdája?", "Who Was Its Owner?"),
        ("Nyomok a vitrinben", "Traces in the Showcase"),
        ("Az elveszett leltár", "The Lost Inventory"),
        ("Egy nap a múltban", "A Day in the Past"),
    ),
    "library": (
        ("Rejtett kincsek a polcon", "Hidden Treasures on the Shelf"),
        ("A suttogó könyvek", "The Whispering Books"),
        ("Olvasójegyes nyomozás", "Detectives with a Library Card"),
        ("Történetek nyomában", "Following Stories"),
        ("A hiányzó lap", "The Missing Page"),
    ),
    "community_culture": (
        ("Kulisszák mögött", "Behind the Scenes"),
        ("Találd meg a csapatod", "Find Your Team"),
        ("Ötletből program", "From Idea to Programme"),
        ("A ház kulcsai", "Keys of the House"),
        ("Színpadra fel", "Up to the Stage"),
    ),
}

"""The programme itself: cited facts, activities, indicators with reported values, consortium, calls and examples."""

from __future__ import annotations

from datetime import date
from typing import Any

from graph_service.seeding.dataset import Builder
from graph_service.seeding.dates import START, WAVES
from graph_service.seeding.open_data import OpenData
from graph_service.seeding.vocabulary import address, cite
from graph_service.seeding.world import World

_CITED = "real_cited"
_PAGE = ["S1"]
_ACTIVITIES: tuple[tuple[str, str], ...] = (
    ("Kutatás, módszertani fejlesztés, modellek", "Research, methodological development and models"),
    (
        "Mintaprojektek, intézményi együttműködés, jó gyakorlatok",
        "Sample projects, cooperation of institutions, good practices",
    ),
    ("Mentorhálózat és megyei irodák", "Mentor network and county offices"),
    ("Közösségi aktivitás és önkéntes programok fenntartása", "Sustaining community activity and volunteer programmes"),
    ("Képzések, konferenciák, szakmai találkozók", "Trainings, conferences and professional meetings"),
    ("Magyar és angol nyelvű kiadványok", "Publications in Hungarian and English"),
    ("Játékos online alkalmazás", "Gamified online application"),
    (
        "Kommunikáció, szakmai és lakossági online felületek",
        "Communication and online platforms for professionals and residents",
    ),
    ("Monitoring és kutató-fejlesztő tevékenység", "Monitoring, research and development"),
)


def add_programme(world: World) -> None:
    """Adds the programme of this cohort; that of cohort 0 is the real one, with its cited facts."""
    if world.is_demonstration:
        _add_real(world)
    else:
        number = world.build.cohort
        world.programme = world.build.id("programme", "BENCH")
        world.build.add(
            "Programme",
            world.programme,
            START,
            code=f"BENCH-{number:04d}",
            nameHu=f"Mérési évfolyam ({number})",
            nameEn=f"Benchmark cohort ({number})",
            startDate=START,
            endDate=date(2019, 9, 15),
        )


def add_reached(world: World) -> None:
    """The programme reached every target on the day its mentor first worked there."""
    fields = world.data.codes("methodologyField")
    for area in world.areas:
        for target in area.targets:
            draw = world.draw("Target", f"{area.code}-{target.number}")
            method = draw.weighted(
                "method", [(field, 6 if field == "community_development" else 1) for field in fields]
            )
            world.build.join("REACHED", world.programme, target.place.id, on=target.reached, method=method)


def _add_real(world: World) -> None:
    build, data = world.build, world.data
    facts = data.facts["programme"]
    world.programme = f"programme:{facts['id']}"
    build.add_real(
        "Programme",
        world.programme,
        _CITED,
        START,
        code=facts["id"],
        nameHu=facts["nameHu"],
        nameEn=facts["nameEn"],
        startDate=date.fromisoformat(facts["startDate"]),
        endDate=date.fromisoformat(facts["endDate"]),
        grantHuf=facts["grantHuf"],
        totalBudgetEur=facts["totalBudgetEur"],
        euContributionEur=facts["euContributionEur"],
        kohesioId=facts["kohesioId"],
    )
    reported = [key for row in data.facts["reportedResults"] for key in row["sources"]]
    cite(build, world.programme, [*facts["sources"], *reported])
    for number, (hu, en) in enumerate(_ACTIVITIES, 1):
        id = f"activity-kind:{number}"
        build.add_real("ProgrammeActivity", id, _CITED, START, no=number, nameHu=hu, nameEn=en)
        build.join("HAS_ACTIVITY", world.programme, id)
        cite(build, id, _PAGE)
    for code in data.codes("targetGroup"):
        build.join("SERVES", world.programme, f"concept:targetGroup:{code}", direct=code.startswith("d"))
    _add_indicators(world)
    _add_consortium(world)
    _add_calls_and_waves(build, data)
    _add_examples(build, data)
    _add_cited_publications(build, data)


def _add_indicators(world: World) -> None:
    build, facts = world.build, world.data.facts
    for row in facts["indicators"]:
        id = f"indicator:{row['code']}"
        names = {name: row[name] for name in ("code", "kind", "nameHu", "nameEn", "unitHu", "unitEn", "target")}
        build.add_real("Indicator", id, _CITED, START, baseline=0, **names)
        build.join("OF_PROGRAMME", id, world.programme)
        cite(build, id, row["sources"])
    for row in facts["reportedResults"]:
        if row["relatesTo"] is not None:
            id = f"value:{row['relatesTo']}:{row['sources'][0]}"
            note = f"{row['statementHu']} / {row['statementEn']}"
            build.add_real("IndicatorValue", id, _CITED, START, value=float(row["value"]), method="reported", note=note)
            build.join("HAS_VALUE", f"indicator:{row['relatesTo']}", id)
            cite(build, id, row["sources"])


def _add_consortium(world: World) -> None:
    build, data = world.build, world.data
    by_name = {settlement.name: settlement for settlement in data.settlements.values()}
    for row in data.facts["consortium"]:
        id = f"consortium:{row['sector']}"
        role = "lead" if row["role"] == "lead" else "member"
        build.add_real(
            "ConsortiumMember",
            id,
            _CITED,
            START,
            nameHu=row["nameHu"],
            nameEn=row["nameEn"],
            organisationForm="consortium_member",
            active=True,
            role=role,
        )
        build.join("LOCATED_IN", id, by_name[row["seatSettlement"]].id)
        build.join("IMPLEMENTS", id, world.programme, role=role)
        build.join("BELONGS_TO", id, "concept:targetGroup:d3")
        cite(build, id, row["sources"])


def _add_calls_and_waves(build: Builder, data: OpenData) -> None:
    for row in data.facts["topCalls"]:
        id = f"call:{row['code']}"
        build.add_real("TopCall", id, _CITED, START, code=row["code"], nameHu=row["nameHu"], budgetHuf=row["budgetHuf"])
        cite(build, id, row["sources"])
    for number, (first, last) in enumerate(WAVES, 1):
        build.add("MonitoringWave", f"wave:{number}", first, last, no=number, startDate=first, endDate=last)


def _add_examples(build: Builder, data: OpenData) -> None:
    """Real examples: good practices with their settlement in words and their source, without partners."""
    for row in data.facts["examples"]:
        id = f"practice:cited:{row['kshCode']}"
        build.add_real(
            "GoodPractice",
            id,
            _CITED,
            START,
            titleHu=row["nameHu"],
            titleEn=row["nameEn"],
            summaryHu=f"A program valós, forrással idézett példája. Település: {row['settlement']}.",
            summaryEn=f"A real example of the programme, cited from its source. Settlement: {row['settlement']}.",
            reviewStatus="published",
            adaptable=True,
        )
        for theme in row["themes"]:
            build.join("HAS_THEME", id, f"concept:goodPracticeTheme:{theme}")
        cite(build, id, row["sources"])


def _add_cited_publications(build: Builder, data: OpenData) -> None:
    pages = {row["key"]: row["page"] for row in data.sources}
    for ordinal, row in enumerate(data.facts["publications"], 1):
        id = f"pub:cited:{ordinal}"
        build.add_real(
            "Publication",
            id,
            _CITED,
            date(row["year"], 1, 1) if row["year"] and row["year"] > START.year else START,
            titleHu=row["titleHu"],
            titleEn=row["titleEn"],
            type=row["type"],
            year=row["year"],
            languages=row["languages"],
            isbn=row["isbn"],
            url=_first_address(pages, row),
        )
        if row["field"]:
            build.join("DESCRIBES", id, build.id("model", row["field"]))
        cite(build, id, row["sources"])


def _first_address(pages: dict[str, str], row: dict[str, Any]) -> str | None:
    return next((url for key in row["sources"] if (url := address(pages[key]))), None)

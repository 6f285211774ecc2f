"""What must hold of the demonstration after loading: totals, counts a county, planted answers; as named statements.

Each gives one value and runs on both engines; benchmark cohorts beside the demonstration do not change them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from graph_service.cypher import Statement

_SECONDS = 60.0
# Only cohorts have it; by parameter, because Neo4j warns of the name of a property that no node has.
_MARK = {"mark": "benchmark"}
_DAY = "date('2019-09-15')"
_COUNTY_OF_INSTITUTION = "(i)-[:LOCATED_IN]->()-[:PART_OF*0..1]->(:Settlement)-[:IN_COUNTY]->(c:County)"
_SOCIALISED = (
    "MATCH (i:Institution)-[:HAS_ASSESSMENT]->(a:SocialisationAssessment) WHERE i[$mark] IS NULL "
    "AND a.degree <> 'none' AND 'documented' IN a.elementsMet AND NOT EXISTS { "
    "MATCH (i)-[:HAS_ASSESSMENT]->(later:SocialisationAssessment) WHERE later.assessedOn > a.assessedOn } "
)


@dataclass(frozen=True)
class Invariant:
    """A statement that gives one value, and the value it must give."""

    hu: str
    en: str
    text: str
    expected: int | list[int]


@dataclass(frozen=True)
class Outcome:
    """What a statement gave."""

    invariant: Invariant
    found: Any

    @property
    def holds(self) -> bool:
        """Whether it is what it must be."""
        return bool(self.found == self.invariant.expected)


class ReadingStore(Protocol):
    """What the check needs of a store."""

    async def read(self, statement: Statement, *, seconds: float) -> list[Any]: ...


async def check_invariants(store: ReadingStore, invariants: Iterable[Invariant] | None = None) -> list[Outcome]:
    """Run the statements one by one; a list that is not all `holds` means a broken load."""
    outcomes = []
    for invariant in INVARIANTS if invariants is None else invariants:
        row = await store.read(Statement(invariant.text, _MARK), seconds=_SECONDS)
        outcomes.append(Outcome(invariant, row[0]))
    return outcomes


INVARIANTS: tuple[Invariant, ...] = (
    Invariant(
        "elért települések és településrészek",
        "places reached",
        "MATCH (p:Programme)-[:REACHED]->(x) WHERE p[$mark] IS NULL RETURN count(DISTINCT x) AS value",
        360,
    ),
    Invariant(
        "mentorált közösségek",
        "mentored communities",
        "MATCH (:Mentor)-[:MENTORS]->(k:Community) WHERE k[$mark] IS NULL RETURN count(DISTINCT k) AS value",
        360,
    ),
    Invariant(
        "aktív mentorok",
        "active mentors",
        "MATCH (m:Mentor {mentorStatus: 'active'})-[:WORKS_AT]->(:CountyOffice) WHERE m[$mark] IS NULL "
        "RETURN count(DISTINCT m) AS value",
        72,
    ),
    Invariant(
        "képzett mentorok",
        "trained mentors",
        "MATCH (m:Mentor)-[a:ATTENDED]->(:TrainingSession) WHERE m[$mark] IS NULL AND a.completed "
        "RETURN count(DISTINCT m) AS value",
        84,
    ),
    Invariant(
        "társadalmiasított intézmények",
        "socialised institutions",
        f"{_SOCIALISED} RETURN count(DISTINCT i) AS value",
        54,
    ),
    Invariant(
        "képzett szakemberek",
        "trained professionals",
        "MATCH (m:Professional)-[a:ATTENDED]->(:TrainingSession) WHERE m[$mark] IS NULL AND a.completed "
        "RETURN count(DISTINCT m) AS value",
        420,
    ),
    Invariant(
        "mintaprojektek",
        "sample projects",
        "MATCH (p:SampleProject) WHERE p[$mark] IS NULL RETURN count(p) AS value",
        18,
    ),
    Invariant(
        "elért helyek megyénként (legkevesebb, legtöbb)",
        "places reached a county (fewest, most)",
        "MATCH (p:Programme)-[:REACHED]->(x)-[:PART_OF*0..1]->(:Settlement)-[:IN_COUNTY]->(c:County) "
        "WHERE p[$mark] IS NULL WITH c, count(DISTINCT x) AS n RETURN [min(n), max(n), count(c)] AS value",
        [20, 20, 18],
    ),
    Invariant(
        "aktív mentorok megyénként (legkevesebb, legtöbb)",
        "active mentors a county (fewest, most)",
        "MATCH (m:Mentor)-[:WORKS_AT]->(:CountyOffice)-[:COVERS]->(c:County) WHERE m[$mark] IS NULL "
        "WITH c, count(DISTINCT m) AS n RETURN [min(n), max(n), count(c)] AS value",
        [4, 4, 18],
    ),
    Invariant(
        "társadalmiasított intézmények megyénként (legkevesebb, legtöbb)",
        "socialised institutions a county (fewest, most)",
        f"{_SOCIALISED} MATCH {_COUNTY_OF_INSTITUTION} "
        "WITH c, count(DISTINCT i) AS n RETURN [min(n), max(n), count(c)] AS value",
        [3, 3, 18],
    ),
    Invariant(
        "szervezetek, közösségek megye nélkül, vagy nem a székhelyük megyéjében",
        "organisations and communities without a county, or with another than that of their seat",
        "MATCH (n:Organisation|Community)-[:LOCATED_IN|BASED_IN]->()-[:PART_OF*0..1]->(:Settlement)-[:IN_COUNTY]->"
        "(c:County) WHERE COUNT { (n)-[:SITED_IN]->() } <> 1 OR NOT EXISTS { (n)-[:SITED_IN]->(c) } "
        "RETURN count(n) AS value",
        0,
    ),
    Invariant(
        "intézmények, közösségek, események, küldetések, amelyek nem a megyéjük kódját őrzik",
        "institutions, communities, events and quests that keep another code than that of their county",
        "MATCH (n:Institution|Community|Event|Quest) WHERE coalesce(n.countyNuts3, '') <> "
        "coalesce(head([(n)-[:INTRODUCES*0..1]->()-[:SITED_IN]->(c:County) | c.nuts3]), '') "
        "RETURN count(n) AS value",
        0,
    ),
    Invariant(
        "mintaprojektek megyénként (legkevesebb, legtöbb)",
        "sample projects a county (fewest, most)",
        "MATCH (p:SampleProject)-[:TAKES_PLACE_IN]->(:Settlement)-[:IN_COUNTY]->(c:County) "
        "WHERE p[$mark] IS NULL WITH c, count(DISTINCT p) AS n RETURN [min(n), max(n), count(c)] AS value",
        [1, 1, 18],
    ),
    Invariant(
        "közösségek mentoronként (legkevesebb, legtöbb)",
        "communities a mentor (fewest, most)",
        "MATCH (m:Mentor)-[:MENTORS]->(k:Community) WHERE m[$mark] IS NULL "
        "WITH m, count(DISTINCT k) AS n RETURN [min(n), max(n), count(m)] AS value",
        [5, 5, 72],
    ),
    Invariant(
        "szakterületek mintaprojektenként (legkevesebb)",
        "sectors a sample project (fewest)",
        "MATCH (p:SampleProject)<-[:PARTNER_IN]-(i:Institution) WHERE p[$mark] IS NULL "
        "WITH p, count(DISTINCT i.sector) AS n RETURN [min(n), count(p)] AS value",
        [3, 18],
    ),
    Invariant(
        "megkérdezett véleményformálók",
        "opinion-formers asked",
        "MATCH (m:Measurement {perspective: 'external'}) WHERE m[$mark] IS NULL RETURN sum(m.respondents) AS value",
        6856,
    ),
    Invariant(
        "kapcsolat nélküli csomópontok",
        "nodes without a relationship",
        "MATCH (n) WHERE NOT n:Migration AND NOT n:ApiKey AND NOT n:DataVersion AND NOT EXISTS { MATCH (n)-[r]-() } "
        "RETURN count(n) AS value",
        0,
    ),
    Invariant(
        "kitalált intézmények ISIL azonosítóval",
        "invented institutions with an ISIL",
        "MATCH (n:Institution) WHERE n.dataOrigin = 'synthetic' AND n.isil IS NOT NULL RETURN count(n) AS value",
        0,
    ),
    Invariant(
        "kitalált csomópontok Wikidata azonosítóval",
        "invented nodes with a Wikidata id",
        "MATCH (n) WHERE n.dataOrigin = 'synthetic' AND n.wikidataId IS NOT NULL RETURN count(n) AS value",
        0,
    ),
    Invariant(
        "kitalált csomópontok forrás nélkül",
        "invented nodes without a source",
        "MATCH (n) WHERE n.dataOrigin = 'synthetic' AND n[$mark] IS NULL AND NOT n:Source "
        "AND NOT EXISTS { MATCH (n)-[:FROM_SOURCE]->(:Source {key: 'illustrative'}) } RETURN count(n) AS value",
        0,
    ),
    Invariant(
        "21. kérdés: városok, ahol nincs közös munkája a könyvtárnak és a művelődési központnak",
        "question 21: towns whose library and cultural centre share no collaboration",
        "MATCH (s:Settlement {legalStatus: 'varos'})<-[:LOCATED_IN]-(l:Institution {sector: 'library'}) "
        "WHERE l[$mark] IS NULL "
        "MATCH (s)<-[:LOCATED_IN]-(c:Institution {sector: 'community_culture'}) WHERE c[$mark] IS NULL "
        "AND NOT EXISTS { MATCH (l)-[:PARTICIPATES_IN]->(:Collaboration)<-[:PARTICIPATES_IN]-(c) } "
        "RETURN count(DISTINCT s) AS value",
        40,
    ),
    Invariant(
        "22. kérdés: elért helyek mentorált közösség nélkül",
        "question 22: places reached without a mentored community",
        "MATCH (p:Programme)-[:REACHED]->(x) WHERE p[$mark] IS NULL AND NOT EXISTS { "
        "MATCH (x)<-[:BASED_IN]-(k:Community)<-[:MENTORS]-(:Mentor) WHERE k[$mark] IS NULL } "
        "RETURN count(DISTINCT x) AS value",
        30,
    ),
    Invariant(
        "23. kérdés: közösségek mentori tevékenység nélkül az utolsó 90 napban",
        "question 23: communities without a mentoring activity in the last 90 days",
        "MATCH (k:Community)<-[:FOR]-(a:MentoringActivity) WHERE k[$mark] IS NULL "
        f"WITH k, max(a.date) AS last WHERE last < {_DAY} - duration({{days: 90}}) RETURN count(k) AS value",
        18,
    ),
    Invariant(
        "25. kérdés: társadalmiasított intézmények képzett munkatárs nélkül",
        "question 25: socialised institutions without a trained employee",
        f"{_SOCIALISED} AND NOT EXISTS {{ MATCH (i)<-[:EMPLOYED_BY]-(w)-[:ATTENDED]->(:TrainingSession) }} "
        "RETURN count(DISTINCT i) AS value",
        6,
    ),
    Invariant(
        "26. kérdés: társadalmiasított intézmények, amelyek szintje nem emelkedett",
        "question 26: socialised institutions whose level did not rise",
        "MATCH (i:Institution)-[:HAS_ASSESSMENT]->(a:SocialisationAssessment) WHERE i[$mark] IS NULL "
        "WITH i, min(a.participationLevel) AS low, max(a.participationLevel) AS high, count(a) AS n "
        "WHERE n > 1 AND low = high RETURN count(i) AS value",
        9,
    ),
    Invariant(
        "26. kérdés: intézmények, ahol mindkét fél passzív",
        "question 26: institutions where both sides are passive",
        "MATCH (i:Institution)-[:HAS_ASSESSMENT]->(a:SocialisationAssessment {stance: 'both_passive'}) "
        "WHERE i[$mark] IS NULL RETURN count(DISTINCT i) AS value",
        12,
    ),
    Invariant(
        "27. kérdés: jó gyakorlatok, amelyeket a megyéjükön kívül senki nem vett át",
        "question 27: good practices never adopted outside their county",
        "MATCH (g:GoodPractice)<-[:OWNS_PRACTICE]-(o)-[:LOCATED_IN|BASED_IN]->()-[:PART_OF*0..1]->(:Settlement)"
        "-[:IN_COUNTY]->(c:County) WHERE g[$mark] IS NULL AND NOT EXISTS { "
        "MATCH (g)<-[:ADOPTED]-(x)-[:LOCATED_IN|BASED_IN]->()-[:PART_OF*0..1]->(:Settlement)-[:IN_COUNTY]->(d:County) "
        "WHERE d.nuts3 <> c.nuts3 } RETURN count(DISTINCT g) AS value",
        24,
    ),
    Invariant(
        "28. kérdés: folyamatok, amelyekben a cselekvés megelőzte a helyzetelemzést",
        "question 28: processes that acted before analysing",
        "MATCH (d:DevelopmentProcess)-[e:ENTERED]->(:Concept {key: 'processPhase:action'}) WHERE d[$mark] IS NULL "
        "AND NOT EXISTS { MATCH (d)-[f:ENTERED]->(:Concept {key: 'processPhase:situation_analysis'}) "
        "WHERE f.on < e.on } RETURN count(DISTINCT d) AS value",
        12,
    ),
    Invariant(
        "16. kérdés: megyék eseménnyel az utolsó nap előtti és utáni 30 napban",
        "question 16: counties with an event in the 30 days before and after the last day",
        "MATCH (e:Event)-[:HELD_IN]->(:Settlement)-[:IN_COUNTY]->(c:County) WHERE e[$mark] IS NULL "
        f"AND e.startDate >= {_DAY} - duration({{days: 30}}) AND e.startDate <= {_DAY} + duration({{days: 30}}) "
        f"WITH c, count(CASE WHEN e.startDate <= {_DAY} THEN 1 END) AS before, "
        f"count(CASE WHEN e.startDate > {_DAY} THEN 1 END) AS after "
        "WHERE before > 0 AND after > 0 RETURN count(c) AS value",
        18,
    ),
)

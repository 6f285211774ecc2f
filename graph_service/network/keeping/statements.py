"""Where in the graph the tables of a projection are found: for each a clause, and an expression for each column.

Whoever changes a node, or a relationship of it, raises its `updatedAt`; that is how a change is noticed that leaves the
numbers of rows and the days as they were.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

_START = re.compile(r"MATCH \(n:\w+\)")
_TYPES = re.compile(r"\[\w*:([A-Z_|]+)\]")


@dataclass(frozen=True)
class Source:
    """Where the rows of a table are found: a clause, and an expression for each column of its shape.

    `touched` is the variable of the node whose `updatedAt` tells of a change, where no column does.
    """

    match: str
    columns: Mapping[str, str]
    touched: str | None = None

    @property
    def types(self) -> frozenset[str]:
        """The relationship types that it follows."""
        return frozenset(name for found in _TYPES.findall(self.match) for name in found.split("|"))

    def set_back(self, since: str) -> Source:
        """Only rows of nodes `n` that changed after the version in the parameter `version`, but are not newer."""
        start = _START.match(self.match)
        assert start
        node = start[0].removeprefix("MATCH ")
        changed = f"MATCH (c:Change)-[:CHANGED]->{node} WHERE c.number > $version"
        older = f"{changed} AND n.updatedAt <= datetime(${since}) WITH DISTINCT n"
        return replace(self, match=older + self.match[start.end() :])

    def newer(self, since: str) -> Source:
        """Only rows of nodes `n` that changed after the moment in the parameter `since`: the match begins with `n`."""
        start = _START.match(self.match)
        assert start
        newer = f"{start[0]} WHERE n.updatedAt > datetime(${since}) WITH n"
        return replace(self, match=newer + self.match[start.end() :])


def _place_of(relationship: str) -> str:
    """The least id of the places where `n` lies: there should be one."""
    return f"OPTIONAL MATCH (n)-[:{relationship}]->(p:Place) WITH n, min(p.id) AS place"


_REAL = "coalesce(n.dataOrigin, 'synthetic') <> 'synthetic'"
_POINT = {"latitude": "n.location.y", "longitude": "n.location.x"}
_DAYS = {"start": "r.from", "end": "r.to"}

SOURCES: Mapping[str, Source] = MappingProxyType(
    {
        "concepts": Source(
            "MATCH (n:Concept)-[:IN_SCHEME]->(s:ConceptScheme) "
            "WHERE s.code IN ['sector', 'collaborationType', 'goodPracticeTheme']",
            {"scheme": "s.code", "code": "n.code"},
            "n",
        ),
        "programmes": Source("MATCH (n:Programme)", {"id": "n.id", "end": "n.endDate"}, "n"),
        "regions": Source("MATCH (n:Region)", {"id": "n.id", "hu": "n.nameHu", "en": "n.nameEn"}, "n"),
        "counties": Source(
            "MATCH (n:County) OPTIONAL MATCH (n)-[:IN_REGION]->(r:Region) WITH n, min(r.id) AS region "
            "OPTIONAL MATCH (n)-[:HAS_SEAT]->(s:Settlement) WITH n, region, min(s.id) AS seat",
            {
                "id": "n.id",
                "nuts3": "n.nuts3",
                "hu": "n.nameHu",
                "en": "n.nameEn",
                "region": "region",
                "seat": "seat",
                "in_area": "n.inProgrammeArea",
            },
            "n",
        ),
        "settlements": Source(
            "MATCH (n:Settlement) OPTIONAL MATCH (n)-[:IN_COUNTY]->(c:County) WITH n, min(c.id) AS county",
            {
                "id": "n.id",
                "name": "n.nameHu",
                "county": "county",
                **_POINT,
                "population": "n.population",
                "disadvantage": "n.disadvantage",
            },
            "n",
        ),
        "parts": Source(
            "MATCH (n:SettlementPart) OPTIONAL MATCH (n)-[:PART_OF]->(s:Settlement) WITH n, min(s.id) AS settlement",
            {"id": "n.id", "settlement": "settlement", **_POINT},
            "n",
        ),
        "institutions": Source(
            f"MATCH (n:Institution) {_place_of('LOCATED_IN')}",
            {"id": "n.id", "sector": "n.sector", "place": "place", **_POINT, "real": _REAL, "updated": "n.updatedAt"},
        ),
        "collaborations": Source(
            "MATCH (n:Collaboration)",
            {
                "id": "n.id",
                "type": "n.type",
                "start": "n.startDate",
                "end": "n.endDate",
                "real": _REAL,
                "updated": "n.updatedAt",
            },
        ),
        "memberships": Source(
            "MATCH (n:Collaboration) MATCH (n)<-[r:PARTICIPATES_IN]-(i:Institution)",
            {"institution": "i.id", "collaboration": "n.id", **_DAYS},
        ),
        "collaboration_themes": Source(
            "MATCH (n:Collaboration) MATCH (n)-[:ABOUT]->(c:Concept)", {"collaboration": "n.id", "theme": "c.code"}
        ),
        "communities": Source(
            f"MATCH (n:Community) {_place_of('BASED_IN')}", {"id": "n.id", "place": "place", "real": _REAL}, "n"
        ),
        "mentors": Source("MATCH (n:Mentor)", {"id": "n.id", "real": _REAL}, "n"),
        "practices": Source("MATCH (n:GoodPractice)", {"id": "n.id", "published": "n.publishedOn", "real": _REAL}, "n"),
        "practice_themes": Source(
            "MATCH (n:GoodPractice)-[:HAS_THEME]->(c:Concept)", {"practice": "n.id", "theme": "c.code"}
        ),
        "sessions": Source(
            "MATCH (n:TrainingSession) WITH n, COUNT { (n)<-[:ATTENDED]-(:Person) } AS attendants",
            {"id": "n.id", "day": "n.endDate", "attendants": "attendants"},
            "n",
        ),
        "attendances": Source(
            "MATCH (n:TrainingSession)<-[:ATTENDED]-(:Person)-[r:EMPLOYED_BY]->(i:Institution) "
            "WHERE r.from <= n.endDate AND (r.to IS NULL OR r.to > n.endDate) WITH DISTINCT n, i",
            {"session": "n.id", "institution": "i.id"},
        ),
        "responsibilities": Source(
            "MATCH (n:Mentor)-[r:RESPONSIBLE_FOR]->(p:Place)", {"mentor": "n.id", "place": "p.id", **_DAYS}
        ),
        "mentorings": Source(
            "MATCH (n:Mentor)-[r:MENTORS]->(c:Community)", {"mentor": "n.id", "community": "c.id", **_DAYS}
        ),
        "offices": Source(
            "MATCH (m:Mentor)-[r:WORKS_AT]->(n:CountyOffice) "
            "OPTIONAL MATCH (n)-[:COVERS]->(c:County) WITH m, r, n, min(c.id) AS county "
            "OPTIONAL MATCH (n)-[:LOCATED_IN]->(p:Place) WITH m, r, n, county, min(p.id) AS place",
            {"mentor": "m.id", "county": "county", "place": "place", **_DAYS},
            "n",
        ),
        "visits": Source(
            "MATCH (m:Mentor)-[:CARRIED_OUT]->(n:MentoringActivity) "
            "OPTIONAL MATCH (n)-[:FOR]->(s) WITH m, n, min(s.id) AS subject",
            {"mentor": "m.id", "subject": "subject", "day": "n.date"},
            "n",
        ),
        "spaces": Source(
            "MATCH (n:Community)-[r:USES_SPACE_OF]->(i:Institution)",
            {"community": "n.id", "institution": "i.id", "start": "r.from"},
        ),
        "adoptions": Source(
            "MATCH (n:GoodPractice)<-[r:ADOPTED]-(b:Community|Institution)",
            {"practice": "n.id", "by": "b.id", "day": "r.on"},
            "n",
        ),
        "owners": Source(
            "MATCH (n:GoodPractice)<-[:OWNS_PRACTICE]-(b:Community|Organisation) "
            "OPTIONAL MATCH (b)-[:LOCATED_IN]->(p:Place) WHERE NOT b:Institution WITH n, b, min(p.id) AS place",
            {"practice": "n.id", "by": "b.id", "place": "place"},
            "n",
        ),
        "reached": Source("MATCH (:Programme)-[r:REACHED]->(n:Place)", {"place": "n.id", "day": "r.on"}),
        "worklist": Source(
            "MATCH (n:WorkItem)-[:CONCERNS]->(i:Institution) WITH n, min(i.id) AS one, max(i.id) AS other, "
            "COUNT { MATCH (n)-[:BECAME]->(:Collaboration) } > 0 AS byTie",
            {
                "id": "n.id",
                "state": "n.state",
                "kind": "n.kind",
                "method": "n.method",
                "one": "one",
                "other": "other",
                "by_tie": "byTie",
            },
            "n",
        ),
    }
)

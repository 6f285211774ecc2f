"""A small graph in which every page is full: four counties, in each four districts, settlements and institutions."""

from __future__ import annotations

from graph_service.cypher import Statement
from graph_service.store.store import Store

SIDE = 4
# Settlements of one district lie in its county; institutions too, so that lists of a county have SIDE² and more.
_MADE = Statement(
    """
    UNWIND range(1, $side) AS c
    CREATE (county:County:Place:Node:Searchable {id: 'county:' + c, nuts3: 'HU00' + c, dataOrigin: 'synthetic'})
    WITH c, county
    UNWIND range(1, $side) AS d
    CREATE (district:District:Place:Node:Searchable {id: 'district:' + c + d, dataOrigin: 'synthetic'})
    CREATE (district)-[:IN_COUNTY]->(county)
    WITH c, d, county, district
    UNWIND range(1, $side) AS s
    CREATE (place:Settlement:Place:Node:Searchable {id: 'settlement:' + c + d + s, dataOrigin: 'synthetic'})
    CREATE (place)-[:IN_DISTRICT]->(district)
    CREATE (place)-[:IN_COUNTY]->(county)
    WITH c, d, s, county, place
    UNWIND range(1, $side) AS i
    CREATE (one:Institution:Organisation:Node:Searchable
      {id: 'inst:' + c + d + s + i, dataOrigin: 'synthetic', sector: 'LIBRARY', countyNuts3: county.nuts3})
    CREATE (one)-[:LOCATED_IN]->(place)
    CREATE (one)-[:IN_SETTLEMENT]->(place)
    CREATE (one)-[:SITED_IN]->(county)
    RETURN count(one) AS made
    """
)

DOCUMENTS = {
    "one level": "{ counties(first: 4) { nodes { id } } }",
    "three levels": """{ counties(first: 4) { nodes { districts(first: 4) { nodes { settlements(first: 4) { nodes {
      institutions(first: 4) { nodes { id } } } } } } } } }""",
    "edges": """{ counties(first: 4) { edges { cursor node { districts(first: 4) { edges { node { id
      settlements(first: 3) { edges { cursor } nodes { id } } } } } } } } }""",
    "to one, and back": """{ institutions(first: 50) { nodes { county { seat { id } districts(first: 2) {
      nodes { county { id } } } } settlement { district { county { id } } } } } }""",
    "aggregates": """{ counties(first: 4) { aggregate { count }
      nodes { institutions(first: 4) { aggregate { count } } } } }""",
    "groups": """{ counties(first: 2) { nodes { institutions(first: 3) { nodes { id }
      groupBy(keys: [SECTOR], first: 1) { nodes { count aggregate { count } nodes(first: 2) { id } } } } } } }""",
    "by ids": '{ nodes(ids: ["county:1", "county:2", "inst:1111"]) { id } county(id: "county:3") { id } }',
    "last": "{ institutions(last: 100) { nodes { id } } counties(last: 2) { nodes { id } } }",
}
_SEATS = Statement(
    "MATCH (c:County) MATCH (s:Settlement {id: 'settlement:' + substring(c.id, 7) + '11'}) CREATE (c)-[:HAS_SEAT]->(s) "
    "RETURN count(*) AS made"
)


async def fill(store: Store) -> None:
    """Write the graph into an empty database."""
    for statement, made in ((_MADE.text, SIDE**4), (_SEATS.text, SIDE)):
        [[record]] = await store.write([Statement(statement, {"side": SIDE})], seconds=60.0)
        assert record["made"] == made

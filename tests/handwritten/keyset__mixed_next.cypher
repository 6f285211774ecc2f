// The eight events after the first ninety, skipped instead of sought. A series is held in no one county.
MATCH (e:Event)
OPTIONAL MATCH (e)-[:HELD_IN]->(:Settlement)-[:IN_COUNTY]->(c:County)
WITH e.id AS id, e.attendance AS attendance, c.nuts3 AS nuts3, e.startDate AS start
ORDER BY attendance DESC, nuts3, start DESC, id SKIP 90 LIMIT 8
RETURN id

MATCH (k:Community)
WHERE EXISTS { MATCH (k)<-[m:MENTORS]-() WHERE m.from <= date($today) AND (m.to IS NULL OR m.to > date($today)) }
  AND NOT EXISTS { MATCH (k)<-[:FOR]-(a) WHERE a.date >= date($since) AND a.date <= date($today) }
MATCH (k)-[:BASED_IN]->()-[:PART_OF*0..1]->(s:Settlement)-[:IN_COUNTY]->(c)
WITH k, s, c ORDER BY c.nameSort, k.nameSort, k.id
WITH collect([k, s, c]) AS every
WITH size(every) AS total, every[..$first] AS page
CALL (page) {
  UNWIND page AS row
  WITH row[0] AS k, row[1] AS s, row[2] AS c
  CALL (k) {
    MATCH (k)<-[:FOR]-(a) WHERE a.date <= date($today)
    WITH a ORDER BY a.date DESC, a.id
    WITH collect(a) AS every
    RETURN [size(every), [a IN every[..1] | [a.id, toString(a.date), a.type]]] AS visits
  }
  RETURN collect([k.id, k.nameHu, k.nameEn, s.id, s.nameHu, c.id, c.nameHu, c.nameEn, COUNT { MATCH (k)<-[m:MENTORS]-()
    WHERE m.from <= date($today) AND (m.to IS NULL OR m.to > date($today)) }, visits]) AS communities
}
RETURN [total, communities] AS answer

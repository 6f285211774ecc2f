MATCH (:County {nuts3: $county})<-[:SITED_IN]-(i:Institution)<-[:INTRODUCES]-(q)
MATCH (i)-[:LOCATED_IN]->()-[:PART_OF*0..1]->(s:Settlement)
WITH q, i, s ORDER BY q.nameSort, q.id
WITH collect([q, i, s]) AS every
WITH size(every) AS total, every[..$first] AS page
CALL (page) {
  UNWIND page AS row
  WITH row[0] AS q, row[1] AS i, row[2] AS s
  CALL (q) {
    MATCH (q)-[:HAS_STAT]->(t)
    RETURN [count(t), sum(t.starts), sum(t.completions), sum(t.teams)] AS stats
  }
  RETURN collect([q.id, q.nameHu, q.nameEn, q.points, q.active, i.id, i.nameHu, i.nameEn, s.id, s.nameHu, stats]) AS quests
}
RETURN [total, quests] AS answer

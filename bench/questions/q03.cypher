CALL () {
  MATCH (p:Programme {code: $code})
  CALL (p) {
    MATCH (p)-[r:REACHED]->(x)
    WHERE r.on >= date($from) AND r.on <= date($to)
    MATCH (x)-[:IN_COUNTY|SITED_IN]->(c)
    WITH r.on.year AS y, r.on.quarter AS q, c, count(x) AS n
    ORDER BY y, q, c.id
    WITH collect([y, q, c.id, c.nameHu, c.nameEn, n]) AS every, sum(n) AS total
    RETURN [coalesce(total, 0), size(every), every[..$first]] AS reached
  }
  CALL (p) {
    MATCH (p)<-[:OF_PROGRAMME]-(i)
    WITH i ORDER BY i.code, i.id LIMIT 20
    RETURN collect([i.id, i.code, i.nameHu, i.nameEn, COLLECT { MATCH (i)-[:HAS_VALUE]->(v)
      WHERE v.method = 'computed' AND v.asOf >= date($from) AND v.asOf <= date($to)
      WITH v ORDER BY v.asOf, v.id LIMIT 20
      RETURN [toString(v.asOf), v.value] }]) AS indicators
  }
  RETURN head(collect([p.id, reached, indicators])) AS programme
}
CALL () {
  MATCH (m:Mentor) WHERE m.joinedOn >= date($from) AND m.joinedOn <= date($to)
  WITH m, head([(m)-[:WORKS_AT]->()-[:COVERS]->(c) | c]) AS c
  WITH m.joinedOn.year AS y, m.joinedOn.quarter AS q, c, count(m) AS n
  ORDER BY y, q, c IS NULL, c.id
  WITH collect([y, q, c.id, c.nameHu, c.nameEn, n]) AS every, sum(n) AS total
  RETURN [coalesce(total, 0), size(every), every[..100]] AS mentors
}
CALL () {
  MATCH (i:Institution {socialised: true})
  WHERE i.socialisedSince >= date($from) AND i.socialisedSince <= date($to)
  MATCH (i)-[:SITED_IN]->(c)
  WITH i.socialisedSince.year AS y, i.socialisedSince.quarter AS q, c, count(i) AS n
  ORDER BY y, q, c.id
  WITH collect([y, q, c.id, c.nameHu, c.nameEn, n]) AS every, sum(n) AS total
  RETURN [coalesce(total, 0), size(every), every[..100]] AS institutions
}
RETURN [programme, mentors, institutions] AS answer

MATCH (c:County {nuts3: $county})
CALL (c) {
  MATCH (c)<-[:SITED_IN]-(i:Institution)
  MATCH (i)-[t:COOPERATES_WITH]-()
  WITH DISTINCT t, startNode(t) AS a, endNode(t) AS b
  ORDER BY t.weight DESC, a.id, b.id
  WITH collect([t, a, b]) AS every
  WITH size(every) AS total, every[..$first] AS page
  CALL (page) {
    UNWIND page AS pair
    WITH pair[0] AS t, pair[1] AS a, pair[2] AS b
    CALL (a, b) {
      MATCH (a)-[:PARTICIPATES_IN]->(k)
      WITH DISTINCT k, b
      MATCH (k)<-[:PARTICIPATES_IN]-(b)
      WITH DISTINCT k ORDER BY k.startDate, k.id
      WITH collect(k) AS every
      RETURN size(every) AS shared, [k IN every[..5] | [k.id, k.nameHu, k.nameEn, k.type, toString(k.startDate),
        toString(k.endDate), k.agreementSigned,
        COLLECT { MATCH (k)-[:FROM_SOURCE]->(s) RETURN [s.title, s.url] ORDER BY s.id LIMIT 20 }]] AS works
    }
    RETURN collect([[x IN [a, b] | [x.id, x.nameHu, x.nameEn, x.sector,
        head([(x)-[:LOCATED_IN]->()-[:PART_OF*0..1]->(s:Settlement)-[:IN_COUNTY]->(y) | [s.nameHu, y.nuts3]])]],
      t.weight, toString(t.since), t.types, t.crossSector, t.crossCounty, shared, works]) AS pairs
  }
  RETURN total, pairs
}
CALL (c) {
  MATCH (c)<-[:SITED_IN]-(i:Institution)
  WHERE NOT EXISTS { (i)-[:COOPERATES_WITH]-() }
  WITH i ORDER BY i.nameSort, i.id
  WITH collect(i) AS every
  RETURN size(every) AS alone, [i IN every[..100] | [i.id, i.nameHu, i.nameEn, i.sector,
    head([(i)-[:LOCATED_IN]->()-[:PART_OF*0..1]->(s:Settlement) | s.nameHu])]] AS loners
}
RETURN [c.id, c.nameHu, c.nameEn, total, pairs, alone, loners] AS answer

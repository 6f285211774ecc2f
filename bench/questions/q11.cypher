MATCH (s:Settlement {kshCode: $kshCode})
CALL (s) {
  MATCH (s)-[:IN_COUNTY]->(c)
  RETURN head(collect([c.id, c.nameHu, c.nameEn, head([(c)<-[:COVERS]-(o) | [o.id, o.nameHu, o.nameEn, o.address,
    head([(o)-[:LOCATED_IN]->()-[:PART_OF*0..1]->(t:Settlement) | [t.id, t.nameHu]])]])])) AS county
}
CALL (s) {
  MATCH (s)<-[:BASED_IN]-(c)
  WITH c ORDER BY c.nameSort, c.id
  WITH collect(c) AS every
  RETURN [size(every), [c IN every[..20] | [c.id, c.nameHu, c.nameEn, c.memberCount, c.themes]]] AS communities
}
CALL (s) {
  MATCH (s)<-[:LOCATED_IN]-(i:Institution)
  WITH i ORDER BY i.nameSort, i.id
  WITH collect(i) AS every
  RETURN [size(every), [i IN every[..20] | [i.id, i.nameHu, i.nameEn, i.sector, i.institutionType]]] AS institutions
}
CALL (s) {
  MATCH (s)<-[:PART_OF]-(p)
  WHERE EXISTS { (p)<-[:BASED_IN]-() } OR EXISTS { (p)<-[:LOCATED_IN]-(:Institution) }
  WITH p ORDER BY p.nameSort, p.id LIMIT 10
  RETURN collect([p.id, p.nameHu,
    COLLECT { MATCH (p)<-[:BASED_IN]-(c) RETURN [c.id, c.nameHu, c.nameEn] ORDER BY c.nameSort, c.id LIMIT 10 },
    COLLECT { MATCH (p)<-[:LOCATED_IN]-(i:Institution) RETURN [i.id, i.nameHu, i.nameEn] ORDER BY i.nameSort, i.id LIMIT 10 }
  ]) AS parts
}
CALL (s) {
  MATCH (s)<-[:HELD_IN]-(e:Event) WHERE e.startDate >= date($today)
  WITH e ORDER BY e.startDate, e.id
  WITH collect(e) AS every
  RETURN [size(every),
    [e IN every[..5] | [e.id, e.nameHu, e.nameEn, e.type, toString(e.startDate), toString(e.endDate)]]] AS events
}
RETURN [s.id, s.nameHu, s.population, s.legalStatus, s.location.x, s.location.y, county, communities, institutions,
        parts, events] AS answer

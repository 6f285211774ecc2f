MATCH (:County {nuts3: $county})<-[:IN_COUNTY]-()<-[:PART_OF*0..1]-()<-[:LOCATED_IN]-(i:Institution)
WITH i ORDER BY i.nameSort, i.id LIMIT $first
CALL (i) {
  MATCH (i)-[r:PARTICIPATES_IN]->(k)
  WITH r, k ORDER BY k.id LIMIT 5
  CALL (k) {
    MATCH (k)<-[:PARTICIPATES_IN]-(p:Institution)
    WITH p ORDER BY p.id LIMIT 5
    RETURN collect([p.id, p.nameHu, p.sector]) AS partners
  }
  RETURN collect([r.role, k.id, k.nameHu, k.type, k.startDate, partners,
                  COUNT { (k)<-[:PARTICIPATES_IN]-(:Institution) }]) AS edges
}
RETURN collect([i.id, i.nameHu, i.sector, COUNT { (i)-[:PARTICIPATES_IN]->() }, edges]) AS answer

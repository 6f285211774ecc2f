MATCH (:County {nuts3: $county})<-[:SITED_IN]-(i:Institution)
WITH i ORDER BY i.nameSort, i.id LIMIT $first
CALL (i) {
  MATCH (i)-[r:PARTICIPATES_IN]->(k)
  WITH r, k ORDER BY k.id LIMIT 5
  CALL (k) {
    MATCH (k)<-[:PARTICIPATES_IN]-(p:Institution)
    WITH p ORDER BY p.id
    WITH collect(p) AS every
    RETURN [p IN every[..5] | [p.id, p.nameHu, p.sector]] AS partners, size(every) AS total
  }
  RETURN collect([r.role, k.id, k.nameHu, k.type, k.startDate, partners, total]) AS edges
}
RETURN collect([i.id, i.nameHu, i.sector, COUNT { (i)-[:PARTICIPATES_IN]->() }, edges]) AS answer

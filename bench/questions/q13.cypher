MATCH (c:County {nuts3: $county})
CALL (c) {
  MATCH (c)<-[:SITED_IN]-(i:Institution)-[:LOCATED_IN]->()-[:PART_OF*0..1]->(s:Settlement)
  WITH i, s ORDER BY i.nameSort, i.id
  WITH collect([i, s]) AS every
  RETURN size(every) AS total, [row IN every[..$first] | [row[0].id, row[0].nameHu, row[0].nameEn, row[0].sector,
    row[0].institutionType, row[0].socialised, row[0].location.x, row[0].location.y,
    row[1].id, row[1].nameHu, row[1].location.x, row[1].location.y]] AS institutions
}
RETURN [c.id, c.nameHu, c.nameEn, total, institutions] AS answer

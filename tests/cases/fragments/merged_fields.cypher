// {"p0": "HU223", "p1": 2}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:County {nuts3: $p0})
  CALL (n0) { MATCH (n0)<-[:SITED_IN]-(n1:Institution) WITH n1 ORDER BY n1.id LIMIT $p1 + 1 RETURN collect([[n1.id, head([(n1)-[:LOCATED_IN]->()-[:PART_OF*0..1]->(n2:Settlement) | [n2.nameHu, n2.kshCode]]), n1.sector]]) AS f0 }
  RETURN head(collect([f0, COUNT { MATCH (n0)<-[:SITED_IN]-(n3:Institution) }, head([(n0)-[:HAS_SEAT]->(n4) | [n4.nameHu, n4.population, head([(n4)-[:IN_COUNTY]->(n5) | [n5.nuts3]])]])])) AS f1 }
RETURN v0 AS version, [f1] AS data;

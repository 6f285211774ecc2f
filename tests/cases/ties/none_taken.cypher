// {"p0": "HU110", "p1": 20}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:County {nuts3: $p0})
  CALL (n0) { MATCH (n0)<-[:IN_COUNTY]-()<-[:PART_OF*0..1]-()<-[:LOCATED_IN]-(n1:Institution) WITH DISTINCT n1 MATCH (n1)-[r0:COOPERATES_WITH]-(:Institution) WITH DISTINCT r0, startNode(r0) AS r0a, endNode(r0) AS r0b WITH r0, r0a, r0b ORDER BY r0a.id, r0b.id LIMIT $p1 + 1 RETURN collect([[r0.weight], r0a.id, r0b.id]) AS f0 }
  RETURN head(collect([f0, COUNT { MATCH (n0)<-[:IN_COUNTY]-()<-[:PART_OF*0..1]-()<-[:LOCATED_IN]-(n2:Institution) WITH DISTINCT n2 MATCH (n2)-[r1:COOPERATES_WITH]-(:Institution) WITH DISTINCT r1, startNode(r1) AS r1a, endNode(r1) AS r1b RETURN r1 }])) AS f1 }
RETURN v0 AS version, [f1] AS data;

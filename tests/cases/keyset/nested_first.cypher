// {"p0": "HU223", "p1": 6}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:County {nuts3: $p0})
  CALL (n0) { MATCH (n1:Institution) WHERE n1.countyNuts3 = n0.nuts3 WITH n1, head([(n1)-[:IN_SETTLEMENT]->(n2) | n2.nameSort]) AS k0 ORDER BY k0 DESC, n1.id LIMIT $p1 + 1 RETURN collect([[n1.id, head([(n1)-[:IN_SETTLEMENT]->(n3) | [n3.nameHu]])], k0, n1.id]) AS f0 }
  RETURN head(collect([f0])) AS f1 }
RETURN v0 AS version, [f1] AS data;

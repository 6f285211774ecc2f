// {"p0": "HU223", "p1": "dAPA[ABAY!!1", "p2": "inst:HU223:com:009", "p3": 6}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:County {nuts3: $p0})
  CALL (n0) { MATCH (n1:Institution) WHERE n1.countyNuts3 = n0.nuts3 WITH n1, head([(n1)-[:IN_SETTLEMENT]->(n2) | n2.nameSort]) AS k0 WHERE k0 <= $p1 AND (k0 < $p1 OR n1.id > $p2) WITH * ORDER BY k0 DESC, n1.id LIMIT $p3 RETURN collect([[n1.id, head([(n1)-[:IN_SETTLEMENT]->(n3) | [n3.nameHu]])]]) AS f0 }
  RETURN head(collect([f0, COUNT { MATCH (n4:Institution) WHERE n4.countyNuts3 = n0.nuts3 }])) AS f1 }
RETURN v0 AS version, [f1] AS data;

// {"p0": "inst:HU223:lib:009", "p1": 3, "p2": 3}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Institution {id: $p0})
  CALL (n0) { MATCH (n0)-[r0:COOPERATES_WITH]-(n1) WITH n1, r0 ORDER BY r0.weight DESC, r0.since, n1.id LIMIT $p1 RETURN collect([[n1.id], r0.weight, toString(r0.since), n1.id]) AS f0 }
  CALL (n0) { MATCH (n0)-[r1:PARTICIPATES_IN]->(n2) WITH n2, r1 ORDER BY r1.role, r1.from IS NULL, r1.from DESC, n2.id, r1.key LIMIT $p2 RETURN collect([[n2.id], r1.role, toString(r1.from), n2.id, r1.key]) AS f1 }
  RETURN head(collect([f0, f1])) AS f2 }
RETURN v0 AS version, [f2] AS data;

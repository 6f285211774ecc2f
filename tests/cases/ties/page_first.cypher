// {"p0": "HU223", "p1": 7}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:County {nuts3: $p0})
  CALL (n0) { MATCH (n1:Institution) WHERE n1.countyNuts3 = n0.nuts3 WITH DISTINCT n1 MATCH (n1)-[r0:COOPERATES_WITH]-(:Institution) WITH DISTINCT r0, startNode(r0) AS r0a, endNode(r0) AS r0b WITH r0, r0a, r0b ORDER BY r0.weight DESC, r0.since, r0a.id, r0b.id LIMIT $p1 + 1 RETURN collect([[r0.weight, toString(r0.since), [[r0a.id], [r0b.id]]], r0.weight, toString(r0.since), r0a.id, r0b.id]) AS f0 }
  RETURN head(collect([f0])) AS f1 }
RETURN v0 AS version, [f1] AS data;

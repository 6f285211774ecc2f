// {"p0": "inst:HU223:lib:009", "p1": 2, "p2": true, "p3": 2}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Institution {id: $p0})
  CALL (n0) { MATCH (n0)-[r0:COOPERATES_WITH]-(n1) WITH n1, r0, n0 ORDER BY r0.weight DESC, n1.id LIMIT $p1
    CALL (n0, n1) { MATCH (n0)-[:PARTICIPATES_IN]->(n2:Collaboration) MATCH (n2)<-[:PARTICIPATES_IN]-(n1) WHERE n2.agreementSigned = $p2 WITH DISTINCT n2 ORDER BY n2.nameSort, n2.id WITH collect(n2) AS every WITH size(every) AS total, every[..$p3] AS page UNWIND page AS n2 RETURN collect([[n2.id, n2.type], n2.nameSort, n2.id]) AS f0, coalesce(max(total), 0) AS f1 }
    WITH * ORDER BY r0.weight DESC, n1.id RETURN collect([f0, f1, [n1.id], r0.weight]) AS f2 }
  RETURN head(collect([f2])) AS f3 }
RETURN v0 AS version, [f3] AS data;

// {"p0": "HU223", "p1": 5, "p2": 20, "p3": true, "p4": 1}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:County {nuts3: $p0})
  CALL (n0) { MATCH (n1:Institution) WHERE n1.countyNuts3 = n0.nuts3 WITH DISTINCT n1 MATCH (n1)-[r0:COOPERATES_WITH]-(:Institution) WITH DISTINCT r0, startNode(r0) AS r0a, endNode(r0) AS r0b WITH r0, r0a, r0b ORDER BY r0.weight DESC, r0a.id, r0b.id LIMIT $p1
    CALL (r0a, r0b) { MATCH (r0a)-[:PARTICIPATES_IN]->(n2:Collaboration) MATCH (n2)<-[:PARTICIPATES_IN]-(r0b) WITH DISTINCT n2 ORDER BY n2.id WITH collect(n2) AS every WITH size(every) AS total, every[..$p2] AS page UNWIND page AS n2 RETURN collect([[n2.id, n2.type, COUNT { MATCH (n2)<-[:PARTICIPATES_IN]-(n3:Institution) }]]) AS f0, coalesce(max(total), 0) AS f1 }
    CALL (r0a, r0b) { MATCH (r0a)-[:PARTICIPATES_IN]->(n4:Collaboration) MATCH (n4)<-[:PARTICIPATES_IN]-(r0b) WHERE n4.agreementSigned = $p3 WITH DISTINCT n4 ORDER BY n4.startDate, n4.id DESC WITH collect(n4) AS every WITH size(every) AS total, every[..$p4] AS page UNWIND page AS n4 RETURN collect([[n4.id]]) AS f2, coalesce(max(total), 0) AS f3 }
    WITH * ORDER BY r0.weight DESC, r0a.id, r0b.id RETURN collect([[r0.weight, f0, f1, f2, f3]]) AS f4 }
  RETURN head(collect([f4])) AS f5 }
RETURN v0 AS version, [f5] AS data;

// {"p0": 30, "p1": 30, "p2": 5, "p3": 5, "p4": 5}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Institution) WHERE n0.sector IS NOT NULL AND n0.id IS NOT NULL WITH n0 ORDER BY n0.sector, n0.id LIMIT $p0 RETURN collect([[n0.id, n0.sector]]) AS f0 }
CALL () { MATCH (n1:Institution) WHERE n1.sector IS NOT NULL AND n1.id IS NOT NULL WITH n1 ORDER BY n1.sector DESC, n1.id LIMIT $p1 RETURN collect([[n1.id, n1.sector]]) AS f1 }
CALL () { MATCH (n2:Institution) WHERE n2.id IS NOT NULL WITH n2 ORDER BY n2.id LIMIT $p2 RETURN collect([[n2.id]]) AS f2 }
CALL () { MATCH (n3:Institution) WHERE n3.id IS NOT NULL WITH n3 ORDER BY n3.id DESC LIMIT $p3 RETURN collect([[n3.id]]) AS f3 }
CALL () { MATCH (n4:Institution) WHERE n4.sector IS NOT NULL AND n4.id IS NOT NULL WITH n4 ORDER BY n4.sector, n4.id DESC LIMIT $p4 RETURN collect([[n4.id, n4.sector]]) AS f4 }
RETURN v0 AS version, [f0, f1, f2, f3, f4] AS data;

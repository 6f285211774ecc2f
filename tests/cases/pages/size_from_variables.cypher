// {"p0": 2, "p1": 20, "p2": 20, "p3": 20, "p4": 3}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Region) WHERE n0.id IS NOT NULL WITH n0 ORDER BY n0.id LIMIT $p0 RETURN collect([[n0.nuts2]]) AS f0 }
CALL () { MATCH (n1:Region) WHERE n1.id IS NOT NULL WITH n1 ORDER BY n1.id LIMIT $p1 RETURN collect([[n1.nuts2]]) AS f1 }
CALL () { MATCH (n2:Region) WHERE n2.id IS NOT NULL WITH n2 ORDER BY n2.id LIMIT $p2 RETURN collect([[n2.nuts2]]) AS f2 }
CALL () { MATCH (n3:Region) WHERE n3.id IS NOT NULL WITH n3 ORDER BY n3.id LIMIT $p3 RETURN collect([[n3.nuts2]]) AS f3 }
CALL () { MATCH (n4:Region) WHERE n4.id IS NOT NULL WITH n4 ORDER BY n4.id LIMIT $p4 RETURN collect([[n4.nuts2]]) AS f4 }
RETURN v0 AS version, [f0, f1, f2, f3, f4] AS data;

// {"p0": 20, "p1": 19, "p2": 21}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:County) WHERE n0.id IS NOT NULL WITH n0 ORDER BY n0.id LIMIT $p0 + 1 RETURN collect([[n0.nuts3]]) AS f0 }
CALL () { MATCH (n1:County) RETURN count(n1) AS f1 }
CALL () { MATCH (n2:County) WHERE n2.id IS NOT NULL WITH n2 ORDER BY n2.id LIMIT $p1 + 1 RETURN collect([[n2.nuts3]]) AS f2 }
CALL () { MATCH (n3:County) WHERE n3.id IS NOT NULL WITH n3 ORDER BY n3.id LIMIT $p2 + 1 RETURN collect([[n3.nuts3]]) AS f3 }
RETURN v0 AS version, [f0, f1, f2, f3] AS data;

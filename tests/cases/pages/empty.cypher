// {"p0": "nincs ilyen", "p1": 20, "p2": "nincs ilyen"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Institution) WHERE n0.nameFolded STARTS WITH $p0 AND n0.id IS NOT NULL WITH n0 ORDER BY n0.id LIMIT $p1 + 1 RETURN collect([[n0.id], n0.id]) AS f0 }
CALL () { MATCH (n1:Institution) WHERE n1.nameFolded STARTS WITH $p2 RETURN count(n1) AS f1 }
RETURN v0 AS version, [f0, f1] AS data;

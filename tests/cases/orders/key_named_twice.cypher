// {"p0": 20, "p1": 4}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Region) WHERE n0.nameSort IS NOT NULL AND n0.id IS NOT NULL WITH n0 ORDER BY n0.nameSort DESC, n0.id LIMIT $p0 RETURN collect([[n0.nuts2]]) AS f0 }
CALL () { MATCH (n1:Institution) WHERE n1.id IS NOT NULL WITH n1 ORDER BY n1.id DESC, n1.sector LIMIT $p1 + 1 RETURN collect([[n1.id]]) AS f1 }
RETURN v0 AS version, [f0, f1] AS data;

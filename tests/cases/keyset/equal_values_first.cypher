// {"p0": 50}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Institution) WHERE n0.sector IS NOT NULL AND n0.id IS NOT NULL WITH n0 ORDER BY n0.sector DESC, n0.id LIMIT $p0 + 1 RETURN collect([[n0.id, n0.sector], n0.sector, n0.id]) AS f0 }
RETURN v0 AS version, [f0] AS data;

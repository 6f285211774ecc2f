// {"p0": 20}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Region) WHERE n0.id IS NOT NULL WITH n0 ORDER BY n0.id LIMIT $p0 + 1 RETURN collect([n0.id]) AS f0 }
RETURN v0 AS version, [f0] AS data;

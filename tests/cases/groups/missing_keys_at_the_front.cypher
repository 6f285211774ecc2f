// {"p0": 2}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Institution) WITH n0, n0.socialisedSince AS g0, n0.sector AS g1 WITH g0, g1, count(n0) AS a0 ORDER BY g0 IS NOT NULL, g0, g1 DESC LIMIT $p0 + 1 RETURN collect([toString(g0), g1, a0]) AS f0 }
RETURN v0 AS version, [f0] AS data;

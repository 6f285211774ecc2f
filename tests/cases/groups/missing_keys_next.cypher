// {"p0": 4, "p1": 2017, "p2": 7}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Institution) WITH n0, n0.participationLevel AS g0, n0.socialisedSince.year AS g1 WITH g0, g1, count(n0) AS a0 WHERE (g0 > $p0 OR g0 IS NULL OR (g0 = $p0 AND (g1 > $p1 OR g1 IS NULL))) WITH * ORDER BY g0, g1 LIMIT $p2 + 1 RETURN collect([g0, g1, a0]) AS f0 }
RETURN v0 AS version, [f0] AS data;

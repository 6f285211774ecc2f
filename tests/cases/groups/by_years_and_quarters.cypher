// {"p0": 8, "p1": 20, "p2": 2}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Collaboration) WITH n0, toString(n0.startDate.year) + '-Q' + toString(n0.startDate.quarter) AS g0, n0.endDate.year AS g1 WITH g0, g1, count(n0) AS a0 ORDER BY g0, g1 WITH collect([g0, g1, a0]) AS every, sum(a0) AS counted RETURN every[..$p0] AS f0, size(every) AS f1, coalesce(counted, 0) AS f2 }
CALL () { MATCH (n1:Collaboration) WITH n1, n1.startDate.year AS g2 WITH g2, count(n1) AS a1, min(n1.endDate) AS a2, max(n1.endDate) AS a3 ORDER BY g2 LIMIT $p1 RETURN collect([g2, a1, toString(a2), toString(a3)]) AS f3 }
CALL () { MATCH (n2:Collaboration) WITH n2, toString(n2.updatedAt.year) + '-Q' + toString(n2.updatedAt.quarter) AS g3 WITH g3, count(n2) AS a4 ORDER BY g3 DESC LIMIT $p2 RETURN collect([g3, a4]) AS f4 }
RETURN v0 AS version, [f0, f1, f3, f4] AS data;

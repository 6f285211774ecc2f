// {"p0": 8, "p1": 20, "p2": 2}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Collaboration) WITH n0, toString(n0.startDate.year) + '-Q' + toString(n0.startDate.quarter) AS g0, n0.endDate.year AS g1 WITH g0, g1, count(n0) AS a0 ORDER BY g0, g1 LIMIT $p0 RETURN collect([g0, g1, a0]) AS f0 }
CALL () { MATCH (n1:Collaboration) WITH n1, toString(n1.startDate.year) + '-Q' + toString(n1.startDate.quarter) AS g2, n1.endDate.year AS g3 WITH g2, g3, count(n1) AS a1 RETURN count(*) AS f1 }
CALL () { MATCH (n2:Collaboration) WITH n2, n2.startDate.year AS g4 WITH g4, count(n2) AS a2, min(n2.endDate) AS a3, max(n2.endDate) AS a4 ORDER BY g4 LIMIT $p1 RETURN collect([g4, a2, toString(a3), toString(a4)]) AS f2 }
CALL () { MATCH (n3:Collaboration) WITH n3, toString(n3.updatedAt.year) + '-Q' + toString(n3.updatedAt.quarter) AS g5 WITH g5, count(n3) AS a5 ORDER BY g5 DESC LIMIT $p2 RETURN collect([g5, a5]) AS f3 }
RETURN v0 AS version, [f0, f1, f2, f3] AS data;

// {"p0": 20, "p1": 20, "p2": 20, "p3": 3, "p4": 2}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Institution) WITH n0, n0.sector AS g0 WITH g0, count(n0) AS a0 ORDER BY g0 LIMIT $p0 RETURN collect([g0, a0]) AS f0 }
CALL () { MATCH (n1:Institution) WITH n1, n1.participationLevel AS g1 WITH g1, count(n1) AS a1 ORDER BY g1 WITH collect([g1, a1]) AS every, sum(a1) AS counted RETURN every[..$p1] AS f1, size(every) AS f2, coalesce(counted, 0) AS f3 }
CALL () { MATCH (n2:Institution) WITH n2, n2.socialised AS g2, n2.socialisedSince.year AS g3 WITH g2, g3, count(n2) AS a2 ORDER BY g2, g3 LIMIT $p2 RETURN collect([g2, g3, a2]) AS f4 }
CALL () { MATCH (n3:Collaboration) WITH n3, n3.endDate AS g4 WITH g4, count(n3) AS a3 ORDER BY g4 LIMIT $p3 RETURN collect([toString(g4), a3]) AS f5 }
CALL () { MATCH (n4:Collaboration) WITH n4, n4.updatedAt AS g5 WITH g5, count(n4) AS a4 ORDER BY g5 DESC LIMIT $p4 RETURN collect([g5, a4]) AS f6 }
RETURN v0 AS version, [f0, f1, f2, f4, f5, f6] AS data;

// {"p0": 20, "p1": 20, "p2": 20, "p3": 3, "p4": 2}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Institution) WITH n0, n0.sector AS g0 WITH g0, count(n0) AS a0 ORDER BY g0 LIMIT $p0 RETURN collect([g0, a0]) AS f0 }
CALL () { MATCH (n1:Institution) WITH n1, n1.participationLevel AS g1 WITH g1, count(n1) AS a1 ORDER BY g1 LIMIT $p1 RETURN collect([g1, a1]) AS f1 }
CALL () { MATCH (n2:Institution) WITH n2, n2.participationLevel AS g2 WITH g2, count(n2) AS a2 RETURN count(*) AS f2 }
CALL () { MATCH (n3:Institution) WITH n3, n3.socialised AS g3, n3.socialisedSince.year AS g4 WITH g3, g4, count(n3) AS a3 ORDER BY g3, g4 LIMIT $p2 RETURN collect([g3, g4, a3]) AS f3 }
CALL () { MATCH (n4:Collaboration) WITH n4, n4.endDate AS g5 WITH g5, count(n4) AS a4 ORDER BY g5 LIMIT $p3 RETURN collect([toString(g5), a4]) AS f4 }
CALL () { MATCH (n5:Collaboration) WITH n5, n5.updatedAt AS g6 WITH g6, count(n5) AS a5 ORDER BY g6 DESC LIMIT $p4 RETURN collect([g6, a5]) AS f5 }
RETURN v0 AS version, [f0, f1, f2, f3, f4, f5] AS data;

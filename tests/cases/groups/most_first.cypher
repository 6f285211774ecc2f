// {"p0": 5, "p1": 4, "p2": 4, "p3": 20, "p4": 20}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Institution) WITH n0, head([(n0)-[:SITED_IN]->(n1) | n1]) AS g0, n0.sector AS g1 WITH g0, g1, count(n0) AS a0 ORDER BY a0 DESC, g0.id, g1 LIMIT $p0 RETURN collect([g0.id, g1, a0]) AS f0 }
CALL () { MATCH (n2:Institution) WITH n2, n2.institutionType AS g2 WITH g2, count(n2) AS a1, round(avg(n2.staffCount), 6) AS a2 ORDER BY a2 DESC, g2 LIMIT $p1 RETURN collect([g2, a1, a2]) AS f1 }
CALL () { MATCH (n3:Institution) WITH n3, head([(n3)-[:SITED_IN]->(n5) | n5]) AS g3, COUNT { MATCH (n3)-[:PARTICIPATES_IN]->(n4) } AS k0 WITH g3, count(n3) AS a3, max(k0) AS a4 ORDER BY a4 DESC, a3, g3.id LIMIT $p2 RETURN collect([g3.id, g3.nameHu, g3.nameEn, a3, a4]) AS f2 }
CALL () { MATCH (n6:Institution) WITH n6, n6.sector AS g4, n6.participationLevel AS g5 WITH g4, g5, count(n6) AS a5 ORDER BY g5 IS NOT NULL, g5, g4 DESC LIMIT $p3 RETURN collect([g4, g5, a5]) AS f3 }
CALL () { MATCH (n7:Collaboration) WITH n7, n7.type AS g6 WITH g6, count(n7) AS a6, max(n7.endDate) AS a7 ORDER BY a7 IS NULL, a7 DESC, g6 LIMIT $p4 RETURN collect([g6, a6, toString(a7)]) AS f4 }
RETURN v0 AS version, [f0, f1, f2, f3, f4] AS data;

// {"p0": 4.5, "p1": 1.0, "p2": 12, "p3": 13, "p4": 6, "p5": 4.5, "p6": 1.0, "p7": 12, "p8": 13, "p9": "2019-07-01", "p10": "2019-12-31", "p11": 20, "p12": "2019-07-01", "p13": "2019-12-31", "p14": "2018-01-01", "p15": 20, "p16": 0, "p17": 20, "p18": 0}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Institution) WITH n0, head([(n0)-[:SITED_IN]->(n1) | n1]) AS g0, n0.sector AS g1 WITH g0, g1, count(n0) AS a0, round(avg(n0.staffCount), 6) AS a1, count(DISTINCT n0.sector) AS a2 WHERE a1 > $p0 AND a2 = $p1 AND a0 >= $p2 AND a0 <> $p3 WITH * ORDER BY g0.id, g1 LIMIT $p4 RETURN collect([g0.id, g1, a0, a1]) AS f0 }
CALL () { MATCH (n2:Institution) WITH n2, head([(n2)-[:SITED_IN]->(n3) | n3]) AS g2, n2.sector AS g3 WITH g2, g3, count(n2) AS a3, round(avg(n2.staffCount), 6) AS a4, count(DISTINCT n2.sector) AS a5 WHERE a4 > $p5 AND a5 = $p6 AND a3 >= $p7 AND a3 <> $p8 RETURN count(*) AS f1 }
CALL () { MATCH (n4:Collaboration) WITH n4, n4.type AS g4 WITH g4, count(n4) AS a6, max(n4.endDate) AS a7 WHERE a7 >= date($p9) AND a7 <= date($p10) WITH * ORDER BY g4 LIMIT $p11 RETURN collect([g4, a6, toString(a7)]) AS f2 }
CALL () { MATCH (n5:Collaboration) WITH n5, n5.type AS g5 WITH g5, count(n5) AS a8, max(n5.endDate) AS a9 WHERE a9 >= date($p12) AND a9 <= date($p13) RETURN count(*) AS f3 }
CALL () { MATCH (n6:Collaboration) WITH n6, toString(n6.startDate.year) + '-Q' + toString(n6.startDate.quarter) AS g6 WITH g6, count(n6) AS a10, min(n6.updatedAt) AS a11 WHERE date(a11) >= date($p14) WITH * ORDER BY g6 LIMIT $p15 RETURN collect([g6, a10, a11]) AS f4 }
CALL () { MATCH (n7:Collaboration) WITH n7, n7.type AS g7 WITH g7, count(n7) AS a12 WHERE a12 < $p16 WITH * ORDER BY g7 LIMIT $p17 + 1 RETURN collect([g7, a12]) AS f5 }
CALL () { MATCH (n8:Collaboration) WITH n8, n8.type AS g8 WITH g8, count(n8) AS a13 WHERE a13 < $p18 RETURN count(*) AS f6 }
RETURN v0 AS version, [f0, f1, f2, f3, f4, f5, f6] AS data;

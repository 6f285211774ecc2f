// {"p0": "inst:HU223:lib:003", "p1": 20, "p2": 20, "p3": 2, "p4": 20, "p5": 2, "p6": 1, "p7": 20, "p8": 5}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Institution {id: $p0})
  CALL (n0) { MATCH (n0)-[r0:PARTICIPATES_IN]->(n1) WITH n1, r0, r0.role AS g0, r0.from.year AS g1 WITH g0, g1, count(n1) AS a0, min(r0.from) AS a1, count(DISTINCT r0.role) AS a2, collect(n1) AS x0, collect(r0) AS x1 ORDER BY g0, g1 LIMIT $p1
    CALL (x0, x1) { UNWIND range(0, size(x0) - 1) AS x2 WITH x0[x2] AS n2, x1[x2] AS r1 WITH n2, r1 ORDER BY r1.from DESC, n2.id, r1.key LIMIT $p2 RETURN collect([n2.id]) AS f0 }
    WITH * ORDER BY g0, g1 RETURN collect([g0, g1, a0, toString(a1), a2, f0]) AS f1 }
  CALL (n0) { MATCH (n0)-[r2:PARTICIPATES_IN]->(n3) WITH n3, r2, r2.role AS g2, r2.from.year AS g3 WITH g2, g3, count(n3) AS a3 RETURN count(*) AS f2 }
  RETURN head(collect([f1, f2, COUNT { MATCH (n0)-[:PARTICIPATES_IN]->(n4) }])) AS f3 }
CALL () { MATCH (n5:TrainingSession) WHERE n5.id IS NOT NULL WITH n5 ORDER BY n5.id LIMIT $p3
  CALL (n5) { MATCH (n5)<-[r3:ATTENDED]-(n6) WITH n6, r3, r3.completed AS g4 WITH g4, count(n6) AS a4, collect(n6) AS x3 ORDER BY g4 LIMIT $p4
    CALL (x3) { UNWIND x3 AS n7 WITH n7 ORDER BY n7.id LIMIT $p5 RETURN collect([n7.id]) AS f4 }
    WITH * ORDER BY g4 RETURN collect([g4, a4, f4]) AS f5 }
  WITH * ORDER BY n5.id RETURN collect([[f5]]) AS f6 }
CALL () { MATCH (n8:Programme) WHERE n8.id IS NOT NULL WITH n8 ORDER BY n8.id LIMIT $p6
  CALL (n8) { MATCH (n8)<-[r4:IMPLEMENTS]-(n9) WITH n9, r4, n9.role AS g5, r4.role AS g6 WITH g5, g6, count(n9) AS a5, collect(n9) AS x4 ORDER BY g5, g6 LIMIT $p7
    CALL (x4) { UNWIND x4 AS n10 WITH n10 ORDER BY n10.id LIMIT $p8 RETURN collect([n10.id]) AS f7 }
    WITH * ORDER BY g5, g6 RETURN collect([g5, g6, a5, f7]) AS f8 }
  WITH * ORDER BY n8.id RETURN collect([[f8]]) AS f9 }
RETURN v0 AS version, [f3, f6, f9] AS data;

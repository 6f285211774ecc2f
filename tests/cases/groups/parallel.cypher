// {"p0": 2, "p1": 4, "p2": 5, "p3": 20, "p4": 20}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:DevelopmentProcess) WHERE n0.id IS NOT NULL WITH n0 ORDER BY n0.id LIMIT $p0
  CALL (n0) { MATCH (n0)-[r0:USED]->(n1) RETURN [count(n1), sum(r0.participants), toString(max(r0.on)), count(DISTINCT n1.id)] AS f0 }
  CALL (n0) { MATCH (n0)-[r1:USED]->(n2) WITH n2, r1, n2.code AS g0 WITH g0, count(n2) AS a0, sum(r1.participants) AS a1, collect(n2) AS x0, collect(r1) AS x1 ORDER BY a0 DESC, g0 LIMIT $p1
    CALL (x0, x1) { UNWIND range(0, size(x0) - 1) AS x2 WITH x0[x2] AS n3, x1[x2] AS r2 WITH n3, r2 ORDER BY r2.on DESC, n3.id, r2.key LIMIT $p2 RETURN collect([n3.id]) AS f1 }
    WITH * ORDER BY a0 DESC, g0 RETURN collect([g0, a0, a1, f1]) AS f2 }
  CALL (n0) { MATCH (n0)-[:USED]->(n4) WITH n4, n4.code AS g1 WITH g1, count(n4) AS a2 RETURN count(*) AS f3 }
  CALL (n0) { MATCH (n0)-[r3:USED]->(n5) WITH n5, r3, toString(r3.on.year) + '-Q' + toString(r3.on.quarter) AS g2 WITH g2, count(n5) AS a3, collect(n5) AS x3, collect(r3) AS x4 ORDER BY g2 LIMIT $p3
    CALL (x3, x4) { UNWIND range(0, size(x3) - 1) AS x5 WITH x3[x5] AS n6, x4[x5] AS r4 WITH n6, r4 ORDER BY r4.on DESC, n6.id, r4.key LIMIT $p4 RETURN collect([n6.id]) AS f4 }
    WITH * ORDER BY g2 RETURN collect([g2, a3, f4]) AS f5 }
  WITH * ORDER BY n0.id RETURN collect([[f0, f2, f3, f5, f0[0]]]) AS f6 }
RETURN v0 AS version, [f6] AS data;

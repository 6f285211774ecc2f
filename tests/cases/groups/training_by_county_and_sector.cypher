// {"p0": 100, "p1": 3}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Professional) WHERE EXISTS { MATCH (n0)-[:ATTENDED]->(n1) }
  WITH n0, head([(n0)-[r0:EMPLOYED_BY]->()-[:SITED_IN]->(n3) WHERE r0.to IS NULL | n3]) AS g0, head([(n0)-[r1:EMPLOYED_BY]->(n4) WHERE r1.to IS NULL | n4.sector]) AS g1, COUNT { MATCH (n0)-[:ATTENDED]->(n2) } AS k0 WITH g0, g1, count(n0) AS a0, round(avg(k0), 6) AS a1, collect(n0) AS x0 ORDER BY g0.id, g1 LIMIT $p0
  CALL (x0) { UNWIND x0 AS n5 WITH n5 ORDER BY n5.id LIMIT $p1 RETURN collect([n5.id]) AS f0 }
  WITH * ORDER BY g0.id, g1 RETURN collect([g0.id, g0.nameHu, g0.nameEn, g1, a0, a1, f0]) AS f1 }
CALL () { MATCH (n6:Professional) WHERE EXISTS { MATCH (n6)-[:ATTENDED]->(n7) }
  WITH n6, head([(n6)-[r2:EMPLOYED_BY]->()-[:SITED_IN]->(n8) WHERE r2.to IS NULL | n8]) AS g2, head([(n6)-[r3:EMPLOYED_BY]->(n9) WHERE r3.to IS NULL | n9.sector]) AS g3 WITH g2, g3, count(n6) AS a2 RETURN count(*) AS f2 }
RETURN v0 AS version, [f1, f2] AS data;

// {"p0": "inst:HU223:lib:009", "p1": 4, "p2": 2, "p3": 20, "p4": 2, "p5": 5, "p6": 20}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Institution {id: $p0})
  CALL (n0) { MATCH (n0)-[r0:PARTICIPATES_IN]->(n1) WITH n1, r0 ORDER BY n1.startDate, n1.id, r0.key LIMIT $p1 RETURN collect([[n1.id, toString(n1.startDate)], r0.role, toString(r0.from), toString(r0.to), toString(n1.startDate), n1.id, r0.key]) AS f0 }
  CALL (n0) { MATCH (n0)<-[r1:USES_SPACE_OF]-(n3) WITH n3, r1 ORDER BY n3.id LIMIT $p2 RETURN collect([[n3.id], toString(r1.from)]) AS f1 }
  CALL (n0) { MATCH (n0)-[r2:ADOPTED]->(n4) WITH n4, r2 ORDER BY n4.id LIMIT $p3 RETURN collect([[n4.titleHu, n4.titleEn], toString(r2.on), r2.adapted]) AS f2 }
  RETURN head(collect([f0, head([(n0)<-[:MAINTAINS]-(n2) | [n2.id, n2.nameHu, n2.nameEn]]), f1, f2])) AS f3 }
CALL () { MATCH (n5:Mentor) WHERE n5.id IS NOT NULL WITH n5 ORDER BY n5.id LIMIT $p4
  CALL (n5) { MATCH (n5)-[r3:MENTORS]->(n6) WITH n6, r3 ORDER BY n6.id, r3.key LIMIT $p5 RETURN collect([[n6.id], toString(r3.from), toString(r3.to)]) AS f4 }
  CALL (n5) { MATCH (n5)-[r4:RESPONSIBLE_FOR]->(n8) WITH n8, r4 ORDER BY n8.id, r4.key LIMIT $p6 RETURN collect([[n8.id], toString(r4.from), toString(r4.to)]) AS f5 }
  WITH * ORDER BY n5.id RETURN collect([[f4, COUNT { MATCH (n5)-[:MENTORS]->(n7) }, f5]]) AS f6 }
RETURN v0 AS version, [f3, f6] AS data;

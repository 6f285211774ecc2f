// {"p0": 1, "p1": 1, "p2": 2, "p3": 1, "p4": 3, "p5": 1, "p6": 4, "p7": 1, "p8": 1, "p9": 1, "p10": 2, "p11": 1, "p12": 3, "p13": 1, "p14": 4, "p15": 1, "p16": 1, "p17": 1}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Institution) WHERE n0.id IS NOT NULL WITH n0 ORDER BY n0.id LIMIT $p0
  CALL (n0) { MATCH (n0)-[r0:PARTICIPATES_IN]->(n1) WITH n1, r0 ORDER BY n1.id, r0.key LIMIT $p1 RETURN collect([[n1.id]]) AS f0 }
  WITH * ORDER BY n0.id RETURN collect([[n0.id, f0]]) AS f1 }
CALL () { MATCH (n2:Institution) WHERE n2.id IS NOT NULL WITH n2 ORDER BY n2.id LIMIT $p2
  CALL (n2) { MATCH (n2)-[r1:PARTICIPATES_IN]->(n3) WITH n3, r1 ORDER BY n3.id, r1.key LIMIT $p3 RETURN collect([[n3.id]]) AS f2 }
  WITH * ORDER BY n2.id RETURN collect([[n2.id, f2]]) AS f3 }
CALL () { MATCH (n4:Institution) WHERE n4.id IS NOT NULL WITH n4 ORDER BY n4.id LIMIT $p4
  CALL (n4) { MATCH (n4)-[r2:PARTICIPATES_IN]->(n5) WITH n5, r2 ORDER BY n5.id, r2.key LIMIT $p5 RETURN collect([[n5.id]]) AS f4 }
  WITH * ORDER BY n4.id RETURN collect([[n4.id, f4]]) AS f5 }
CALL () { MATCH (n6:Institution) WHERE n6.id IS NOT NULL WITH n6 ORDER BY n6.id LIMIT $p6
  CALL (n6) { MATCH (n6)-[r3:PARTICIPATES_IN]->(n7) WITH n7, r3 ORDER BY n7.id, r3.key LIMIT $p7 RETURN collect([[n7.id]]) AS f6 }
  WITH * ORDER BY n6.id RETURN collect([[n6.id, f6]]) AS f7 }
CALL () { MATCH (n8:Community) WHERE n8.id IS NOT NULL WITH n8 ORDER BY n8.id LIMIT $p8
  CALL (n8) { MATCH (n8)<-[r4:MENTORS]-(n9) WITH n9, r4 ORDER BY n9.id, r4.key LIMIT $p9 RETURN collect([[n9.id]]) AS f8 }
  WITH * ORDER BY n8.id RETURN collect([[n8.id, f8]]) AS f9 }
CALL () { MATCH (n10:Community) WHERE n10.id IS NOT NULL WITH n10 ORDER BY n10.id LIMIT $p10
  CALL (n10) { MATCH (n10)<-[r5:MENTORS]-(n11) WITH n11, r5 ORDER BY n11.id, r5.key LIMIT $p11 RETURN collect([[n11.id]]) AS f10 }
  WITH * ORDER BY n10.id RETURN collect([[n10.id, f10]]) AS f11 }
CALL () { MATCH (n12:Community) WHERE n12.id IS NOT NULL WITH n12 ORDER BY n12.id LIMIT $p12
  CALL (n12) { MATCH (n12)<-[r6:MENTORS]-(n13) WITH n13, r6 ORDER BY n13.id, r6.key LIMIT $p13 RETURN collect([[n13.id]]) AS f12 }
  WITH * ORDER BY n12.id RETURN collect([[n12.id, f12]]) AS f13 }
CALL () { MATCH (n14:Community) WHERE n14.id IS NOT NULL WITH n14 ORDER BY n14.id LIMIT $p14
  CALL (n14) { MATCH (n14)<-[r7:MENTORS]-(n15) WITH n15, r7 ORDER BY n15.id, r7.key LIMIT $p15 RETURN collect([[n15.id]]) AS f14 }
  WITH * ORDER BY n14.id RETURN collect([[n14.id, f14]]) AS f15 }
CALL () { MATCH (n16:Event) WHERE n16.id IS NOT NULL WITH n16 ORDER BY n16.id LIMIT $p16
  CALL (n16) { MATCH (n16)<-[:ORGANISES]-(n17) WITH n17 ORDER BY n17.id LIMIT $p17 RETURN collect([[n17.id]]) AS f16 }
  WITH * ORDER BY n16.id RETURN collect([[n16.id, f16]]) AS f17 }
RETURN v0 AS version, [f1, f3, f5, f7, f9, f11, f13, f15, f17] AS data;

// {"p0": 2, "p1": 1, "p2": 3, "p3": 1, "p4": 4, "p5": 1, "p6": 2, "p7": 1}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Event) WHERE n0.id IS NOT NULL WITH n0 ORDER BY n0.id LIMIT $p0
  CALL (n0) { MATCH (n0)<-[:ORGANISES]-(n1) WITH n1 ORDER BY n1.id LIMIT $p1 RETURN collect([[n1.id]]) AS f0 }
  WITH * ORDER BY n0.id RETURN collect([[n0.id, f0]]) AS f1 }
CALL () { MATCH (n2:Event) WHERE n2.id IS NOT NULL WITH n2 ORDER BY n2.id LIMIT $p2
  CALL (n2) { MATCH (n2)<-[:ORGANISES]-(n3) WITH n3 ORDER BY n3.id LIMIT $p3 RETURN collect([[n3.id]]) AS f2 }
  WITH * ORDER BY n2.id RETURN collect([[n2.id, f2]]) AS f3 }
CALL () { MATCH (n4:Event) WHERE n4.id IS NOT NULL WITH n4 ORDER BY n4.id LIMIT $p4
  CALL (n4) { MATCH (n4)<-[:ORGANISES]-(n5) WITH n5 ORDER BY n5.id LIMIT $p5 RETURN collect([[n5.id]]) AS f4 }
  WITH * ORDER BY n4.id RETURN collect([[n4.id, f4]]) AS f5 }
CALL () { MATCH (n6:County) WHERE n6.id IS NOT NULL WITH n6 ORDER BY n6.id LIMIT $p6
  CALL (n6) { MATCH (n6)<-[:IN_COUNTY]-(n7:District) WITH n7 ORDER BY n7.id LIMIT $p7 RETURN collect([[n7.id]]) AS f6 }
  WITH * ORDER BY n6.id RETURN collect([[n6.id, f6]]) AS f7 }
RETURN v0 AS version, [f1, f3, f5, f7] AS data;

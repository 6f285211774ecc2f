// {"p0": 4, "p1": 20, "p2": 6, "p3": 20, "p4": 20, "p5": "active", "p6": 6, "p7": "mentor:none", "p8": "active"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Community) WHERE n0.id IS NOT NULL WITH n0 ORDER BY n0.id LIMIT $p0
  CALL (n0) { MATCH (n0)<-[r0:MENTORS]-(n1) WITH n1, r0 ORDER BY n1.id, r0.key LIMIT $p1 RETURN collect([[n1.id]]) AS f0 }
  CALL (n0) { MATCH (n0)<-[:MENTORS]-(n2) RETURN [count(n2)] AS f1 }
  WITH * ORDER BY n0.id RETURN collect([[n0.id, f0, f1, f1[0]]]) AS f2 }
CALL () { MATCH (n3:Institution) WHERE n3.id IS NOT NULL WITH n3 ORDER BY n3.id LIMIT $p2
  CALL (n3) { MATCH (n3)<-[:EMPLOYED_BY]-(n5) RETURN [count(n5)] AS f3 }
  CALL (n3) { MATCH (n3)<-[:EMPLOYED_BY]-(n6) WITH n6, head([(n6)-[r1:EMPLOYED_BY]->(n7) WHERE r1.to IS NULL | n7.sector]) AS g0 WITH g0, count(n6) AS a0 ORDER BY g0 WITH collect([g0, a0]) AS every, sum(a0) AS counted RETURN every[..$p3] AS f4, size(every) AS f5, coalesce(counted, 0) AS f6 }
  WITH * ORDER BY n3.id RETURN collect([[n3.id, COUNT { MATCH (n3)<-[:EMPLOYED_BY]-(n4:Professional) }, f3, f4, f5]]) AS f7 }
CALL () { MATCH (n8:Institution) WITH n8, COUNT { MATCH (n8)<-[:EMPLOYED_BY]-(n9) } AS k0 RETURN [count(n8), min(k0), max(k0), avg(k0), sum(k0), count(DISTINCT k0), sum(n8.staffCount)] AS f8 }
CALL () { MATCH (n10:Institution) WITH n10, n10.sector AS g1, COUNT { MATCH (n10)<-[:EMPLOYED_BY]-(n11:Professional) } AS k1 WITH g1, count(n10) AS a1, max(k1) AS a2 ORDER BY g1 LIMIT $p4 RETURN collect([g1, a1, a2]) AS f9 }
CALL () { MATCH (n12:Mentor) WHERE n12.mentorStatus = $p5 WITH n12, head([(n12)-[:WORKS_AT]->()-[:COVERS]->(n14) | n14]) AS g2, toString(n12.joinedOn.year) + '-Q' + toString(n12.joinedOn.quarter) AS g3, COUNT { MATCH (n12)-[:MENTORS]->(n13) } AS k2 WITH g2, g3, count(n12) AS a3, sum(k2) AS a4 ORDER BY g2.id, g3 WITH collect([g2.id, g3, a3, a4]) AS every, sum(a3) AS counted RETURN every[..$p6] AS f10, size(every) AS f11, coalesce(counted, 0) AS f12 }
CALL () { MATCH (n15:Person {id: $p7}) RETURN count(n15) AS f13 }
CALL () { MATCH (n16:Node) WHERE (n16:Mentor AND n16.mentorStatus = $p8) RETURN [count(n16)] AS f14 }
RETURN v0 AS version, [f2, f7, f8, f9, f10, f11, f12, f13, f14, f14[0]] AS data;

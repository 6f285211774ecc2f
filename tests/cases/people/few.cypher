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
CALL () { MATCH (n8:Institution) WITH n8, COUNT { MATCH (n8)<-[:EMPLOYED_BY]-(n9) } AS k0, COUNT { MATCH (n8)<-[:EMPLOYED_BY]-(n10:Professional) } AS k1 RETURN [count(n8), min(k0), max(k0), avg(k0), sum(k0), count(DISTINCT k0), min(k1), max(k1), avg(k1), sum(n8.staffCount)] AS f8 }
CALL () { MATCH (n11:Institution) WITH n11, n11.sector AS g1, COUNT { MATCH (n11)<-[:EMPLOYED_BY]-(n12:Professional) } AS k2 WITH g1, count(n11) AS a1, max(k2) AS a2, min(k2) AS a3, round(avg(k2), 6) AS a4 ORDER BY g1 LIMIT $p4 RETURN collect([g1, a1, a2, a3, a4]) AS f9 }
CALL () { MATCH (n13:Mentor) WHERE n13.mentorStatus = $p5 WITH n13, head([(n13)-[:WORKS_AT]->()-[:COVERS]->(n15) | n15]) AS g2, toString(n13.joinedOn.year) + '-Q' + toString(n13.joinedOn.quarter) AS g3, COUNT { MATCH (n13)-[:MENTORS]->(n14) } AS k3 WITH g2, g3, count(n13) AS a5, sum(k3) AS a6 ORDER BY g2.id, g3 WITH collect([g2.id, g3, a5, a6]) AS every, sum(a5) AS counted RETURN every[..$p6] AS f10, size(every) AS f11, coalesce(counted, 0) AS f12 }
CALL () { MATCH (n16:Person {id: $p7}) RETURN count(n16) AS f13 }
CALL () { MATCH (n17:Node) WHERE (n17:Mentor AND n17.mentorStatus = $p8) RETURN [count(n17)] AS f14 }
RETURN v0 AS version, [f2, f7, f8, f9, f10, f11, f12, f13, f14, f14[0]] AS data;

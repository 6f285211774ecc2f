// {"p0": "comm:HU223:001", "p1": 2, "p2": 20, "p3": 2, "p4": true, "p5": 2, "p6": 2, "p7": true, "p8": 2, "p9": 3, "p10": 2, "p11": 20}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Community {id: $p0})
  CALL (n0) { MATCH (n0)-[r0:SHARES_MENTOR_WITH]-(n1) WITH n1, r0, n0 ORDER BY r0.since, n1.id LIMIT $p1
    CALL (n0, n1) { MATCH (n0)<-[:MENTORS]-(n2:Mentor) MATCH (n2)-[:MENTORS]->(n1) WITH DISTINCT n2 ORDER BY n2.id WITH collect(n2) AS every WITH size(every) AS total, every[..$p2] AS page UNWIND page AS n2 RETURN collect([[n2.id]]) AS f0, coalesce(max(total), 0) AS f1 }
    WITH * ORDER BY r0.since, n1.id RETURN collect([f0, f1, [n1.id], r0.weight, toString(r0.since), r0.crossCounty]) AS f2 }
  RETURN head(collect([f2, COUNT { MATCH (n0)-[:SHARES_MENTOR_WITH]-(n3) }])) AS f3 }
CALL () { MATCH (n4:Institution) WITH n4, COUNT { MATCH (n4)-[:SHARES_TRAINING_WITH]-(n5) } AS k0 ORDER BY k0 DESC, n4.id LIMIT $p3
  CALL (n4) { MATCH (n4)-[r1:SHARES_TRAINING_WITH]-(n6) WHERE r1.crossCounty = $p4 WITH n6, r1, n4 ORDER BY r1.weight DESC, n6.id LIMIT $p5
    CALL (n4, n6) { MATCH (n4)<-[:EMPLOYED_BY]-(x0) MATCH (x0)-[:ATTENDED]->(n7:TrainingSession) MATCH (n7)<-[:ATTENDED]-(x1) MATCH (x1)-[:EMPLOYED_BY]->(n6) WITH DISTINCT n7 ORDER BY n7.startDate, n7.id WITH collect(n7) AS every WITH size(every) AS total, every[..$p6] AS page UNWIND page AS n7 RETURN collect([[n7.id, toString(n7.startDate)]]) AS f4, coalesce(max(total), 0) AS f5 }
    WITH * ORDER BY r1.weight DESC, n6.id RETURN collect([f4, f5, [n6.id], r1.weight, toString(r1.since)]) AS f6 }
  WITH * ORDER BY k0 DESC, n4.id RETURN collect([[n4.id, f6, COUNT { MATCH (n4)-[r2:SHARES_TRAINING_WITH]-(n8) WHERE r2.crossCounty = $p7 }]]) AS f7 }
CALL () { MATCH (n9:Community|Organisation) WHERE EXISTS { MATCH (n9)-[r3:SHARES_PRACTICE_WITH]-(n10) WHERE r3.weight >= $p8 }
  WITH n9 ORDER BY n9.id WITH collect(n9) AS every WITH size(every) AS total, every[..$p9] AS page UNWIND page AS n9
  CALL (n9) { MATCH (n9)-[r4:SHARES_PRACTICE_WITH]-(n11) WITH n11, r4, n9 ORDER BY n11.id LIMIT $p10
    CALL (n9, n11) { MATCH (n9)-[:OWNS_PRACTICE|ADOPTED]->(n12:GoodPractice) MATCH (n12)<-[:OWNS_PRACTICE|ADOPTED]-(n11) WITH DISTINCT n12 ORDER BY n12.id LIMIT $p11 RETURN collect([[n12.id]]) AS f8 }
    WITH * ORDER BY n11.id RETURN collect([f8, [n11.id], r4.weight, toString(r4.since)]) AS f9 }
  WITH * ORDER BY n9.id RETURN collect([[n9.id, f9]]) AS f10, coalesce(max(total), 0) AS f11 }
CALL () { MATCH (n13:Community) WHERE NOT EXISTS { MATCH (n13)-[:SHARES_MENTOR_WITH]-(n14) }
  RETURN count(n13) AS f12 }
RETURN v0 AS version, [f3, f7, f10, f11, f12] AS data;

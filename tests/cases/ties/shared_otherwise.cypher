// {"p0": "comm:HU223:001", "p1": 2, "p2": 20, "p3": 2, "p4": true, "p5": 2, "p6": 2, "p7": 2, "p8": 3, "p9": 2, "p10": 20}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Community {id: $p0})
  CALL (n0) { MATCH (n0)-[r0:SHARES_MENTOR_WITH]-(n1) WITH n1, r0, n0 ORDER BY r0.since, n1.id LIMIT $p1
    CALL (n0, n1) { MATCH (n0)<-[:MENTORS]-(n2:Mentor) MATCH (n2)-[:MENTORS]->(n1) WITH DISTINCT n2 ORDER BY n2.id WITH collect(n2) AS every WITH size(every) AS total, every[..$p2] AS page UNWIND page AS n2 RETURN collect([[n2.id]]) AS f0, coalesce(max(total), 0) AS f1 }
    WITH * ORDER BY r0.since, n1.id RETURN collect([f0, f1, [n1.id], r0.weight, toString(r0.since), r0.crossCounty]) AS f2 }
  RETURN head(collect([f2, COUNT { MATCH (n0)-[:SHARES_MENTOR_WITH]-(n3) }])) AS f3 }
CALL () { MATCH (n4:Institution) WITH n4, COUNT { MATCH (n4)-[:SHARES_TRAINING_WITH]-(n5) } AS k0 ORDER BY k0 DESC, n4.id LIMIT $p3
  CALL (n4) { MATCH (n4)-[r1:SHARES_TRAINING_WITH]-(n6) WHERE r1.crossCounty = $p4 WITH n6, r1, n4 ORDER BY r1.weight DESC, n6.id WITH n4, collect([n6, r1]) AS every WITH n4, size(every) AS total, every[..$p5] AS page UNWIND page AS kept WITH n4, total, kept[0] AS n6, kept[1] AS r1
    CALL (n4, n6) { MATCH (n4)<-[:EMPLOYED_BY]-(x0) MATCH (x0)-[:ATTENDED]->(n7:TrainingSession) MATCH (n7)<-[:ATTENDED]-(x1) MATCH (x1)-[:EMPLOYED_BY]->(n6) WITH DISTINCT n7 ORDER BY n7.startDate, n7.id WITH collect(n7) AS every WITH size(every) AS total, every[..$p6] AS page UNWIND page AS n7 RETURN collect([[n7.id, toString(n7.startDate)]]) AS f4, coalesce(max(total), 0) AS f5 }
    WITH * ORDER BY r1.weight DESC, n6.id RETURN collect([f4, f5, [n6.id], r1.weight, toString(r1.since)]) AS f6, coalesce(max(total), 0) AS f7 }
  WITH * ORDER BY k0 DESC, n4.id RETURN collect([[n4.id, f6, f7]]) AS f8 }
CALL () { MATCH (n8:Community|Organisation) WHERE EXISTS { MATCH (n8)-[r2:SHARES_PRACTICE_WITH]-(n9) WHERE r2.weight >= $p7 }
  WITH n8 ORDER BY n8.id WITH collect(n8) AS every WITH size(every) AS total, every[..$p8] AS page UNWIND page AS n8
  CALL (n8) { MATCH (n8)-[r3:SHARES_PRACTICE_WITH]-(n10) WITH n10, r3, n8 ORDER BY n10.id LIMIT $p9
    CALL (n8, n10) { MATCH (n8)-[:OWNS_PRACTICE|ADOPTED]->(n11:GoodPractice) MATCH (n11)<-[:OWNS_PRACTICE|ADOPTED]-(n10) WITH DISTINCT n11 ORDER BY n11.id LIMIT $p10 RETURN collect([[n11.id]]) AS f9 }
    WITH * ORDER BY n10.id RETURN collect([f9, [n10.id], r3.weight, toString(r3.since)]) AS f10 }
  WITH * ORDER BY n8.id RETURN collect([[n8.id, f10]]) AS f11, coalesce(max(total), 0) AS f12 }
CALL () { MATCH (n12:Community) WHERE NOT EXISTS { MATCH (n12)-[:SHARES_MENTOR_WITH]-(n13) }
  RETURN count(n12) AS f13 }
RETURN v0 AS version, [f3, f8, f11, f12, f13] AS data;

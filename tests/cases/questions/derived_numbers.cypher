// {"p0": 40.0, "p1": 1, "p2": 40.0, "p3": 0, "p4": 0, "p5": "both_passive", "p6": 1, "p7": "both_passive", "p8": true, "p9": 3}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Mentor) WHERE n0.farthestKm > $p0 AND n0.id IS NOT NULL WITH n0 ORDER BY n0.id LIMIT $p1 RETURN collect([[n0.id, n0.farthestKm]]) AS f0 }
CALL () { MATCH (n1:Mentor) WHERE n1.farthestKm > $p2 RETURN count(n1) AS f1 }
CALL () { MATCH (n2:Mentor) WHERE n2.farthestKm IS NULL RETURN count(n2) AS f2 }
CALL () { MATCH (n3:GoodPractice) WHERE n3.adoptersElsewhere = $p3 RETURN count(n3) AS f3 }
CALL () { MATCH (n4:Institution) WHERE n4.participationLevelChange <= $p4 RETURN count(n4) AS f4 }
CALL () { MATCH (n5:Institution) WHERE EXISTS { MATCH (n5)-[:HAS_ASSESSMENT]->(n6) WHERE n6.stance = $p5 AND NOT EXISTS { MATCH (n5)-[:HAS_ASSESSMENT]->(n7) WHERE (n7.assessedOn > n6.assessedOn OR (n7.assessedOn = n6.assessedOn AND n7.id > n6.id)) } } AND n5.id IS NOT NULL WITH n5 ORDER BY n5.id LIMIT $p6
  CALL (n5) { MATCH (n5)-[:HAS_ASSESSMENT]->(n8) WITH n8 ORDER BY n8.assessedOn DESC, n8.id DESC LIMIT 1 RETURN head(collect([toString(n8.assessedOn), n8.stance, n8.participationLevel])) AS f5 }
  WITH * ORDER BY n5.id RETURN collect([[n5.id, n5.participationLevelChange, f5]]) AS f6 }
CALL () { MATCH (n9:Institution) WHERE EXISTS { MATCH (n9)-[:HAS_ASSESSMENT]->(n10) WHERE n10.stance = $p7 AND NOT EXISTS { MATCH (n9)-[:HAS_ASSESSMENT]->(n11) WHERE (n11.assessedOn > n10.assessedOn OR (n11.assessedOn = n10.assessedOn AND n11.id > n10.id)) } }
  RETURN count(n9) AS f7 }
CALL () { MATCH (n12:DevelopmentProcess) WHERE n12.actionBeforeAnalysis = $p8 RETURN count(n12) AS f8 }
CALL () { MATCH (n13:County) WITH n13 ORDER BY n13.cooperationRate DESC, n13.id LIMIT $p9 RETURN collect([[n13.nuts3, n13.cooperationRate]]) AS f9 }
RETURN v0 AS version, [f0, f1, f2, f3, f4, f6, f7, f8, f9] AS data;

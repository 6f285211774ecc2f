// {"p0": 40.0, "p1": 1, "p2": 0, "p3": 0, "p4": "both_passive", "p5": 1, "p6": true, "p7": 3}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Mentor) WHERE n0.farthestKm > $p0 WITH n0 ORDER BY n0.id WITH collect(n0) AS every WITH size(every) AS total, every[..$p1] AS page UNWIND page AS n0 RETURN collect([[n0.id, n0.farthestKm]]) AS f0, coalesce(max(total), 0) AS f1 }
CALL () { MATCH (n1:Mentor) WHERE n1.farthestKm IS NULL RETURN count(n1) AS f2 }
CALL () { MATCH (n2:GoodPractice) WHERE n2.adoptersElsewhere = $p2 RETURN count(n2) AS f3 }
CALL () { MATCH (n3:Institution) WHERE n3.participationLevelChange <= $p3 RETURN count(n3) AS f4 }
CALL () { MATCH (n4:Institution) WHERE EXISTS { MATCH (n4)-[:HAS_ASSESSMENT]->(n5) WHERE n5.stance = $p4 AND NOT EXISTS { MATCH (n4)-[:HAS_ASSESSMENT]->(n6) WHERE (n6.assessedOn > n5.assessedOn OR (n6.assessedOn = n5.assessedOn AND n6.id > n5.id)) } }
  WITH n4 ORDER BY n4.id WITH collect(n4) AS every WITH size(every) AS total, every[..$p5] AS page UNWIND page AS n4
  CALL (n4) { MATCH (n4)-[:HAS_ASSESSMENT]->(n7) WITH n7 ORDER BY n7.assessedOn DESC, n7.id DESC LIMIT 1 RETURN head(collect([toString(n7.assessedOn), n7.stance, n7.participationLevel])) AS f5 }
  WITH * ORDER BY n4.id RETURN collect([[n4.id, n4.participationLevelChange, f5]]) AS f6, coalesce(max(total), 0) AS f7 }
CALL () { MATCH (n8:DevelopmentProcess) WHERE n8.actionBeforeAnalysis = $p6 RETURN count(n8) AS f8 }
CALL () { MATCH (n9:County) WITH n9 ORDER BY n9.cooperationRate DESC, n9.id LIMIT $p7 RETURN collect([[n9.nuts3, n9.cooperationRate]]) AS f9 }
RETURN v0 AS version, [f0, f1, f2, f3, f4, f6, f7, f8, f9] AS data;

// {"p0": true, "p1": "2018-07-01", "p2": 4, "p3": 20, "p4": 4, "p5": "sustaining", "p6": 72.0, "p7": 20, "p8": "2019-09-15", "p9": 0.0, "p10": 20, "p11": 20}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Institution) WHERE (n0.socialised = $p0 AND n0.socialisedSince < date($p1)) RETURN count(n0) AS f0 }
CALL () { MATCH (n1:Institution) WHERE n1.participationLevel >= $p2 AND n1.id IS NOT NULL WITH n1 ORDER BY n1.id LIMIT $p3 RETURN collect([[n1.participationLevel]]) AS f1 }
CALL () { MATCH (n2:Institution) WHERE n2.participationLevel >= $p4 RETURN count(n2) AS f2 }
CALL () { MATCH (n3:DevelopmentProcess) WHERE n3.currentPhase = $p5 RETURN count(n3) AS f3 }
CALL () { MATCH (n4:Indicator) WHERE EXISTS { MATCH (n4)-[:HAS_VALUE]->(n5) WHERE n5.method = 'computed' AND n5.value >= $p6 AND NOT EXISTS { MATCH (n4)-[:HAS_VALUE]->(n6) WHERE n6.method = 'computed' AND (n6.asOf > n5.asOf OR (n6.asOf = n5.asOf AND n6.id > n5.id)) } } AND n4.code IS NOT NULL AND n4.id IS NOT NULL WITH n4 ORDER BY n4.code, n4.id LIMIT $p7 RETURN collect([[n4.code]]) AS f4 }
CALL () { MATCH (n7:Indicator) WHERE EXISTS { MATCH (n7)-[:HAS_VALUE]->(n8) WHERE n8.method = 'computed' AND n8.asOf < date($p8) AND NOT EXISTS { MATCH (n7)-[:HAS_VALUE]->(n9) WHERE n9.method = 'computed' AND (n9.asOf > n8.asOf OR (n9.asOf = n8.asOf AND n9.id > n8.id)) } }
  RETURN count(n7) AS f5 }
CALL () { MATCH (n10:Indicator) WHERE EXISTS { MATCH (n10)-[:HAS_VALUE]->(n11) WHERE n11.method = 'reported' AND n11.value > $p9 } AND n10.code IS NOT NULL AND n10.id IS NOT NULL WITH n10 ORDER BY n10.code, n10.id LIMIT $p10 RETURN collect([[n10.code]]) AS f6 }
CALL () { MATCH (n12:Indicator) WHERE NOT EXISTS { MATCH (n12)-[:HAS_VALUE]->(n13) WHERE n13.method = 'reported' } AND n12.code IS NOT NULL AND n12.id IS NOT NULL WITH n12 ORDER BY n12.code, n12.id LIMIT $p11 RETURN collect([[n12.code]]) AS f7 }
RETURN v0 AS version, [f0, f1, f2, f3, f4, f5, f6, f7] AS data;

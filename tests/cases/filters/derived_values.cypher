// {"p0": true, "p1": "2018-07-01", "p2": 4, "p3": 20, "p4": "sustaining", "p5": 72.0, "p6": 20, "p7": "2019-09-15", "p8": 0.0, "p9": 20, "p10": 20}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Institution) WHERE (n0.socialised = $p0 AND n0.socialisedSince < date($p1)) RETURN count(n0) AS f0 }
CALL () { MATCH (n1:Institution) WHERE n1.participationLevel >= $p2 WITH n1 ORDER BY n1.id WITH collect(n1) AS every WITH size(every) AS total, every[..$p3] AS page UNWIND page AS n1 RETURN collect([[n1.participationLevel]]) AS f1, coalesce(max(total), 0) AS f2 }
CALL () { MATCH (n2:DevelopmentProcess) WHERE n2.currentPhase = $p4 RETURN count(n2) AS f3 }
CALL () { MATCH (n3:Indicator) WHERE EXISTS { MATCH (n3)-[:HAS_VALUE]->(n4) WHERE n4.method = 'computed' AND n4.value >= $p5 AND NOT EXISTS { MATCH (n3)-[:HAS_VALUE]->(n5) WHERE n5.method = 'computed' AND (n5.asOf > n4.asOf OR (n5.asOf = n4.asOf AND n5.id > n4.id)) } } AND n3.code IS NOT NULL AND n3.id IS NOT NULL WITH n3 ORDER BY n3.code, n3.id LIMIT $p6 RETURN collect([[n3.code]]) AS f4 }
CALL () { MATCH (n6:Indicator) WHERE EXISTS { MATCH (n6)-[:HAS_VALUE]->(n7) WHERE n7.method = 'computed' AND n7.asOf < date($p7) AND NOT EXISTS { MATCH (n6)-[:HAS_VALUE]->(n8) WHERE n8.method = 'computed' AND (n8.asOf > n7.asOf OR (n8.asOf = n7.asOf AND n8.id > n7.id)) } }
  RETURN count(n6) AS f5 }
CALL () { MATCH (n9:Indicator) WHERE EXISTS { MATCH (n9)-[:HAS_VALUE]->(n10) WHERE n10.method = 'reported' AND n10.value > $p8 } AND n9.code IS NOT NULL AND n9.id IS NOT NULL WITH n9 ORDER BY n9.code, n9.id LIMIT $p9 RETURN collect([[n9.code]]) AS f6 }
CALL () { MATCH (n11:Indicator) WHERE NOT EXISTS { MATCH (n11)-[:HAS_VALUE]->(n12) WHERE n12.method = 'reported' } AND n11.code IS NOT NULL AND n11.id IS NOT NULL WITH n11 ORDER BY n11.code, n11.id LIMIT $p10 RETURN collect([[n11.code]]) AS f7 }
RETURN v0 AS version, [f0, f1, f2, f3, f4, f5, f6, f7] AS data;

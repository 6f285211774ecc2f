// {"p0": 10.0, "p1": 20, "p2": "computed", "p3": 10.0, "p4": 20, "p5": "reported", "p6": "2019-09-15", "p7": 72.0, "p8": 20}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Indicator) WHERE EXISTS { MATCH (n0)-[:HAS_VALUE]->(n1) WHERE n1.method = 'computed' AND n1.value < $p0 AND NOT EXISTS { MATCH (n0)-[:HAS_VALUE]->(n2) WHERE n2.method = 'computed' AND (n2.asOf > n1.asOf OR (n2.asOf = n1.asOf AND n2.id > n1.id)) } } AND n0.code IS NOT NULL AND n0.id IS NOT NULL WITH n0 ORDER BY n0.code, n0.id LIMIT $p1 RETURN collect([[n0.code]]) AS f0 }
CALL () { MATCH (n4:IndicatorValue) WHERE n4.method = $p2 AND n4.value < $p3 MATCH (n4)<-[:HAS_VALUE]-(n3:Indicator) WITH DISTINCT n3 ORDER BY n3.code, n3.id LIMIT $p4 RETURN collect([[n3.code]]) AS f1 }
CALL () { MATCH (n5:Indicator) WHERE EXISTS { MATCH (n5)-[:HAS_VALUE]->(n6) WHERE n6.method = 'computed' AND n6.method = $p5 AND NOT EXISTS { MATCH (n5)-[:HAS_VALUE]->(n7) WHERE n7.method = 'computed' AND (n7.asOf > n6.asOf OR (n7.asOf = n6.asOf AND n7.id > n6.id)) } }
  RETURN count(n5) AS f2 }
CALL () { MATCH (n8:Indicator) WHERE EXISTS { MATCH (n8)-[:HAS_VALUE]->(n9) WHERE n9.method = 'computed' AND (n9.asOf = date($p6) AND n9.value = $p7) AND NOT EXISTS { MATCH (n8)-[:HAS_VALUE]->(n10) WHERE n10.method = 'computed' AND (n10.asOf > n9.asOf OR (n10.asOf = n9.asOf AND n10.id > n9.id)) } } AND n8.id IS NOT NULL WITH n8 ORDER BY n8.id LIMIT $p8
  CALL (n8) { MATCH (n8)-[:HAS_VALUE]->(n11) WHERE n11.method = 'computed' WITH n11 ORDER BY n11.asOf DESC, n11.id DESC LIMIT 1 RETURN head(collect([toString(n11.asOf), n11.value])) AS f3 }
  WITH * ORDER BY n8.id RETURN collect([[n8.code, f3]]) AS f4 }
RETURN v0 AS version, [f0, f1, f2, f4] AS data;

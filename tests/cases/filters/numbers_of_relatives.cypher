// {"p0": 5, "p1": 5, "p2": 2, "p3": 4, "p4": 3, "p5": 2, "p6": 4, "p7": "museum", "p8": 5, "p9": 20, "p10": "museum", "p11": 5, "p12": 41, "p13": 20, "p14": 4}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Mentor) WHERE COUNT { MATCH (n0)-[:MENTORS]->(n1) } = $p0 RETURN count(n0) AS f0 }
CALL () { MATCH (n2:Mentor) WHERE COUNT { MATCH (n2)-[:MENTORS]->(n3) } <> $p1 RETURN count(n2) AS f1 }
CALL () { MATCH (n4:Institution) WHERE (COUNT { MATCH (n4)-[:COOPERATES_WITH]-(n5) } >= $p2 AND COUNT { MATCH (n4)-[:COOPERATES_WITH]-(n6) } < $p3) AND n4.id IS NOT NULL WITH n4 ORDER BY n4.id LIMIT $p4 RETURN collect([[n4.id]]) AS f2 }
CALL () { MATCH (n7:Institution) WHERE (COUNT { MATCH (n7)-[:COOPERATES_WITH]-(n8) } >= $p5 AND COUNT { MATCH (n7)-[:COOPERATES_WITH]-(n9) } < $p6) RETURN count(n7) AS f3 }
CALL () { MATCH (n10:Institution) WHERE COUNT { MATCH (n10)-[:COOPERATES_WITH]-(n11) WHERE n11.sector = $p7 } >= $p8 AND n10.id IS NOT NULL WITH n10 ORDER BY n10.id LIMIT $p9 RETURN collect([[n10.id]]) AS f4 }
CALL () { MATCH (n12:Institution) WHERE COUNT { MATCH (n12)-[:COOPERATES_WITH]-(n13) WHERE n13.sector = $p10 } >= $p11 RETURN count(n12) AS f5 }
CALL () { MATCH (n14:County) WHERE COUNT { MATCH (n14)<-[:SITED_IN]-(n15:Institution) } > $p12 AND n14.id IS NOT NULL WITH n14 ORDER BY n14.id LIMIT $p13 RETURN collect([[n14.nuts3]]) AS f6 }
CALL () { MATCH (n16:DevelopmentProcess) WHERE COUNT { MATCH (n16)-[:USED]->(n17) } >= $p14 RETURN count(n16) AS f7 }
RETURN v0 AS version, [f0, f1, f2, f3, f4, f5, f6, f7] AS data;

// {"p0": 5, "p1": 5, "p2": 2, "p3": 4, "p4": 3, "p5": "museum", "p6": 5, "p7": 20, "p8": 41, "p9": 20, "p10": 4}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Mentor) WHERE COUNT { MATCH (n0)-[:MENTORS]->(n1) } = $p0 RETURN count(n0) AS f0 }
CALL () { MATCH (n2:Mentor) WHERE COUNT { MATCH (n2)-[:MENTORS]->(n3) } <> $p1 RETURN count(n2) AS f1 }
CALL () { MATCH (n4:Institution) WHERE (COUNT { MATCH (n4)-[:COOPERATES_WITH]-(n5) } >= $p2 AND COUNT { MATCH (n4)-[:COOPERATES_WITH]-(n6) } < $p3) WITH n4 ORDER BY n4.id WITH collect(n4) AS every WITH size(every) AS total, every[..$p4] AS page UNWIND page AS n4 RETURN collect([[n4.id]]) AS f2, coalesce(max(total), 0) AS f3 }
CALL () { MATCH (n7:Institution) WHERE COUNT { MATCH (n7)-[:COOPERATES_WITH]-(n8) WHERE n8.sector = $p5 } >= $p6 WITH n7 ORDER BY n7.id WITH collect(n7) AS every WITH size(every) AS total, every[..$p7] AS page UNWIND page AS n7 RETURN collect([[n7.id]]) AS f4, coalesce(max(total), 0) AS f5 }
CALL () { MATCH (n9:County) WHERE COUNT { MATCH (n9)<-[:SITED_IN]-(n10:Institution) } > $p8 AND n9.id IS NOT NULL WITH n9 ORDER BY n9.id LIMIT $p9 RETURN collect([[n9.nuts3]]) AS f6 }
CALL () { MATCH (n11:DevelopmentProcess) WHERE COUNT { MATCH (n11)-[:USED]->(n12) } >= $p10 RETURN count(n11) AS f7 }
RETURN v0 AS version, [f0, f1, f2, f3, f4, f5, f6, f7] AS data;

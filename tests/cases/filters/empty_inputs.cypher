// {"p0": [], "p1": ["HU22"], "p2": 20}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Region) RETURN count(n0) AS f0 }
CALL () { MATCH (n1:Region) RETURN count(n1) AS f1 }
CALL () { MATCH (n2:Region) WHERE false RETURN count(n2) AS f2 }
CALL () { MATCH (n3:Region) WHERE false RETURN count(n3) AS f3 }
CALL () { MATCH (n4:Region) RETURN count(n4) AS f4 }
CALL () { MATCH (n5:Region) WHERE n5.nuts2 IN $p0 RETURN count(n5) AS f5 }
CALL () { MATCH (n6:Region) WHERE (n6.nuts2 IN $p1) AND n6.id IS NOT NULL WITH n6 ORDER BY n6.id LIMIT $p2 RETURN collect([[n6.nuts2]]) AS f6 }
CALL () { MATCH (n8:County) MATCH (n8)-[:IN_REGION]->(n7:Region) WHERE EXISTS { MATCH (n7)-[:IN_COUNTRY]->(n9) }
  RETURN count(DISTINCT n7) AS f7 }
CALL () { MATCH (n10:Region) WHERE NOT EXISTS { MATCH (n10)<-[:IN_REGION]-(n11) }
  RETURN count(n10) AS f8 }
CALL () { MATCH (n12:Region) RETURN count(n12) AS f9 }
RETURN v0 AS version, [f0, f1, f2, f3, f4, f5, f6, f7, f8, f9] AS data;

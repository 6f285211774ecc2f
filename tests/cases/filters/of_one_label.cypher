// {"p0": "library", "p1": "socialised_operation", "p2": 20, "p3": "socialised_operation", "p4": "museum"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:GoodPractice) WHERE EXISTS { MATCH (n0)<-[:OWNS_PRACTICE]-(n1) WHERE (n1:Institution AND n1.sector = $p0) }
  RETURN count(n0) AS f0 }
CALL () { MATCH (n2:Publication) WHERE EXISTS { MATCH (n2)-[:DESCRIBES]->(n3) WHERE (n3:MethodologyModel AND EXISTS { MATCH (n3)-[:IN_FIELD]->(n4) WHERE n4.code = $p1 }) } AND n2.id IS NOT NULL WITH n2 ORDER BY n2.id LIMIT $p2 RETURN collect([[n2.id]]) AS f1 }
CALL () { MATCH (n5:Publication) WHERE EXISTS { MATCH (n5)-[:DESCRIBES]->(n6) WHERE (n6:MethodologyModel AND EXISTS { MATCH (n6)-[:IN_FIELD]->(n7) WHERE n7.code = $p3 }) }
  RETURN count(n5) AS f2 }
CALL () { MATCH (n8:Collaboration) WHERE NOT EXISTS { MATCH (n8)<-[:PARTICIPATES_IN]-(n9) WHERE n9:Community }
  RETURN count(n8) AS f3 }
CALL () { MATCH (n10:SampleProject) WHERE NOT EXISTS { MATCH (n10)<-[:PARTNER_IN]-(n11) WHERE (n11:Institution AND n11.sector = $p4) }
  RETURN count(n10) AS f4 }
RETURN v0 AS version, [f0, f1, f2, f3, f4] AS data;

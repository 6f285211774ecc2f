// {"p0": "library", "p1": "socialised_operation", "p2": 20, "p3": "museum"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:GoodPractice) WHERE EXISTS { MATCH (n0)<-[:OWNS_PRACTICE]-(n1) WHERE (n1:Institution AND n1.sector = $p0) }
  RETURN count(n0) AS f0 }
CALL () { MATCH (n2:Publication) WHERE EXISTS { MATCH (n2)-[:DESCRIBES]->(n3) WHERE (n3:MethodologyModel AND EXISTS { MATCH (n3)-[:IN_FIELD]->(n4) WHERE n4.code = $p1 }) }
  WITH n2 ORDER BY n2.id WITH collect(n2) AS every WITH size(every) AS total, every[..$p2] AS page UNWIND page AS n2 RETURN collect([[n2.id]]) AS f1, coalesce(max(total), 0) AS f2 }
CALL () { MATCH (n5:Collaboration) WHERE NOT EXISTS { MATCH (n5)<-[:PARTICIPATES_IN]-(n6) WHERE n6:Community }
  RETURN count(n5) AS f3 }
CALL () { MATCH (n7:SampleProject) WHERE NOT EXISTS { MATCH (n7)<-[:PARTNER_IN]-(n8) WHERE (n8:Institution AND n8.sector = $p3) }
  RETURN count(n7) AS f4 }
RETURN v0 AS version, [f0, f1, f2, f3, f4] AS data;

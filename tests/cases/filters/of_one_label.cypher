// {"p0": "library", "p1": "socialised_operation", "p2": 20, "p3": "museum"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n1:Institution) WHERE n1.sector = $p0 MATCH (n1)-[:OWNS_PRACTICE]->(n0:GoodPractice) RETURN count(DISTINCT n0) AS f0 }
CALL () { MATCH (n3:Concept) WHERE n3.code = $p1 MATCH (n3)<-[:IN_FIELD]-(n4:MethodologyModel) MATCH (n4)<-[:DESCRIBES]-(n2:Publication) WITH DISTINCT n2 ORDER BY n2.id WITH collect(n2) AS every WITH size(every) AS total, every[..$p2] AS page UNWIND page AS n2 RETURN collect([[n2.id]]) AS f1, coalesce(max(total), 0) AS f2 }
CALL () { MATCH (n5:Collaboration) WHERE NOT EXISTS { MATCH (n5)<-[:PARTICIPATES_IN]-(n6) WHERE n6:Community }
  RETURN count(n5) AS f3 }
CALL () { MATCH (n7:SampleProject) WHERE NOT EXISTS { MATCH (n7)<-[:PARTNER_IN]-(n8) WHERE (n8:Institution AND n8.sector = $p3) }
  RETURN count(n7) AS f4 }
RETURN v0 AS version, [f0, f1, f2, f3, f4] AS data;

// {"p0": "comm:HU223:005", "p1": "synthetic", "p2": "HU223", "p3": "konyvtar", "p4": 500, "p5": "kozseg"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n1:Community|Institution|TopProject {id: $p0}) MATCH (n1)<-[:FOR]-(n0:MentoringActivity) RETURN count(n0) AS f0 }
CALL () { MATCH (n2:SampleProject) WHERE EXISTS { MATCH (n2)-[:GAVE_RISE_TO]->(n3) WHERE n3.dataOrigin = $p1 }
  RETURN count(n2) AS f1 }
CALL () { MATCH (n5:County {nuts3: $p2}) MATCH (n5)<-[:SITED_IN]-(n6:Community|Organisation) WHERE n6.nameFolded CONTAINS $p3 MATCH (n6)-[:PARTICIPATES_IN]->(n4:Collaboration) RETURN count(DISTINCT n4) AS f2 }
CALL () { MATCH (n7:Institution) WHERE EXISTS { MATCH (n7)-[:LOCATED_IN]->(n8) WHERE n8.population < $p4 }
  RETURN count(n7) AS f3 }
CALL () { MATCH (n9:Collaboration) WHERE NOT EXISTS { MATCH (n9)<-[:PARTICIPATES_IN]-(n10) WHERE EXISTS { MATCH (n10)-[:IN_SETTLEMENT]->(n11) WHERE n11.legalStatus = $p5 } }
  RETURN count(n9) AS f4 }
RETURN v0 AS version, [f0, f1, f2, f3, f4] AS data;

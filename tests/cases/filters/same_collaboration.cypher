// {"p0": "closed", "p1": "joint_event", "p2": "joint_event", "p3": "closed"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n1:Collaboration) WHERE n1.status = $p0 AND n1.type = $p1 MATCH (n1)<-[:PARTICIPATES_IN]-(n0:Institution) RETURN count(DISTINCT n0) AS f0 }
CALL () { MATCH (n3:Collaboration) WHERE n3.type = $p2 MATCH (n3)<-[:PARTICIPATES_IN]-(n2:Institution) WHERE EXISTS { MATCH (n2)-[:PARTICIPATES_IN]->(n4) WHERE n4.status = $p3 }
  RETURN count(DISTINCT n2) AS f1 }
RETURN v0 AS version, [f0, f1] AS data;

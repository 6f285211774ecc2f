// {"p0": 2, "p1": 3, "p2": 20}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:TrainingSession) WHERE n0.startDate IS NOT NULL AND n0.id IS NOT NULL WITH n0 ORDER BY n0.startDate, n0.id LIMIT $p0
  CALL (n0) { MATCH (n0)<-[r0:ATTENDED]-(n1) WITH n1, r0 ORDER BY n1.id LIMIT $p1 RETURN collect([[n1.id, n1.mentorStatus, n1.position], r0.completed, toString(r0.certifiedOn)]) AS f0 }
  CALL (n0) { MATCH (n0)<-[:TAUGHT]-(n3) WITH n3 ORDER BY n3.id LIMIT $p2 RETURN collect([[n3.id]]) AS f1 }
  WITH * ORDER BY n0.startDate, n0.id RETURN collect([[f0, COUNT { MATCH (n0)<-[:ATTENDED]-(n2) }, f1]]) AS f2 }
RETURN v0 AS version, [f2] AS data;

// {"p0": 3, "p1": 1, "p2": 2}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Mentor) WHERE n0.id IS NOT NULL WITH n0 ORDER BY n0.id LIMIT $p0 RETURN collect([[n0.id, n0.familyName, n0.givenName, n0.displayName, n0.mentorStatus]]) AS f0 }
CALL () { MATCH (n1:TrainingSession) WHERE n1.id IS NOT NULL WITH n1 ORDER BY n1.id LIMIT $p1
  CALL (n1) { MATCH (n1)<-[r0:ATTENDED]-(n2) WITH n2, r0 ORDER BY n2.id LIMIT $p2 RETURN collect([[n2.id, n2.displayName], r0.completed]) AS f1 }
  WITH * ORDER BY n1.id RETURN collect([[f1]]) AS f2 }
RETURN v0 AS version, [f0, f2] AS data;

// {"p0": 100, "p1": 3}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:ProgrammeActivity) WHERE n0.no IS NOT NULL AND n0.id IS NOT NULL WITH n0 ORDER BY n0.no, n0.id LIMIT $p0
  CALL (n0) { MATCH (n0)-[:PRODUCED]->(n1) WITH n1 ORDER BY n1.id LIMIT $p1 RETURN collect([[n1.id, n1.nameHu, n1.nameEn, n1.type, COUNT { MATCH (n1)<-[:ORGANISES]-(n2) WHERE n1:Event }, COUNT { MATCH (n1)-[:HAS_QUEST]->(n3) WHERE n1:GameApp }, n1.code, COUNT { MATCH (n1)-[:HAS_SESSION]->(n4) WHERE n1:Training }]]) AS f0 }
  WITH * ORDER BY n0.no, n0.id RETURN collect([[n0.no, f0, COUNT { MATCH (n0)-[:PRODUCED]->(n5) }]]) AS f1 }
RETURN v0 AS version, [f1] AS data;

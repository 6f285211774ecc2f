// {"p0": 20, "p1": 20, "p2": 3, "p3": 20}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:OnlinePlatform) WHERE n0.id IS NOT NULL WITH n0 ORDER BY n0.id LIMIT $p0 RETURN collect([[n0.id, n0.kind, n0.nameHu, n0.nameEn]]) AS f0 }
CALL () { MATCH (n1:OnlinePlatform) RETURN count(n1) AS f1 }
CALL () { MATCH (n2:GameApp) WHERE n2.id IS NOT NULL WITH n2 ORDER BY n2.id LIMIT $p1 RETURN collect([[n2.id, n2.nameHu, n2.nameEn, toString(n2.releasedOn)]]) AS f2 }
CALL () { MATCH (n3:GameApp) RETURN count(n3) AS f3 }
CALL () { MATCH (n4:TopProject) WHERE EXISTS { MATCH (n4)<-[:PROMOTES]-(n5) } AND n4.id IS NOT NULL WITH n4 ORDER BY n4.id LIMIT $p2
  CALL (n4) { MATCH (n4)<-[:PROMOTES]-(n6) WITH n6 ORDER BY n6.id LIMIT $p3 RETURN collect([[n6.id, toString(n6.releasedOn), n6.kind]]) AS f4 }
  WITH * ORDER BY n4.id RETURN collect([[f4, COUNT { MATCH (n4)<-[:PROMOTES]-(n7) }]]) AS f5 }
RETURN v0 AS version, [f0, f1, f2, f3, f5] AS data;

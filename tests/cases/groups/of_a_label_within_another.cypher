// {"p0": 20, "p1": 20, "p2": 5}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:OnlinePlatform) WHERE n0.id IS NOT NULL WITH n0 ORDER BY n0.id LIMIT $p0 RETURN collect([[n0.id]]) AS f0 }
CALL () { MATCH (n1:OnlinePlatform) WITH n1, n1.createdAt.year AS g0 WITH g0, count(n1) AS a0, collect(n1) AS x0 ORDER BY g0 LIMIT $p1
  CALL (x0) { UNWIND x0 AS n2 WITH n2 ORDER BY n2.id LIMIT $p2 RETURN collect([n2.id, toString(n2.releasedOn), n2.url]) AS f1 }
  WITH * ORDER BY g0 RETURN collect([g0, a0, f1]) AS f2 }
RETURN v0 AS version, [f0, f2] AS data;

// {"p0": 3, "p1": 3, "p2": 3}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:SettlementPart) WITH n0 ORDER BY n0.distanceKm DESC, n0.id LIMIT $p0 RETURN collect([[n0.id, n0.distanceKm], n0.distanceKm, n0.id]) AS f0 }
CALL () { MATCH (n1:GoodPractice) WHERE n1.updatedAt IS NOT NULL AND n1.id IS NOT NULL WITH n1 ORDER BY n1.updatedAt, n1.id LIMIT $p1 RETURN collect([[n1.id, n1.updatedAt], n1.updatedAt, n1.id]) AS f1 }
CALL () { MATCH (n2:TopProject) WITH n2 ORDER BY n2.grantHuf, n2.id LIMIT $p2 RETURN collect([[n2.id, n2.grantHuf], n2.grantHuf, n2.id]) AS f2 }
RETURN v0 AS version, [f0, f1, f2] AS data;

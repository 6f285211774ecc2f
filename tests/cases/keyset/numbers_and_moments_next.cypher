// {"p0": "part:07409-01", "p1": 3, "p2": "2016-09-16T00:00:00Z", "p3": "practice:cited:25788", "p4": 3, "p5": 21500000, "p6": "top:HU213:3", "p7": 3}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:SettlementPart) WHERE (n0.distanceKm IS NOT NULL OR (n0.distanceKm IS NULL AND n0.id > $p0)) WITH n0 ORDER BY n0.distanceKm DESC, n0.id LIMIT $p1 RETURN collect([[n0.id, n0.distanceKm]]) AS f0 }
CALL () { MATCH (n1:GoodPractice) WHERE n1.updatedAt >= datetime($p2) AND (n1.updatedAt > datetime($p2) OR n1.id > $p3) AND n1.id IS NOT NULL WITH n1 ORDER BY n1.updatedAt, n1.id LIMIT $p4 RETURN collect([[n1.id, n1.updatedAt]]) AS f1 }
CALL () { MATCH (n2:TopProject) WHERE (n2.grantHuf > $p5 OR n2.grantHuf IS NULL OR (n2.grantHuf = $p5 AND n2.id > $p6)) WITH n2 ORDER BY n2.grantHuf, n2.id LIMIT $p7 RETURN collect([[n2.id, n2.grantHuf]]) AS f2 }
RETURN v0 AS version, [f0, f1, f2] AS data;

// {"p0": 5, "p1": 5, "p2": 3, "p3": 8, "p4": 5}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:TopProject) WITH n0 ORDER BY n0.grantHuf DESC, n0.id LIMIT $p0 RETURN collect([[n0.id, n0.grantHuf]]) AS f0 }
CALL () { MATCH (n1:SettlementPart) WITH n1 ORDER BY n1.distanceKm DESC, n1.id LIMIT $p1 RETURN collect([[n1.id, n1.distanceKm]]) AS f1 }
CALL () { MATCH (n2:SettlementPart) WITH n2 ORDER BY n2.distanceKm, n2.id LIMIT $p2 RETURN collect([[n2.id, n2.distanceKm]]) AS f2 }
CALL () { MATCH (n3:IndicatorValue) WHERE n3.value IS NOT NULL AND n3.id IS NOT NULL WITH n3 ORDER BY n3.value DESC, n3.asOf, n3.id LIMIT $p3 RETURN collect([[n3.value, toString(n3.asOf), n3.method]]) AS f3 }
CALL () { MATCH (n4:GoodPractice) WHERE n4.updatedAt IS NOT NULL AND n4.id IS NOT NULL WITH n4 ORDER BY n4.updatedAt DESC, n4.id LIMIT $p4 RETURN collect([[n4.id, n4.updatedAt]]) AS f4 }
RETURN v0 AS version, [f0, f1, f2, f3, f4] AS data;

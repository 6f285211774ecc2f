// {"p0": "2018-01-01", "p1": "2019-01-01", "p2": 20, "p3": "2018-01-01", "p4": "2019-01-01", "p5": "2019-06-30", "p6": "2019-01-01", "p7": 100000, "p8": 20, "p9": 12.5, "p10": 20, "p11": 12.5, "p12": "2019-03-01T00:00:00+00:00"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Collaboration) WHERE (n0.startDate >= date($p0) AND n0.startDate < date($p1)) AND n0.id IS NOT NULL WITH n0 ORDER BY n0.id LIMIT $p2 RETURN collect([[toString(n0.startDate)]]) AS f0 }
CALL () { MATCH (n1:Collaboration) WHERE (n1.startDate >= date($p3) AND n1.startDate < date($p4)) RETURN count(n1) AS f1 }
CALL () { MATCH (n2:Collaboration) WHERE (n2.endDate <= date($p5) AND n2.startDate > date($p6)) RETURN count(n2) AS f2 }
CALL () { MATCH (n3:Settlement) WHERE n3.population >= $p7 AND n3.population IS NOT NULL AND n3.id IS NOT NULL WITH n3 ORDER BY n3.population, n3.id LIMIT $p8 RETURN collect([[n3.nameHu, n3.population]]) AS f3 }
CALL () { MATCH (n4:SettlementPart) WHERE n4.distanceKm > $p9 AND n4.id IS NOT NULL WITH n4 ORDER BY n4.id LIMIT $p10 RETURN collect([[n4.nameHu, n4.distanceKm]]) AS f4 }
CALL () { MATCH (n5:SettlementPart) WHERE n5.distanceKm > $p11 RETURN count(n5) AS f5 }
CALL () { MATCH (n6:Collaboration) WHERE n6.updatedAt >= datetime($p12) RETURN count(n6) AS f6 }
RETURN v0 AS version, [f0, f1, f2, f3, f4, f5, f6] AS data;

// {"p0": "2018-01-01", "p1": "2019-01-01", "p2": 20, "p3": "2019-06-30", "p4": "2019-01-01", "p5": 100000, "p6": 20, "p7": 12.5, "p8": 20, "p9": "2019-03-01T00:00:00+00:00"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Collaboration) WHERE (n0.startDate >= date($p0) AND n0.startDate < date($p1)) WITH n0 ORDER BY n0.id WITH collect(n0) AS every WITH size(every) AS total, every[..$p2] AS page UNWIND page AS n0 RETURN collect([[toString(n0.startDate)]]) AS f0, coalesce(max(total), 0) AS f1 }
CALL () { MATCH (n1:Collaboration) WHERE (n1.endDate <= date($p3) AND n1.startDate > date($p4)) RETURN count(n1) AS f2 }
CALL () { MATCH (n2:Settlement) WHERE n2.population >= $p5 AND n2.population IS NOT NULL AND n2.id IS NOT NULL WITH n2 ORDER BY n2.population, n2.id LIMIT $p6 RETURN collect([[n2.nameHu, n2.population]]) AS f3 }
CALL () { MATCH (n3:SettlementPart) WHERE n3.distanceKm > $p7 WITH n3 ORDER BY n3.id WITH collect(n3) AS every WITH size(every) AS total, every[..$p8] AS page UNWIND page AS n3 RETURN collect([[n3.nameHu, n3.distanceKm]]) AS f4, coalesce(max(total), 0) AS f5 }
CALL () { MATCH (n4:Collaboration) WHERE n4.updatedAt >= datetime($p9) RETURN count(n4) AS f6 }
RETURN v0 AS version, [f0, f1, f2, f3, f4, f5, f6] AS data;

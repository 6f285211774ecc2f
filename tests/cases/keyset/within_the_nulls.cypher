// {"p0": "2019-01-01", "p1": "collab:HU333:02", "p2": 3, "p3": "2019-01-01", "p4": "collab:HU333:02", "p5": 100}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Collaboration) WHERE n0.startDate >= date($p0) AND (n0.endDate IS NULL AND n0.id > $p1) WITH n0 ORDER BY n0.endDate, n0.id LIMIT $p2 RETURN collect([[n0.id, toString(n0.endDate)]]) AS f0 }
CALL () { MATCH (n1:Collaboration) WHERE n1.startDate >= date($p3) AND (n1.endDate IS NOT NULL OR (n1.endDate IS NULL AND n1.id < $p4)) WITH n1 ORDER BY n1.endDate DESC, n1.id DESC LIMIT $p5 + 1 RETURN collect([[n1.id, toString(n1.endDate)]]) AS f1 }
RETURN v0 AS version, [f0, f1] AS data;

// {"p0": "2019-01-01", "p1": "2019-06-19", "p2": "collab:HU311:18", "p3": 100, "p4": "2019-01-01"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Collaboration) WHERE n0.startDate >= date($p0) AND (n0.endDate > date($p1) OR n0.endDate IS NULL OR (n0.endDate = date($p1) AND n0.id > $p2)) WITH n0 ORDER BY n0.endDate, n0.id LIMIT $p3 + 1 RETURN collect([[n0.id, toString(n0.endDate)], toString(n0.endDate), n0.id]) AS f0 }
CALL () { MATCH (n1:Collaboration) WHERE n1.startDate >= date($p4) RETURN count(n1) AS f1 }
RETURN v0 AS version, [f0, f1] AS data;

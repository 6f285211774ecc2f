// {"p0": "2019-01-01", "p1": 4}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Collaboration) WHERE n0.startDate >= date($p0) WITH n0 ORDER BY n0.endDate DESC, n0.id DESC LIMIT $p1 RETURN collect([[n0.id, toString(n0.endDate)], toString(n0.endDate), n0.id]) AS f0 }
RETURN v0 AS version, [f0] AS data;

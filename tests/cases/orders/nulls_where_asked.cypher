// {"p0": 2, "p1": 2, "p2": 2}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Collaboration) WITH n0 ORDER BY n0.endDate IS NOT NULL, n0.endDate, n0.id LIMIT $p0 RETURN collect([[n0.id, toString(n0.endDate)], toString(n0.endDate), n0.id]) AS f0 }
CALL () { MATCH (n1:Collaboration) WITH n1 ORDER BY n1.endDate IS NOT NULL, n1.endDate, n1.id DESC LIMIT $p1 RETURN collect([[n1.id, toString(n1.endDate)], toString(n1.endDate), n1.id]) AS f1 }
CALL () { MATCH (n2:Collaboration) WITH n2 ORDER BY n2.endDate IS NULL, n2.endDate DESC, n2.id LIMIT $p2 RETURN collect([[n2.id, toString(n2.endDate)], toString(n2.endDate), n2.id]) AS f2 }
RETURN v0 AS version, [f0, f1, f2] AS data;

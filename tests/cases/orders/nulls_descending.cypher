// {"p0": 6, "p1": 3}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Collaboration) WITH n0 ORDER BY n0.endDate DESC, n0.id LIMIT $p0 RETURN collect([[n0.id, toString(n0.endDate)]]) AS f0 }
CALL () { MATCH (n1:Collaboration) WITH n1 ORDER BY n1.endDate, n1.id DESC LIMIT $p1 RETURN collect([[n1.id, toString(n1.endDate)]]) AS f1 }
RETURN v0 AS version, [f0, f1] AS data;

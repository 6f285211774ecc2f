// {"p0": ["activity-kind:4", "activity-kind:2"], "p1": 3}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Collaboration) WITH n0, COUNT { MATCH (n0)<-[:PRODUCED]-(n1) WHERE n1.id IN $p0 } AS k0 ORDER BY k0 DESC, n0.id LIMIT $p1 RETURN collect([[n0.id, COUNT { MATCH (n0)<-[:PRODUCED]-(n2) }]]) AS f0 }
RETURN v0 AS version, [f0] AS data;

// {"p0": 90}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Event) WITH n0, head([(n0)-[:SITED_IN]->(n1) | n1.nuts3]) AS k0 ORDER BY n0.attendance DESC, k0, n0.startDate DESC, n0.id LIMIT $p0 RETURN collect([[n0.id, n0.attendance], n0.attendance, k0, toString(n0.startDate), n0.id]) AS f0 }
RETURN v0 AS version, [f0] AS data;

// {"p0": true, "p1": 60}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Institution) WHERE (n0.socialised = $p0 AND NOT EXISTS { MATCH (n0)<-[:EMPLOYED_BY]-(n1:Professional) WHERE EXISTS { MATCH (n1)-[:ATTENDED]->(n2) } }) WITH n0, head([(n0)-[:SITED_IN]->(n3) | n3.nuts3]) AS k0 ORDER BY k0, n0.nameSort, n0.id WITH collect([n0, k0]) AS every WITH size(every) AS total, every[..$p1] AS page UNWIND page AS kept WITH total, kept[0] AS n0, kept[1] AS k0 RETURN collect([[n0.id, head([(n0)-[:SITED_IN]->(n4) | [n4.nuts3]]), COUNT { MATCH (n0)<-[:EMPLOYED_BY]-(n5:Professional) }]]) AS f0, coalesce(max(total), 0) AS f1 }
RETURN v0 AS version, [f0, f1] AS data;

// {"p0": ["HU223", "HU311", "HU322"], "p1": "joint_event", "p2": "sample_project", "p3": 50}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n1:County) WHERE n1.nuts3 IN $p0 MATCH (n0:Institution) WHERE n0.countyNuts3 = n1.nuts3 AND (EXISTS { MATCH (n0)-[:PARTICIPATES_IN]->(n2) WHERE n2.type = $p1 } AND EXISTS { MATCH (n0)-[:PARTICIPATES_IN]->(n3) WHERE n3.type = $p2 }) WITH n0 ORDER BY n0.id WITH collect(n0) AS every WITH size(every) AS total, every[..$p3] AS page UNWIND page AS n0 RETURN collect([[n0.id, head([(n0)-[:SITED_IN]->(n4) | [n4.nuts3]])]]) AS f0, coalesce(max(total), 0) AS f1 }
RETURN v0 AS version, [f0, f1] AS data;

// {"p0": ["joint_event", "inter_institution", "sample_project"], "p1": 40, "p2": ["joint_event", "inter_institution", "sample_project"]}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n1:Collaboration) WHERE n1.type IN $p0 MATCH (n1)<-[:PARTICIPATES_IN]-(n0:Institution) WITH DISTINCT n0 ORDER BY n0.id WITH collect(n0) AS every WITH size(every) AS total, every[..$p1] AS page UNWIND page AS n0 RETURN collect([[n0.id, COUNT { MATCH (n0)-[:PARTICIPATES_IN]->(n2) }]]) AS f0, coalesce(max(total), 0) AS f1 }
CALL () { MATCH (n4:Collaboration) WHERE n4.type IN $p2 MATCH (n4)<-[:PARTICIPATES_IN]-(n3:Institution) RETURN count(DISTINCT n3) AS f2 }
RETURN v0 AS version, [f0, f1, f2] AS data;

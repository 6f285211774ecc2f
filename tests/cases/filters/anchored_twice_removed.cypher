// {"p0": "inst:HU223:lib:009", "p1": 100}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n1:Community|Organisation {id: $p0}) MATCH (n1)-[:PARTICIPATES_IN]->(n2:Collaboration) WITH DISTINCT n2 MATCH (n2)<-[:PARTICIPATES_IN]-(n0:Institution) WITH DISTINCT n0 ORDER BY n0.id WITH collect(n0) AS every WITH size(every) AS total, every[..$p1] AS page UNWIND page AS n0 RETURN collect([[n0.id]]) AS f0, coalesce(max(total), 0) AS f1 }
RETURN v0 AS version, [f0, f1] AS data;

// {"p0": 3, "p1": 3, "p2": 3}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Event) WITH n0, toString(n0.startDate.year) + '-Q' + toString(n0.startDate.quarter) AS k0, head([(n0)-[:HELD_IN]->()-[:IN_COUNTY]->(n1) | n1.id]) AS k1, head([(n0)-[:SITED_IN]->(n2) | n2.nameSort]) AS k2 ORDER BY k0 DESC, k1, k2, n0.id LIMIT $p0 RETURN collect([[n0.id, toString(n0.startDate)], k0, k1, k2, n0.id]) AS f0 }
CALL () { MATCH (n3:Professional) WITH n3, head([(n3)-[r0:EMPLOYED_BY]->()-[:SITED_IN]->(n4) WHERE r0.to IS NULL | n4.id]) AS k3, head([(n3)-[r1:EMPLOYED_BY]->(n5) WHERE r1.to IS NULL | n5.sector]) AS k4 ORDER BY k3 DESC, k4, n3.id LIMIT $p1 RETURN collect([[n3.id], k3, k4, n3.id]) AS f1 }
CALL () { MATCH (n6:Institution) WITH n6, n6.createdAt.year AS k5 ORDER BY k5 DESC, n6.socialised, n6.id DESC LIMIT $p2 RETURN collect([[n6.id, n6.socialised], k5, n6.socialised, n6.id]) AS f2 }
RETURN v0 AS version, [f0, f1, f2] AS data;

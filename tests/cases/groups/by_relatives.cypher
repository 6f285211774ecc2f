// {"p0": "library", "p1": 3, "p2": "library", "p3": 4, "p4": "library", "p5": 3, "p6": "library", "p7": 5, "p8": 2}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Institution) WHERE n0.sector = $p0 WITH n0, head([(n0)-[:SITED_IN]->(n1) | n1]) AS g0 WITH g0, count(n0) AS a0 ORDER BY g0.id LIMIT $p1 RETURN collect([g0.id, g0.nameHu, g0.nameEn, a0]) AS f0 }
CALL () { MATCH (n2:Institution) WHERE n2.sector = $p2 WITH n2, head([(n2)-[:IN_SETTLEMENT]->(n3) | [n3.nameHu, n3.nameSort]]) AS g1 WITH g1, count(n2) AS a1 ORDER BY g1[1], g1[0] WITH collect([g1[0], a1]) AS every, sum(a1) AS counted RETURN every[..$p3] AS f1, size(every) AS f2, coalesce(counted, 0) AS f3 }
CALL () { MATCH (n4:Institution) WHERE n4.sector = $p4 WITH n4, head([(n4)<-[:MAINTAINS]-(n5) | [n5.nameHu, n5.nameSort]]) AS g2 WITH g2, count(n4) AS a2 ORDER BY g2[1] DESC, g2[0] DESC LIMIT $p5 RETURN collect([g2[0], a2]) AS f4 }
CALL () { MATCH (n6:Institution) WHERE n6.sector = $p6 WITH n6, head([(n6)-[:IN_SETTLEMENT]->(n7) | n7.legalStatus]) AS g3, head([(n6)-[:SITED_IN]->()-[:IN_REGION]->(n8) | n8]) AS g4 WITH g3, g4, count(n6) AS a3 ORDER BY g3, g4.id LIMIT $p7 RETURN collect([g3, g4.id, g4.nameHu, g4.nameEn, a3]) AS f5 }
CALL () { MATCH (n9:Professional) WITH n9, head([(n9)-[r0:EMPLOYED_BY]->(n10) WHERE r0.to IS NULL | n10]) AS g5 WITH g5, count(n9) AS a4 ORDER BY g5.id DESC LIMIT $p8 RETURN collect([g5.id, g5.nameHu, g5.nameEn, a4]) AS f6 }
RETURN v0 AS version, [f0, f1, f2, f4, f5, f6] AS data;

// {"p0": "library", "p1": 3, "p2": "library", "p3": 4, "p4": "library", "p5": "library", "p6": 3, "p7": "library", "p8": 5, "p9": 2}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Institution) WHERE n0.sector = $p0 WITH n0, head([(n0)-[:SITED_IN]->(n1) | n1]) AS g0 WITH g0, count(n0) AS a0 ORDER BY g0.id LIMIT $p1 RETURN collect([g0.id, g0.nameHu, g0.nameEn, a0]) AS f0 }
CALL () { MATCH (n2:Institution) WHERE n2.sector = $p2 WITH n2, head([(n2)-[:LOCATED_IN]->()-[:PART_OF*0..1]->(n3:Settlement) | [n3.nameHu, n3.nameSort]]) AS g1 WITH g1, count(n2) AS a1 ORDER BY g1[1], g1[0] LIMIT $p3 RETURN collect([g1[0], a1]) AS f1 }
CALL () { MATCH (n4:Institution) WHERE n4.sector = $p4 WITH n4, head([(n4)-[:LOCATED_IN]->()-[:PART_OF*0..1]->(n5:Settlement) | [n5.nameHu, n5.nameSort]]) AS g2 WITH g2, count(n4) AS a2 RETURN count(*) AS f2 }
CALL () { MATCH (n6:Institution) WHERE n6.sector = $p5 WITH n6, head([(n6)<-[:MAINTAINS]-(n7) | [n7.nameHu, n7.nameSort]]) AS g3 WITH g3, count(n6) AS a3 ORDER BY g3[1] DESC, g3[0] DESC LIMIT $p6 RETURN collect([g3[0], a3]) AS f3 }
CALL () { MATCH (n8:Institution) WHERE n8.sector = $p7 WITH n8, head([(n8)-[:LOCATED_IN]->()-[:PART_OF*0..1]->(n9:Settlement) | n9.legalStatus]) AS g4, head([(n8)-[:SITED_IN]->()-[:IN_REGION]->(n10) | n10]) AS g5 WITH g4, g5, count(n8) AS a4 ORDER BY g4, g5.id LIMIT $p8 RETURN collect([g4, g5.id, g5.nameHu, g5.nameEn, a4]) AS f4 }
CALL () { MATCH (n11:Professional) WITH n11, head([(n11)-[r0:EMPLOYED_BY]->(n12) WHERE r0.to IS NULL | n12]) AS g6 WITH g6, count(n11) AS a5 ORDER BY g6.id DESC LIMIT $p9 RETURN collect([g6.id, g6.nameHu, g6.nameEn, a5]) AS f5 }
RETURN v0 AS version, [f0, f1, f2, f3, f4, f5] AS data;

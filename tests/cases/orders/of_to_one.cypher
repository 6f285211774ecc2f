// {"p0": 12, "p1": 12, "p2": 5, "p3": 3, "p4": 6, "p5": 100, "p6": 6}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Institution) WITH n0, head([(n0)-[:IN_SETTLEMENT]->(n1) | n1.nameSort]) AS k0 ORDER BY k0, n0.nameSort, n0.id LIMIT $p0 RETURN collect([[n0.id, head([(n0)-[:IN_SETTLEMENT]->(n2) | [n2.nameHu]])]]) AS f0 }
CALL () { MATCH (n3:Institution) WITH n3, head([(n3)-[:SITED_IN]->(n4) | n4.population]) AS k1 ORDER BY k1 DESC, n3.id LIMIT $p1 RETURN collect([[n3.id, head([(n3)-[:SITED_IN]->(n5) | [n5.population]])]]) AS f1 }
CALL () { MATCH (n6:Settlement) WITH n6, head([(n6)-[:IN_DISTRICT]->(n7) | n7.nameSort]) AS k2 ORDER BY k2 DESC, n6.id LIMIT $p2 RETURN collect([[n6.nameHu, head([(n6)-[:IN_DISTRICT]->(n8) | [n8.nameHu, n8.nameEn]])]]) AS f2 }
CALL () { MATCH (n9:Settlement) WITH n9, head([(n9)-[:IN_DISTRICT]->(n10) | n10.nameSort]) AS k3 ORDER BY k3 DESC, n9.id DESC LIMIT $p3 RETURN collect([[n9.nameHu, head([(n9)-[:IN_DISTRICT]->(n11) | [n11.nameHu, n11.nameEn]])]]) AS f3 }
CALL () { MATCH (n12:Community) WITH n12, head([(n12)-[:BASED_IN]->(n13) | n13.population]) AS k4 ORDER BY k4, n12.id LIMIT $p4 RETURN collect([[n12.id, head([(n12)-[:BASED_IN]->(n14) | [n14.id, n14.population]])]]) AS f4 }
CALL () { MATCH (n15:County) WITH n15, head([(n15)<-[:COVERS]-(n16) | n16.nameSort]) AS k5 ORDER BY k5, n15.id LIMIT $p5 RETURN collect([[n15.nuts3, head([(n15)<-[:COVERS]-(n17) | [n17.nameHu, n17.nameEn]])]]) AS f5 }
CALL () { MATCH (n18:Event) WITH n18, head([(n18)-[:PART_OF_SERIES]->(n19) | n19.nameSort]) AS k6 ORDER BY k6, n18.startDate DESC, n18.id LIMIT $p6 RETURN collect([[n18.id, toString(n18.startDate), head([(n18)-[:PART_OF_SERIES]->(n20) | [n20.id]])]]) AS f6 }
RETURN v0 AS version, [f0, f1, f2, f3, f4, f5, f6] AS data;

// {"p0": "comm:HU223:001", "p1": "comm:HU223:005", "p2": "part:02097-01"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Community {id: $p0}) RETURN head(collect([head([(n0)-[:BASED_IN]->(n1) | [n1.id, n1.nameHu]]), head([(n0)-[:IN_SETTLEMENT]->(n2) | [n2.id, n2.nameHu]]), head([(n0)-[:SITED_IN]->(n3) | [n3.nuts3]])])) AS f0 }
CALL () { MATCH (n4:Community {id: $p1}) RETURN head(collect([head([(n4)-[:BASED_IN]->(n5) | [n5.id, n5.nameHu]]), head([(n4)-[:IN_SETTLEMENT]->(n6) | [n6.id, n6.nameHu]]), head([(n4)-[:SITED_IN]->(n7) | [n7.nuts3]])])) AS f1 }
CALL () { MATCH (n8:SettlementPart {id: $p2}) RETURN head(collect([n8.partId, n8.distanceKm, head([(n8)-[:PART_OF]->(n9) | [n9.nameHu, COUNT { MATCH (n9)<-[:PART_OF]-(n10) }]]), head([(n8)-[:SITED_IN]->(n11) | [n11.nuts3]])])) AS f2 }
RETURN v0 AS version, [f0, f1, f2] AS data;

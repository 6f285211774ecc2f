// {"p0": ["part:02097-01", "part:32522-03"], "p1": 20, "p2": "HU223", "p3": "a"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n1:Settlement|SettlementPart) WHERE n1.id IN $p0 MATCH (n1)<-[:BASED_IN]-(n0:Community) WITH n0 ORDER BY n0.id WITH collect(n0) AS every WITH size(every) AS total, every[..$p1] AS page UNWIND page AS n0 RETURN collect([[n0.id, head([(n0)-[:BASED_IN]->(n2) | [n2.id, n2.nameHu]]), head([(n0)-[:IN_SETTLEMENT]->(n3) | [n3.id, n3.nameHu]]), head([(n0)-[:SITED_IN]->(n4) | [n4.nuts3]])]]) AS f0, coalesce(max(total), 0) AS f1 }
CALL () { MATCH (n5:County {nuts3: $p2}) RETURN head(collect([COUNT { MATCH (n6:Community) WHERE n6.countyNuts3 = n5.nuts3 AND n6.nameFolded CONTAINS $p3 }])) AS f2 }
RETURN v0 AS version, [f0, f1, f2] AS data;

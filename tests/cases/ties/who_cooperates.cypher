// {"p0": "HU223", "p1": 50, "p2": 5, "p3": 20, "p4": 20}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:County {nuts3: $p0})
  CALL (n0) { MATCH (n1:Institution) WHERE n1.countyNuts3 = n0.nuts3 WITH DISTINCT n1 MATCH (n1)-[r0:COOPERATES_WITH]-(:Institution) WITH DISTINCT r0, startNode(r0) AS r0a, endNode(r0) AS r0b WITH r0, r0a, r0b ORDER BY r0.weight DESC, r0a.id, r0b.id WITH collect([r0, r0a, r0b]) AS every WITH size(every) AS total, every[..$p1 + 1] AS page UNWIND page AS kept WITH total, kept[0] AS r0, kept[1] AS r0a, kept[2] AS r0b
    CALL (r0a, r0b) { MATCH (r0a)-[:PARTICIPATES_IN]->(n6:Collaboration) MATCH (n6)<-[:PARTICIPATES_IN]-(r0b) WITH DISTINCT n6 ORDER BY n6.id WITH collect(n6) AS every WITH size(every) AS total, every[..$p2] AS page UNWIND page AS n6
      CALL (n6) { MATCH (n6)-[:FROM_SOURCE]->(n7) WITH n7 ORDER BY n7.id LIMIT $p3 RETURN collect([[n7.title, n7.url]]) AS f0 }
      WITH * ORDER BY n6.id RETURN collect([[n6.id, n6.nameHu, n6.nameEn, n6.type, toString(n6.startDate), toString(n6.endDate), n6.agreementSigned, f0]]) AS f1, coalesce(max(total), 0) AS f2 }
    WITH * ORDER BY r0.weight DESC, r0a.id, r0b.id RETURN collect([[[[r0a.id, r0a.nameHu, r0a.nameEn, r0a.sector, head([(r0a)-[:IN_SETTLEMENT]->(n2) | [n2.nameHu]]), head([(r0a)-[:SITED_IN]->(n3) | [n3.nuts3]])], [r0b.id, r0b.nameHu, r0b.nameEn, r0b.sector, head([(r0b)-[:IN_SETTLEMENT]->(n4) | [n4.nameHu]]), head([(r0b)-[:SITED_IN]->(n5) | [n5.nuts3]])]], r0.weight, toString(r0.since), r0.crossSector, r0.crossCounty, r0.types, f1, f2], r0.weight, r0a.id, r0b.id]) AS f3, coalesce(max(total), 0) AS f4 }
  CALL (n0) { MATCH (n8:Institution) WHERE n8.countyNuts3 = n0.nuts3 AND NOT EXISTS { MATCH (n8)-[:COOPERATES_WITH]-(n9) } AND n8.id IS NOT NULL WITH n8, n8.countyNuts3 AS k0, n8.id AS k1 ORDER BY k0, k1 WITH collect(n8) AS every WITH size(every) AS total, every[..$p4] AS page UNWIND page AS n8 RETURN collect([[n8.id, n8.nameHu, n8.nameEn]]) AS f5, coalesce(max(total), 0) AS f6 }
  RETURN head(collect([n0.nameHu, n0.nameEn, f3, f4, f5, f6])) AS f7 }
RETURN v0 AS version, [f7] AS data;

// {"p0": "HU223", "p1": 3, "p2": 3, "p3": "3", "p4": 20, "p5": "HU223", "p6": 20}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n1:County {nuts3: $p0}) MATCH (n1)<-[:IN_COUNTY|SITED_IN]-(x0) MATCH (x0)<-[:OF]-(n0:Measurement) WITH n0 ORDER BY n0.id WITH collect(n0) AS every WITH size(every) AS total, every[..$p1] AS page UNWIND page AS n0 RETURN collect([[n0.id, head([(n0)-[:OF]->(n2) | [n2.id]]), head([(n0)-[:OF]->()-[:IN_SETTLEMENT|PART_OF*0..1]->(n3:Settlement) | [n3.nameHu]]), head([(n0)-[:OF]->()-[:IN_SETTLEMENT|PART_OF*0..1]->()-[:IN_DISTRICT]->(n4) | [n4.nameHu, n4.nameEn]]), head([(n0)-[:OF]->()-[:IN_COUNTY|SITED_IN]->(n5) | [n5.nuts3]])]]) AS f0, coalesce(max(total), 0) AS f1 }
CALL () { MATCH (n7:MonitoringWave {no: $p2}) MATCH (n7)-[:INCLUDES]->(n6:Measurement) WHERE EXISTS { MATCH (n6)-[:OF]->()-[:IN_SETTLEMENT|PART_OF*0..1]->()-[:IN_DISTRICT]->(n8) WHERE n8.disadvantage = $p3 }
  RETURN count(n6) AS f2 }
CALL () { MATCH (n9:Programme) WHERE n9.id IS NOT NULL WITH n9 ORDER BY n9.id LIMIT $p4
  CALL (n9) { MATCH (n9)-[:REACHED]->(n10) WHERE EXISTS { MATCH (n10)-[:IN_COUNTY|SITED_IN]->(n11) WHERE n11.nuts3 = $p5 }
    WITH n10 ORDER BY n10.id WITH collect(n10) AS every WITH size(every) AS total, every[..$p6] AS page UNWIND page AS n10 RETURN collect([[n10.id, n10.nameHu, head([(n10)-[:IN_COUNTY|SITED_IN]->(n12) | [n12.nuts3]])]]) AS f3, coalesce(max(total), 0) AS f4 }
  WITH * ORDER BY n9.id RETURN collect([[f3, f4]]) AS f5 }
RETURN v0 AS version, [f0, f1, f2, f5] AS data;

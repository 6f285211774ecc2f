// {"p0": "HU223", "p1": 3, "p2": "HU223", "p3": 3, "p4": "3", "p5": 20, "p6": "HU223", "p7": 20, "p8": "HU223"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n1:County {nuts3: $p0}) MATCH (n1)<-[:IN_COUNTY]-(x0) MATCH (x0)<-[:PART_OF*0..1]-(x1) MATCH (x1)<-[:LOCATED_IN|BASED_IN*0..1]-(x2) MATCH (x2)<-[:OF]-(n0:Measurement) WITH n0 ORDER BY n0.id LIMIT $p1 RETURN collect([[n0.id, head([(n0)-[:OF]->(n2) | [n2.id]]), head([(n0)-[:OF]->()-[:LOCATED_IN|BASED_IN*0..1]->()-[:PART_OF*0..1]->(n3:Settlement) | [n3.nameHu]]), head([(n0)-[:OF]->()-[:LOCATED_IN|BASED_IN*0..1]->()-[:PART_OF*0..1]->()-[:IN_DISTRICT]->(n4) | [n4.nameHu, n4.nameEn]]), head([(n0)-[:OF]->()-[:LOCATED_IN|BASED_IN*0..1]->()-[:PART_OF*0..1]->()-[:IN_COUNTY]->(n5) | [n5.nuts3]])]]) AS f0 }
CALL () { MATCH (n7:County {nuts3: $p2}) MATCH (n7)<-[:IN_COUNTY]-(x3) MATCH (x3)<-[:PART_OF*0..1]-(x4) MATCH (x4)<-[:LOCATED_IN|BASED_IN*0..1]-(x5) MATCH (x5)<-[:OF]-(n6:Measurement) RETURN count(n6) AS f1 }
CALL () { MATCH (n9:MonitoringWave {no: $p3}) MATCH (n9)-[:INCLUDES]->(n8:Measurement) WHERE EXISTS { MATCH (n8)-[:OF]->()-[:LOCATED_IN|BASED_IN*0..1]->()-[:PART_OF*0..1]->()-[:IN_DISTRICT]->(n10) WHERE n10.disadvantage = $p4 }
  RETURN count(n8) AS f2 }
CALL () { MATCH (n11:Programme) WHERE n11.id IS NOT NULL WITH n11 ORDER BY n11.id LIMIT $p5
  CALL (n11) { MATCH (n11)-[:REACHED]->(n12) WHERE EXISTS { MATCH (n12)-[:PART_OF*0..1]->()-[:IN_COUNTY]->(n13) WHERE n13.nuts3 = $p6 }
    WITH n12 ORDER BY n12.id LIMIT $p7 RETURN collect([[n12.id, n12.nameHu, head([(n12)-[:PART_OF*0..1]->()-[:IN_COUNTY]->(n14) | [n14.nuts3]])]]) AS f3 }
  WITH * ORDER BY n11.id RETURN collect([[f3, COUNT { MATCH (n11)-[:REACHED]->(n15) WHERE EXISTS { MATCH (n15)-[:PART_OF*0..1]->()-[:IN_COUNTY]->(n16) WHERE n16.nuts3 = $p8 } }]]) AS f4 }
RETURN v0 AS version, [f0, f1, f2, f4] AS data;

// {"p0": "varos", "p1": "library", "p2": "community_culture", "p3": "HU223", "p4": 3, "p5": 2, "p6": "HU223", "p7": "HU223", "p8": "inst:HU223:lib:001", "p9": 20, "p10": "inst:HU223:lib:001"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n1:Settlement) WHERE n1.legalStatus = $p0 MATCH (n1)<-[:PART_OF*0..1]-(x0) MATCH (x0)<-[:LOCATED_IN]-(n0:Institution) WHERE (n0.sector = $p1 AND EXISTS { MATCH (n0)-[:LOCATED_IN]->()-[:PART_OF*0..1]->()<-[:PART_OF*0..1]-()<-[:LOCATED_IN]-(n2:Institution) WHERE n0.sector <> n2.sector AND NOT EXISTS { MATCH (n0)-[:COOPERATES_WITH]-(n2) } AND n2.sector = $p2 }) RETURN count(n0) AS f0 }
CALL () { MATCH (n4:County {nuts3: $p3}) MATCH (n4)<-[:IN_COUNTY]-(x1) MATCH (x1)<-[:PART_OF*0..1]-(x2) MATCH (x2)<-[:LOCATED_IN]-(n3:Institution) WHERE EXISTS { MATCH (n3)-[:LOCATED_IN]->()-[:PART_OF*0..1]->()<-[:PART_OF*0..1]-()<-[:LOCATED_IN]-(n5:Institution) WHERE n3.sector <> n5.sector AND NOT EXISTS { MATCH (n3)-[:COOPERATES_WITH]-(n5) } }
  WITH n3 ORDER BY n3.id LIMIT $p4
  CALL (n3) { MATCH (n3)-[:LOCATED_IN]->()-[:PART_OF*0..1]->()<-[:PART_OF*0..1]-()<-[:LOCATED_IN]-(n6:Institution) WHERE n3.sector <> n6.sector AND NOT EXISTS { MATCH (n3)-[:COOPERATES_WITH]-(n6) }
    WITH DISTINCT n6 ORDER BY n6.sector, n6.id LIMIT $p5 RETURN collect([[n6.id, n6.sector, head([(n6)-[:LOCATED_IN]->()-[:PART_OF*0..1]->(n7:Settlement) | [n7.nameHu]])]]) AS f1 }
  WITH * ORDER BY n3.id RETURN collect([[n3.id, n3.sector, f1, COUNT { MATCH (n3)-[:LOCATED_IN]->()-[:PART_OF*0..1]->()<-[:PART_OF*0..1]-()<-[:LOCATED_IN]-(n8:Institution) WHERE n3.sector <> n8.sector AND NOT EXISTS { MATCH (n3)-[:COOPERATES_WITH]-(n8) }
    RETURN DISTINCT n8 }]]) AS f2 }
CALL () { MATCH (n10:County {nuts3: $p6}) MATCH (n10)<-[:IN_COUNTY]-(x3) MATCH (x3)<-[:PART_OF*0..1]-(x4) MATCH (x4)<-[:LOCATED_IN]-(n9:Institution) WHERE EXISTS { MATCH (n9)-[:LOCATED_IN]->()-[:PART_OF*0..1]->()<-[:PART_OF*0..1]-()<-[:LOCATED_IN]-(n11:Institution) WHERE n9.sector <> n11.sector AND NOT EXISTS { MATCH (n9)-[:COOPERATES_WITH]-(n11) } }
  RETURN count(n9) AS f3 }
CALL () { MATCH (n13:County {nuts3: $p7}) MATCH (n13)<-[:IN_COUNTY]-(x5) MATCH (x5)<-[:PART_OF*0..1]-(x6) MATCH (x6)<-[:LOCATED_IN]-(n12:Institution) WHERE NOT EXISTS { MATCH (n12)-[:LOCATED_IN]->()-[:PART_OF*0..1]->()<-[:PART_OF*0..1]-()<-[:LOCATED_IN]-(n14:Institution) WHERE n12.sector <> n14.sector AND NOT EXISTS { MATCH (n12)-[:COOPERATES_WITH]-(n14) } }
  RETURN count(n12) AS f4 }
CALL () { MATCH (n16:Institution {id: $p8}) MATCH (n16)-[:LOCATED_IN]->(x7) MATCH (x7)-[:PART_OF*0..1]->(x8) MATCH (x8)<-[:PART_OF*0..1]-(x9) MATCH (x9)<-[:LOCATED_IN]-(n15:Institution) WHERE n15.sector <> n16.sector AND NOT EXISTS { MATCH (n15)-[:COOPERATES_WITH]-(n16) }
  WITH DISTINCT n15 ORDER BY n15.id LIMIT $p9 RETURN collect([[n15.id]]) AS f5 }
CALL () { MATCH (n18:Institution {id: $p10}) MATCH (n18)-[:LOCATED_IN]->(x10) MATCH (x10)-[:PART_OF*0..1]->(x11) MATCH (x11)<-[:PART_OF*0..1]-(x12) MATCH (x12)<-[:LOCATED_IN]-(n17:Institution) WHERE n17.sector <> n18.sector AND NOT EXISTS { MATCH (n17)-[:COOPERATES_WITH]-(n18) }
  RETURN count(DISTINCT n17) AS f6 }
RETURN v0 AS version, [f0, f2, f3, f4, f5, f6] AS data;

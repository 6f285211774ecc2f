// {"p0": "varos", "p1": "library", "p2": "community_culture", "p3": "HU223", "p4": 3, "p5": 2, "p6": "HU223", "p7": "inst:HU223:lib:001", "p8": 20}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n1:Settlement) WHERE n1.legalStatus = $p0 MATCH (n1)<-[:IN_SETTLEMENT]-(n0:Institution) WHERE (n0.sector = $p1 AND EXISTS { MATCH (n0)-[:IN_SETTLEMENT]->()<-[:IN_SETTLEMENT]-(n2:Institution) WHERE n0.sector <> n2.sector AND NOT EXISTS { MATCH (n0)-[:COOPERATES_WITH]-(n2) } AND n2.sector = $p2 }) RETURN count(n0) AS f0 }
CALL () { MATCH (n4:County {nuts3: $p3}) MATCH (n4)<-[:SITED_IN]-(n3:Institution) WHERE EXISTS { MATCH (n3)-[:IN_SETTLEMENT]->()<-[:IN_SETTLEMENT]-(n5:Institution) WHERE n3.sector <> n5.sector AND NOT EXISTS { MATCH (n3)-[:COOPERATES_WITH]-(n5) } }
  WITH n3 ORDER BY n3.id WITH collect(n3) AS every WITH size(every) AS total, every[..$p4] AS page UNWIND page AS n3
  CALL (n3) { MATCH (n3)-[:IN_SETTLEMENT]->()<-[:IN_SETTLEMENT]-(n6:Institution) WHERE n3.sector <> n6.sector AND NOT EXISTS { MATCH (n3)-[:COOPERATES_WITH]-(n6) }
    WITH DISTINCT n6 ORDER BY n6.sector, n6.id WITH collect(n6) AS every WITH size(every) AS total, every[..$p5] AS page UNWIND page AS n6 RETURN collect([[n6.id, n6.sector, head([(n6)-[:IN_SETTLEMENT]->(n7) | [n7.nameHu]])]]) AS f1, coalesce(max(total), 0) AS f2 }
  WITH * ORDER BY n3.id RETURN collect([[n3.id, n3.sector, f1, f2]]) AS f3, coalesce(max(total), 0) AS f4 }
CALL () { MATCH (n9:County {nuts3: $p6}) MATCH (n9)<-[:SITED_IN]-(n8:Institution) WHERE NOT EXISTS { MATCH (n8)-[:IN_SETTLEMENT]->()<-[:IN_SETTLEMENT]-(n10:Institution) WHERE n8.sector <> n10.sector AND NOT EXISTS { MATCH (n8)-[:COOPERATES_WITH]-(n10) } }
  RETURN count(n8) AS f5 }
CALL () { MATCH (n12:Institution {id: $p7}) MATCH (n12)-[:IN_SETTLEMENT]->(x0) MATCH (x0)<-[:IN_SETTLEMENT]-(n11:Institution) WHERE n11.sector <> n12.sector AND NOT EXISTS { MATCH (n11)-[:COOPERATES_WITH]-(n12) }
  WITH DISTINCT n11 ORDER BY n11.id WITH collect(n11) AS every WITH size(every) AS total, every[..$p8] AS page UNWIND page AS n11 RETURN collect([[n11.id]]) AS f6, coalesce(max(total), 0) AS f7 }
RETURN v0 AS version, [f0, f3, f4, f5, f6, f7] AS data;

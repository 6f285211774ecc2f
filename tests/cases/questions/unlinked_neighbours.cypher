// {"p0": "varos", "p1": "library", "p2": "community_culture", "p3": "HU223", "p4": 3, "p5": 2, "p6": "HU223", "p7": "inst:HU223:lib:001", "p8": 20}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n1:Settlement) WHERE n1.legalStatus = $p0 MATCH (n1)<-[:IN_SETTLEMENT]-(n0:Institution) WHERE (n0.sector = $p1 AND EXISTS { MATCH (n0)-[:IN_SETTLEMENT]->()<-[:IN_SETTLEMENT]-(n2:Institution) WHERE n0.sector <> n2.sector AND NOT EXISTS { MATCH (n0)-[:COOPERATES_WITH]-(n2) } AND n2.sector = $p2 }) RETURN count(n0) AS f0 }
CALL () { MATCH (n3:Institution {countyNuts3: $p3}) WHERE EXISTS { MATCH (n3)-[:IN_SETTLEMENT]->()<-[:IN_SETTLEMENT]-(n4:Institution) WHERE n3.sector <> n4.sector AND NOT EXISTS { MATCH (n3)-[:COOPERATES_WITH]-(n4) } } AND n3.id IS NOT NULL WITH n3, n3.countyNuts3 AS k0, n3.id AS k1 ORDER BY k0, k1 WITH collect(n3) AS every WITH size(every) AS total, every[..$p4] AS page UNWIND page AS n3
  CALL (n3) { MATCH (n3)-[:IN_SETTLEMENT]->()<-[:IN_SETTLEMENT]-(n5:Institution) WHERE n3.sector <> n5.sector AND NOT EXISTS { MATCH (n3)-[:COOPERATES_WITH]-(n5) }
    WITH DISTINCT n5 ORDER BY n5.sector, n5.id WITH collect(n5) AS every WITH size(every) AS total, every[..$p5] AS page UNWIND page AS n5 RETURN collect([[n5.id, n5.sector, head([(n5)-[:IN_SETTLEMENT]->(n6) | [n6.nameHu]])]]) AS f1, coalesce(max(total), 0) AS f2 }
  WITH * ORDER BY n3.id RETURN collect([[n3.id, n3.sector, f1, f2]]) AS f3, coalesce(max(total), 0) AS f4 }
CALL () { MATCH (n7:Institution {countyNuts3: $p6}) WHERE NOT EXISTS { MATCH (n7)-[:IN_SETTLEMENT]->()<-[:IN_SETTLEMENT]-(n8:Institution) WHERE n7.sector <> n8.sector AND NOT EXISTS { MATCH (n7)-[:COOPERATES_WITH]-(n8) } }
  RETURN count(n7) AS f5 }
CALL () { MATCH (n10:Institution {id: $p7}) MATCH (n10)-[:IN_SETTLEMENT]->(x0) MATCH (x0)<-[:IN_SETTLEMENT]-(n9:Institution) WHERE n9.sector <> n10.sector AND NOT EXISTS { MATCH (n9)-[:COOPERATES_WITH]-(n10) }
  WITH DISTINCT n9 ORDER BY n9.id WITH collect(n9) AS every WITH size(every) AS total, every[..$p8] AS page UNWIND page AS n9 RETURN collect([[n9.id]]) AS f6, coalesce(max(total), 0) AS f7 }
RETURN v0 AS version, [f0, f3, f4, f5, f6, f7] AS data;

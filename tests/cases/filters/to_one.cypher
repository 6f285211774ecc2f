// {"p0": "Zalaegerszeg", "p1": 20, "p2": "Zalaegerszeg", "p3": "9", "p4": "HU223", "p5": "HU22", "p6": "week_of_communities", "p7": "library", "p8": "HU223"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Institution) WHERE EXISTS { MATCH (n0)-[:LOCATED_IN]->()-[:PART_OF*0..1]->(n1:Settlement) WHERE n1.nameHu = $p0 } AND n0.id IS NOT NULL WITH n0 ORDER BY n0.id LIMIT $p1 RETURN collect([[n0.id]]) AS f0 }
CALL () { MATCH (n2:Institution) WHERE EXISTS { MATCH (n2)-[:LOCATED_IN]->()-[:PART_OF*0..1]->(n3:Settlement) WHERE n3.nameHu = $p2 }
  RETURN count(n2) AS f1 }
CALL () { MATCH (n4:Institution) WHERE EXISTS { MATCH (n4)-[:LOCATED_IN]->()-[:PART_OF*0..1]->()-[:IN_DISTRICT]->(n5) WHERE n5.disadvantage <> $p3 }
  RETURN count(n4) AS f2 }
CALL () { MATCH (n7:County {nuts3: $p4}) MATCH (n7)<-[:SITED_IN]-(n6:Community) RETURN count(n6) AS f3 }
CALL () { MATCH (n9:Region {nuts2: $p5}) MATCH (n9)<-[:IN_REGION]-(n10:County) MATCH (n10)<-[:IN_COUNTY]-(n8:Settlement) RETURN count(n8) AS f4 }
CALL () { MATCH (n12:Event) WHERE n12.type = $p6 MATCH (n12)<-[:PART_OF_SERIES]-(n11:Event) RETURN count(n11) AS f5 }
CALL () { MATCH (n13:Event) WHERE NOT EXISTS { MATCH (n13)-[:PART_OF_SERIES]->(n14) }
  RETURN count(n13) AS f6 }
CALL () { MATCH (n16:Institution) WHERE n16.sector = $p7 MATCH (n16)<-[r0:EMPLOYED_BY]-(n15:Professional) WHERE r0.to IS NULL RETURN count(DISTINCT n15) AS f7 }
CALL () { MATCH (n18:County {nuts3: $p8}) MATCH (n18)<-[:SITED_IN]-(x0) MATCH (x0)<-[r1:EMPLOYED_BY]-(n17:Professional) WHERE r1.to IS NULL RETURN count(n17) AS f8 }
RETURN v0 AS version, [f0, f1, f2, f3, f4, f5, f6, f7, f8] AS data;

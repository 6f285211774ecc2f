// {"p0": "Zalaegerszeg", "p1": 20, "p2": "9", "p3": "HU223", "p4": "HU22", "p5": "week_of_communities", "p6": "library", "p7": "HU223"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Institution) WHERE EXISTS { MATCH (n0)-[:IN_SETTLEMENT]->(n1) WHERE n1.nameHu = $p0 }
  WITH n0 ORDER BY n0.id WITH collect(n0) AS every WITH size(every) AS total, every[..$p1] AS page UNWIND page AS n0 RETURN collect([[n0.id]]) AS f0, coalesce(max(total), 0) AS f1 }
CALL () { MATCH (n2:Institution) WHERE EXISTS { MATCH (n2)-[:IN_SETTLEMENT]->()-[:IN_DISTRICT]->(n3) WHERE n3.disadvantage <> $p2 }
  RETURN count(n2) AS f2 }
CALL () { MATCH (n4:Community {countyNuts3: $p3}) RETURN count(n4) AS f3 }
CALL () { MATCH (n6:Region {nuts2: $p4}) MATCH (n6)<-[:IN_REGION]-(n7:County) MATCH (n7)<-[:IN_COUNTY]-(n5:Settlement) RETURN count(n5) AS f4 }
CALL () { MATCH (n9:Event) WHERE n9.type = $p5 MATCH (n9)<-[:PART_OF_SERIES]-(n8:Event) RETURN count(n8) AS f5 }
CALL () { MATCH (n10:Event) WHERE NOT EXISTS { MATCH (n10)-[:PART_OF_SERIES]->(n11) }
  RETURN count(n10) AS f6 }
CALL () { MATCH (n13:Institution) WHERE n13.sector = $p6 MATCH (n13)<-[r0:EMPLOYED_BY]-(n12:Professional) WHERE r0.to IS NULL RETURN count(DISTINCT n12) AS f7 }
CALL () { MATCH (n15:County {nuts3: $p7}) MATCH (n15)<-[:SITED_IN]-(x0) MATCH (x0)<-[r1:EMPLOYED_BY]-(n14:Professional) WHERE r1.to IS NULL RETURN count(n14) AS f8 }
RETURN v0 AS version, [f0, f1, f2, f3, f4, f5, f6, f7, f8] AS data;

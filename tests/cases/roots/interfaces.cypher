// {"p0": "HU223", "p1": 3, "p2": "HU223", "p3": ["county:HU223", "settlement:20473"], "p4": 20, "p5": "HU223", "p6": 2, "p7": "HU223", "p8": 2, "p9": "collab:HU223:13", "p10": 20, "p11": 2, "p12": "2019-09-01T00:00:00+00:00", "p13": 3, "p14": "2019-09-01T00:00:00+00:00"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n1:County {nuts3: $p0}) MATCH (n1)<-[:IN_COUNTY]-(x0) MATCH (x0)<-[:PART_OF*0..1]-(x1) MATCH (x1)<-[:LOCATED_IN]-(n0:Organisation) WITH n0 ORDER BY n0.nameSort, n0.id LIMIT $p1 RETURN collect([[n0.id, n0.nameHu, n0.nameEn, n0.sector]]) AS f0 }
CALL () { MATCH (n3:County {nuts3: $p2}) MATCH (n3)<-[:IN_COUNTY]-(x2) MATCH (x2)<-[:PART_OF*0..1]-(x3) MATCH (x3)<-[:LOCATED_IN]-(n2:Organisation) RETURN count(n2) AS f1 }
CALL () { MATCH (n4:Place) WHERE n4.id IN $p3 WITH n4 ORDER BY n4.id LIMIT $p4 RETURN collect([[n4.id]]) AS f2 }
CALL () { MATCH (n6:County {nuts3: $p5}) MATCH (n6)<-[:IN_COUNTY]-(x4) MATCH (x4)<-[:PART_OF*0..1]-(n5:Settlement|SettlementPart) WITH n5 ORDER BY n5.population IS NULL, n5.population DESC, n5.id LIMIT $p6 RETURN collect([[n5.id, n5.nameHu]]) AS f3 }
CALL () { MATCH (n8:County {nuts3: $p7}) MATCH (n8)<-[:IN_COUNTY]-(x5) MATCH (x5)<-[:PART_OF*0..1]-(n7:Settlement|SettlementPart) RETURN count(n7) AS f4 }
CALL () { MATCH (n9:Person) WHERE n9.id IS NOT NULL WITH n9 ORDER BY n9.id LIMIT $p8 RETURN collect([[n9.id, COUNT { MATCH (n9)-[:ATTENDED]->(n10) }]]) AS f5 }
CALL () { MATCH (n11:Person) RETURN count(n11) AS f6 }
CALL () { MATCH (n13:Collaboration {id: $p9}) MATCH (n13)<-[:PARTICIPATES_IN]-(n12:Community|Organisation) WITH DISTINCT n12 ORDER BY n12.id LIMIT $p10 RETURN collect([[n12.id]]) AS f7 }
CALL () { MATCH (n14:Undertaking) WHERE n14.nameSort IS NOT NULL AND n14.id IS NOT NULL WITH n14 ORDER BY n14.nameSort, n14.id DESC LIMIT $p11 RETURN collect([[n14.id, n14.nameHu, n14.nameEn]]) AS f8 }
CALL () { MATCH (n15:Undertaking) RETURN count(n15) AS f9 }
CALL () { MATCH (n16:Node) WHERE n16.updatedAt > datetime($p12) AND n16.updatedAt IS NOT NULL AND n16.id IS NOT NULL WITH n16 ORDER BY n16.updatedAt, n16.id LIMIT $p13 + 1 RETURN collect([[n16.id, n16.updatedAt]]) AS f10 }
CALL () { MATCH (n17:Node) WHERE n17.updatedAt > datetime($p14) RETURN count(n17) AS f11 }
RETURN v0 AS version, [f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11] AS data;

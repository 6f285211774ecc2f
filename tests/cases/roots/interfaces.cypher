// {"p0": "HU223", "p1": 3, "p2": ["county:HU223", "settlement:20473"], "p3": 20, "p4": "HU223", "p5": 2, "p6": 2, "p7": "collab:HU223:13", "p8": 20, "p9": 2, "p10": "2019-09-01T00:00:00+00:00", "p11": 3}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n1:County {nuts3: $p0}) MATCH (n1)<-[:SITED_IN]-(n0:Organisation) WITH n0 ORDER BY n0.nameSort, n0.id WITH collect(n0) AS every WITH size(every) AS total, every[..$p1] AS page UNWIND page AS n0 RETURN collect([[n0.id, n0.nameHu, n0.nameEn, n0.sector]]) AS f0, coalesce(max(total), 0) AS f1 }
CALL () { MATCH (n2:Place) WHERE n2.id IN $p2 WITH n2 ORDER BY n2.id LIMIT $p3 RETURN collect([[n2.id]]) AS f2 }
CALL () { MATCH (n4:County {nuts3: $p4}) MATCH (n4)<-[:IN_COUNTY|SITED_IN]-(n3:Settlement|SettlementPart) WITH n3 ORDER BY n3.population IS NULL, n3.population DESC, n3.id WITH collect(n3) AS every WITH size(every) AS total, every[..$p5] AS page UNWIND page AS n3 RETURN collect([[n3.id, n3.nameHu]]) AS f3, coalesce(max(total), 0) AS f4 }
CALL () { MATCH (n5:Person) WHERE n5.id IS NOT NULL WITH n5 ORDER BY n5.id LIMIT $p6 RETURN collect([[n5.id, COUNT { MATCH (n5)-[:ATTENDED]->(n6) }]]) AS f5 }
CALL () { MATCH (n7:Person) RETURN count(n7) AS f6 }
CALL () { MATCH (n9:Collaboration {id: $p7}) MATCH (n9)<-[:PARTICIPATES_IN]-(n8:Community|Organisation) WITH DISTINCT n8 ORDER BY n8.id LIMIT $p8 RETURN collect([[n8.id]]) AS f7 }
CALL () { MATCH (n10:Undertaking) WHERE n10.nameSort IS NOT NULL AND n10.id IS NOT NULL WITH n10 ORDER BY n10.nameSort, n10.id DESC LIMIT $p9 RETURN collect([[n10.id, n10.nameHu, n10.nameEn]]) AS f8 }
CALL () { MATCH (n11:Undertaking) RETURN count(n11) AS f9 }
CALL () { MATCH (n12:Node) WHERE n12.updatedAt > datetime($p10) WITH n12 ORDER BY n12.updatedAt, n12.id WITH collect(n12) AS every WITH size(every) AS total, every[..$p11 + 1] AS page UNWIND page AS n12 RETURN collect([[n12.id, n12.updatedAt]]) AS f10, coalesce(max(total), 0) AS f11 }
RETURN v0 AS version, [f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11] AS data;

// {"p0": "2017-03-01", "p1": 2, "p2": "2012-01-01", "p3": "2017-06-01", "p4": 1, "p5": 2, "p6": 20, "p7": "2017-01-01", "p8": "county:HU223", "p9": "2018-01-01", "p10": ["practice:HU223:1"], "p11": 20}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Professional) WHERE EXISTS { MATCH (n0)-[r0:ATTENDED]->(n1) WHERE n1.startDate <= date($p0) }
  WITH n0 ORDER BY n0.id WITH collect(n0) AS every WITH size(every) AS total, every[..$p1] AS page UNWIND page AS n0 RETURN collect([[head([(n0)-[r1:EMPLOYED_BY]->(n2) WHERE r1.from <= date($p0) AND (r1.to IS NULL OR r1.to > date($p0)) | [n2.id]]), COUNT { MATCH (n0)-[r2:ATTENDED]->(n3) WHERE n3.startDate <= date($p0) }]]) AS f0, coalesce(max(total), 0) AS f1 }
CALL () { MATCH (n4:Professional) WHERE EXISTS { MATCH (n4)-[r3:EMPLOYED_BY]->(n5) WHERE r3.from <= date($p2) AND (r3.to IS NULL OR r3.to > date($p2)) }
  RETURN count(n4) AS f2 }
CALL () { MATCH (n6:Community) WHERE COUNT { MATCH (n6)<-[r4:MENTORS]-(n7) WHERE r4.from <= date($p3) AND (r4.to IS NULL OR r4.to > date($p3)) } >= $p4 WITH n6 ORDER BY n6.id WITH collect(n6) AS every WITH size(every) AS total, every[..$p5] AS page UNWIND page AS n6
  CALL (n6) { MATCH (n6)<-[r5:MENTORS]-(n8) WHERE r5.from <= date($p3) AND (r5.to IS NULL OR r5.to > date($p3)) WITH n8, r5 ORDER BY n8.id, r5.key LIMIT $p6 RETURN collect([[n8.id], toString(r5.from), toString(r5.to)]) AS f3 }
  WITH * ORDER BY n6.id RETURN collect([[n6.id, f3]]) AS f4, coalesce(max(total), 0) AS f5 }
CALL () { MATCH (n9:County {id: $p8}) RETURN head(collect([COUNT { MATCH (n9)<-[:COVERS]-()<-[r6:WORKS_AT]-(n10) WHERE r6.from <= date($p7) AND (r6.to IS NULL OR r6.to > date($p7)) RETURN DISTINCT n10 }])) AS f6 }
CALL () { MATCH (n11:GoodPractice) WHERE n11.id IN $p10
  CALL (n11) { MATCH (n11)<-[r7:ADOPTED]-(n12) WHERE r7.on <= date($p9) AND n11:GoodPractice WITH n12, r7 ORDER BY n12.id WITH collect([n12, r7]) AS every WITH size(every) AS total, every[..$p11] AS page UNWIND page AS kept WITH total, kept[0] AS n12, kept[1] AS r7 RETURN collect([toString(r7.on)]) AS f7, coalesce(max(total), 0) AS f8 }
  RETURN collect([n11.id, f7, f8, COUNT { MATCH (n11)<-[:OWNS_PRACTICE]-(n13) WHERE n11:GoodPractice }]) AS f9 }
CALL () { MATCH (n14:Community) WHERE NOT EXISTS { MATCH (n14)<-[:MENTORS]-(n15) }
  RETURN count(n14) AS f10 }
RETURN v0 AS version, [f0, f1, f2, f4, f5, f6, f9, f10] AS data;

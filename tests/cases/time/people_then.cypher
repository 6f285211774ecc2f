// {"p0": "2017-03-01", "p1": 2, "p2": "2012-01-01", "p3": "2017-06-01", "p4": 1, "p5": 2, "p6": 20, "p7": 1, "p8": "2017-01-01", "p9": "county:HU223", "p10": "2018-01-01", "p11": ["practice:HU223:1"], "p12": 20}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Professional) WHERE EXISTS { MATCH (n0)-[r0:ATTENDED]->(n1) WHERE n1.startDate <= date($p0) } AND n0.id IS NOT NULL WITH n0 ORDER BY n0.id LIMIT $p1 RETURN collect([[head([(n0)-[r1:EMPLOYED_BY]->(n2) WHERE r1.from <= date($p0) AND (r1.to IS NULL OR r1.to > date($p0)) | [n2.id]]), COUNT { MATCH (n0)-[r2:ATTENDED]->(n3) WHERE n3.startDate <= date($p0) }]]) AS f0 }
CALL () { MATCH (n4:Professional) WHERE EXISTS { MATCH (n4)-[r3:ATTENDED]->(n5) WHERE n5.startDate <= date($p0) }
  RETURN count(n4) AS f1 }
CALL () { MATCH (n6:Professional) WHERE EXISTS { MATCH (n6)-[r4:EMPLOYED_BY]->(n7) WHERE r4.from <= date($p2) AND (r4.to IS NULL OR r4.to > date($p2)) }
  RETURN count(n6) AS f2 }
CALL () { MATCH (n8:Community) WHERE COUNT { MATCH (n8)<-[r5:MENTORS]-(n9) WHERE r5.from <= date($p3) AND (r5.to IS NULL OR r5.to > date($p3)) } >= $p4 AND n8.id IS NOT NULL WITH n8 ORDER BY n8.id LIMIT $p5
  CALL (n8) { MATCH (n8)<-[r6:MENTORS]-(n10) WHERE r6.from <= date($p3) AND (r6.to IS NULL OR r6.to > date($p3)) WITH n10, r6 ORDER BY n10.id, r6.key LIMIT $p6 RETURN collect([[n10.id], toString(r6.from), toString(r6.to)]) AS f3 }
  WITH * ORDER BY n8.id RETURN collect([[n8.id, f3]]) AS f4 }
CALL () { MATCH (n11:Community) WHERE COUNT { MATCH (n11)<-[r7:MENTORS]-(n12) WHERE r7.from <= date($p3) AND (r7.to IS NULL OR r7.to > date($p3)) } >= $p7 RETURN count(n11) AS f5 }
CALL () { MATCH (n13:County {id: $p9}) RETURN head(collect([COUNT { MATCH (n13)<-[:COVERS]-()<-[r8:WORKS_AT]-(n14) WHERE r8.from <= date($p8) AND (r8.to IS NULL OR r8.to > date($p8)) AND n13:County RETURN DISTINCT n14 }])) AS f6 }
CALL () { MATCH (n15:GoodPractice) WHERE n15.id IN $p11
  CALL (n15) { MATCH (n15)<-[r9:ADOPTED]-(n16) WHERE r9.on <= date($p10) AND n15:GoodPractice WITH n16, r9 ORDER BY n16.id WITH collect([n16, r9]) AS every WITH size(every) AS total, every[..$p12] AS page UNWIND page AS kept WITH total, kept[0] AS n16, kept[1] AS r9 RETURN collect([toString(r9.on)]) AS f7, coalesce(max(total), 0) AS f8 }
  RETURN collect([n15.id, f7, f8, COUNT { MATCH (n15)<-[:OWNS_PRACTICE]-(n17) WHERE n15:GoodPractice }]) AS f9 }
CALL () { MATCH (n18:Community) WHERE NOT EXISTS { MATCH (n18)<-[:MENTORS]-(n19) }
  RETURN count(n18) AS f10 }
RETURN v0 AS version, [f0, f1, f2, f4, f5, f6, f9, f10] AS data;

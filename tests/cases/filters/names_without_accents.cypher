// {"p0": "koszeg", "p1": 20, "p2": "muvelodesi", "p3": 3, "p4": "muvelodesi", "p5": "Kőszeg", "p6": 20, "p7": "Koszeg", "p8": 20, "p9": "County", "p10": "Za", "p11": 20, "p12": ["Zala", "Vas"]}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Settlement) WHERE n0.nameFolded STARTS WITH $p0 AND n0.nameSort IS NOT NULL AND n0.id IS NOT NULL WITH n0 ORDER BY n0.nameSort, n0.id LIMIT $p1 RETURN collect([[n0.nameHu]]) AS f0 }
CALL () { MATCH (n1:Institution) WHERE n1.nameFolded CONTAINS $p2 AND n1.id IS NOT NULL WITH n1 ORDER BY n1.id LIMIT $p3 RETURN collect([[n1.nameHu, n1.nameEn]]) AS f1 }
CALL () { MATCH (n2:Institution) WHERE n2.nameFolded CONTAINS $p4 RETURN count(n2) AS f2 }
CALL () { MATCH (n3:Settlement) WHERE n3.nameHu = $p5 AND n3.id IS NOT NULL WITH n3 ORDER BY n3.id LIMIT $p6 RETURN collect([[n3.nameHu]]) AS f3 }
CALL () { MATCH (n4:Settlement) WHERE n4.nameHu = $p7 AND n4.id IS NOT NULL WITH n4 ORDER BY n4.id LIMIT $p8 RETURN collect([[n4.nameHu]]) AS f4 }
CALL () { MATCH (n5:County) WHERE n5.nameEn CONTAINS $p9 RETURN count(n5) AS f5 }
CALL () { MATCH (n6:County) WHERE n6.nameHu STARTS WITH $p10 AND n6.id IS NOT NULL WITH n6 ORDER BY n6.id LIMIT $p11 RETURN collect([[n6.nameHu, n6.nameEn]]) AS f6 }
CALL () { MATCH (n7:County) WHERE (n7.nameEn IS NOT NULL AND n7.nameHu IN $p12) RETURN count(n7) AS f7 }
RETURN v0 AS version, [f0, f1, f2, f3, f4, f5, f6, f7] AS data;

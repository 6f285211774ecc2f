// {"p0": "koszeg", "p1": 20, "p2": "muvelodesi", "p3": 3, "p4": "Kőszeg", "p5": 20, "p6": "Koszeg", "p7": 20, "p8": "County", "p9": "Za", "p10": 20, "p11": ["Zala", "Vas"]}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Settlement) WHERE n0.nameFolded STARTS WITH $p0 AND n0.nameSort IS NOT NULL AND n0.id IS NOT NULL WITH n0 ORDER BY n0.nameSort, n0.id LIMIT $p1 RETURN collect([[n0.nameHu]]) AS f0 }
CALL () { MATCH (n1:Institution) WHERE n1.nameFolded CONTAINS $p2 WITH n1 ORDER BY n1.id WITH collect(n1) AS every WITH size(every) AS total, every[..$p3] AS page UNWIND page AS n1 RETURN collect([[n1.nameHu, n1.nameEn]]) AS f1, coalesce(max(total), 0) AS f2 }
CALL () { MATCH (n2:Settlement) WHERE n2.nameHu = $p4 AND n2.id IS NOT NULL WITH n2 ORDER BY n2.id LIMIT $p5 RETURN collect([[n2.nameHu]]) AS f3 }
CALL () { MATCH (n3:Settlement) WHERE n3.nameHu = $p6 AND n3.id IS NOT NULL WITH n3 ORDER BY n3.id LIMIT $p7 RETURN collect([[n3.nameHu]]) AS f4 }
CALL () { MATCH (n4:County) WHERE n4.nameEn CONTAINS $p8 RETURN count(n4) AS f5 }
CALL () { MATCH (n5:County) WHERE n5.nameHu STARTS WITH $p9 AND n5.id IS NOT NULL WITH n5 ORDER BY n5.id LIMIT $p10 RETURN collect([[n5.nameHu, n5.nameEn]]) AS f6 }
CALL () { MATCH (n6:County) WHERE (n6.nameEn IS NOT NULL AND n6.nameHu IN $p11) RETURN count(n6) AS f7 }
RETURN v0 AS version, [f0, f1, f2, f3, f4, f5, f6, f7] AS data;

// {"p0": "o", "p1": 100, "p2": "cs", "p3": 10, "p4": 100}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Settlement) WHERE n0.nameFolded STARTS WITH $p0 AND n0.nameSort IS NOT NULL AND n0.id IS NOT NULL WITH n0 ORDER BY n0.nameSort, n0.id LIMIT $p1 RETURN collect([[n0.nameHu]]) AS f0 }
CALL () { MATCH (n1:Settlement) WHERE n1.nameFolded STARTS WITH $p2 AND n1.nameSort IS NOT NULL AND n1.id IS NOT NULL WITH n1 ORDER BY n1.nameSort DESC, n1.id LIMIT $p3 RETURN collect([[n1.nameHu]]) AS f1 }
CALL () { MATCH (n2:Publication) WITH n2 ORDER BY n2.nameSort, n2.id LIMIT $p4 RETURN collect([[n2.titleHu, n2.titleEn]]) AS f2 }
RETURN v0 AS version, [f0, f1, f2] AS data;

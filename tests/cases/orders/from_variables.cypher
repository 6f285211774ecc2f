// {"p0": 5, "p1": 3, "p2": 20, "p3": 20, "p4": 20, "p5": 20}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:County) WHERE n0.population IS NOT NULL AND n0.id IS NOT NULL WITH n0 ORDER BY n0.population DESC, n0.id LIMIT $p0 RETURN collect([[n0.nuts3, n0.population]]) AS f0 }
CALL () { MATCH (n1:County) WHERE n1.nameSort IS NOT NULL AND n1.id IS NOT NULL WITH n1 ORDER BY n1.nameSort DESC, n1.id LIMIT $p1 RETURN collect([[n1.nameHu, n1.nameEn]]) AS f1 }
CALL () { MATCH (n2:Region) WHERE n2.nuts2 IS NOT NULL AND n2.id IS NOT NULL WITH n2 ORDER BY n2.nuts2 DESC, n2.id LIMIT $p2 RETURN collect([[n2.nuts2]]) AS f2 }
CALL () { MATCH (n3:Region) WHERE n3.nameSort IS NOT NULL AND n3.id IS NOT NULL WITH n3 ORDER BY n3.nameSort, n3.id LIMIT $p3 RETURN collect([[n3.nuts2]]) AS f3 }
CALL () { MATCH (n4:Region) WHERE n4.id IS NOT NULL WITH n4 ORDER BY n4.id LIMIT $p4 RETURN collect([[n4.nuts2]]) AS f4 }
CALL () { MATCH (n5:Region) WHERE n5.id IS NOT NULL WITH n5 ORDER BY n5.id LIMIT $p5 RETURN collect([[n5.nuts2]]) AS f5 }
RETURN v0 AS version, [f0, f1, f2, f3, f4, f5] AS data;

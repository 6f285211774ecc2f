// {"p0": 3}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:County) WHERE n0.nameSort IS NOT NULL AND n0.id IS NOT NULL WITH n0 ORDER BY n0.nameSort DESC, n0.id DESC LIMIT $p0 + 1 RETURN collect([[n0.nameHu, n0.nameEn], n0.nameSort, n0.id]) AS f0 }
RETURN v0 AS version, [f0] AS data;

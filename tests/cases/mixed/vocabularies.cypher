// {"p0": 2}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Region) WHERE n0.id IS NOT NULL WITH n0 ORDER BY n0.id LIMIT $p0 RETURN collect([[n0.nuts2, n0.nameHu, n0.nameEn]]) AS f0 }
CALL () { MATCH (n1:Region) RETURN count(n1) AS f1 }
RETURN v0 AS version, [f0, f1] AS data;

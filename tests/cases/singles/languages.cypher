// {"p0": 3, "p1": 5}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:TopProject) WHERE n0.id IS NOT NULL WITH n0 ORDER BY n0.id LIMIT $p0 RETURN collect([[n0.nameHu, n0.nameEn]]) AS f0 }
CALL () { MATCH (n1:Publication) WITH n1 ORDER BY n1.year, n1.id LIMIT $p1 RETURN collect([[n1.titleHu, n1.titleEn]]) AS f1 }
RETURN v0 AS version, [f0, f1] AS data;

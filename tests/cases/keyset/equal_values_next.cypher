// {"p0": "museum", "p1": "inst:HU312:mus:003", "p2": 5}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Institution) WHERE n0.sector <= $p0 AND (n0.sector < $p0 OR n0.id > $p1) AND n0.id IS NOT NULL WITH n0 ORDER BY n0.sector DESC, n0.id LIMIT $p2 + 1 RETURN collect([[n0.id, n0.sector]]) AS f0 }
RETURN v0 AS version, [f0] AS data;

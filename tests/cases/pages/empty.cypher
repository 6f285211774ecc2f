// {"p0": "nincs ilyen", "p1": 20}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Institution) WHERE n0.nameFolded STARTS WITH $p0 WITH n0 ORDER BY n0.id WITH collect(n0) AS every WITH size(every) AS total, every[..$p1 + 1] AS page UNWIND page AS n0 RETURN collect([[n0.id], n0.id]) AS f0, coalesce(max(total), 0) AS f1 }
RETURN v0 AS version, [f0, f1] AS data;

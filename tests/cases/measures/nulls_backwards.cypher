// {"p0": "HU223", "m_eiSector": {}, "m_component": {}, "p1": 12}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Institution {countyNuts3: $p0}) WITH n0, $m_eiSector[n0.id] AS k0, $m_component[n0.id] AS k1 ORDER BY k0 IS NOT NULL, k0, k1 DESC, n0.id DESC WITH collect([n0, k0, k1]) AS every WITH size(every) AS total, every[..$p1 + 1] AS page UNWIND page AS kept WITH total, kept[0] AS n0, kept[1] AS k0, kept[2] AS k1 RETURN collect([[n0.id, $m_eiSector[n0.id], $m_component[n0.id]], k0, k1, n0.id]) AS f0, coalesce(max(total), 0) AS f1 }
RETURN v0 AS version, [f0, f1] AS data;

// {"p0": "HU223", "m_eiSector": {}, "m_component": {}, "p1": -1.0, "p2": "inst:HU222:com:001", "p3": "inst:HU223:lib:001", "p4": 12, "p5": "HU223"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Institution {countyNuts3: $p0}) WITH n0, $m_eiSector[n0.id] AS k0, $m_component[n0.id] AS k1 WHERE k0 >= $p1 AND (k0 > $p1 OR k1 <= $p2 AND (k1 < $p2 OR n0.id < $p3)) WITH * ORDER BY k0 IS NOT NULL, k0, k1 DESC, n0.id DESC LIMIT $p4 + 1 RETURN collect([[n0.id, $m_eiSector[n0.id], $m_component[n0.id]], k0, k1, n0.id]) AS f0 }
CALL () { MATCH (n1:Institution {countyNuts3: $p5}) RETURN count(n1) AS f1 }
RETURN v0 AS version, [f0, f1] AS data;

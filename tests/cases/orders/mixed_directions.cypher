// {"p0": 40}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Event) WITH n0 ORDER BY n0.attendance DESC, n0.startDate, n0.nameSort DESC, n0.id LIMIT $p0 RETURN collect([[n0.id, n0.attendance, toString(n0.startDate), n0.nameHu, n0.nameEn]]) AS f0 }
RETURN v0 AS version, [f0] AS data;

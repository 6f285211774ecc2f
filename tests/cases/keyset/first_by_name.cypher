// {"p0": "HU223", "p1": 7}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n1:County {nuts3: $p0}) MATCH (n1)<-[:IN_COUNTY]-(n0:Settlement) WITH n0 ORDER BY n0.nameSort, n0.id WITH collect(n0) AS every WITH size(every) AS total, every[..$p1 + 1] AS page UNWIND page AS n0 RETURN collect([[n0.nameHu], n0.nameSort, n0.id]) AS f0, coalesce(max(total), 0) AS f1 }
RETURN v0 AS version, [f0, f1] AS data;

// {"p0": "HU223", "p1": 7, "p2": "HU223"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n1:County {nuts3: $p0}) MATCH (n1)<-[:IN_COUNTY]-(n0:Settlement) WITH n0 ORDER BY n0.nameSort, n0.id LIMIT $p1 + 1 RETURN collect([[n0.nameHu], n0.nameSort, n0.id]) AS f0 }
CALL () { MATCH (n3:County {nuts3: $p2}) MATCH (n3)<-[:IN_COUNTY]-(n2:Settlement) RETURN count(n2) AS f1 }
RETURN v0 AS version, [f0, f1] AS data;

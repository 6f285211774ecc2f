// {"p0": "HU223", "p1": "BABUZEVBYH\\H!0000000001!1", "p2": "settlement:21263", "p3": 7, "p4": "HU223"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n1:County {nuts3: $p0}) MATCH (n1)<-[:IN_COUNTY]-(n0:Settlement) WHERE n0.nameSort >= $p1 AND (n0.nameSort > $p1 OR n0.id > $p2) WITH n0 ORDER BY n0.nameSort, n0.id LIMIT $p3 + 1 RETURN collect([[n0.nameHu], n0.nameSort, n0.id]) AS f0 }
CALL () { MATCH (n3:County {nuts3: $p4}) MATCH (n3)<-[:IN_COUNTY]-(n2:Settlement) RETURN count(n2) AS f1 }
RETURN v0 AS version, [f0, f1] AS data;

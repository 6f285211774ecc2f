// {"p0": "HU223", "p1": "BAJPAE!!1", "p2": "settlement:11059", "p3": 3}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n1:County {nuts3: $p0}) MATCH (n1)<-[:IN_COUNTY]-(n0:Settlement) WHERE n0.nameSort <= $p1 AND (n0.nameSort < $p1 OR n0.id < $p2) WITH n0 ORDER BY n0.nameSort DESC, n0.id DESC LIMIT $p3 + 1 RETURN collect([[n0.nameHu], n0.nameSort, n0.id]) AS f0 }
RETURN v0 AS version, [f0] AS data;

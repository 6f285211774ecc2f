// {"p0": "EFOP-1.3.1-15-2016-00001", "p1": 100}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Programme {code: $p0})
  CALL (n0) { MATCH (n0)-[r0:REACHED]->(n1) WHERE NOT EXISTS { MATCH (n1)<-[:BASED_IN]-(n2) WHERE EXISTS { MATCH (n2)<-[:MENTORS]-(n3) } }
    WITH n1, r0 ORDER BY n1.nameSort, n1.id WITH collect([n1, r0]) AS every WITH size(every) AS total, every[..$p1] AS page UNWIND page AS kept WITH total, kept[0] AS n1, kept[1] AS r0 RETURN collect([[n1.id, n1.nameHu], toString(r0.on)]) AS f0, coalesce(max(total), 0) AS f1 }
  RETURN head(collect([f0, f1])) AS f2 }
RETURN v0 AS version, [f2] AS data;

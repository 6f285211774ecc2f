// {"p0": "HU223"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:County {nuts3: $p0}) RETURN head(collect([n0.id])) AS f0 }
RETURN v0 AS version, [f0] AS data;

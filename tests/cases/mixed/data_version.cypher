// {"p0": "HU22"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Region {nuts2: $p0}) RETURN head(collect([n0.id])) AS f0 }
RETURN v0 AS version, [f0] AS data;

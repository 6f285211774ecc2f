// {"p0": "HU223"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:County {nuts3: $p0}) RETURN head(collect([n0.nuts3, n0.kshCode])) AS f0 }
CALL () { MATCH (n1:Region) RETURN count(n1) AS f1 }
RETURN v0 AS version, [f0, f1] AS data;

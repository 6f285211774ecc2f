// {"p0": "inst:HU000:lib:999", "p1": "HU223", "p2": "settlement:32054"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Institution {id: $p0}) RETURN head(collect([n0.id])) AS f0 }
CALL () { MATCH (n1:County {nuts3: $p1}) RETURN head(collect([n1.id])) AS f1 }
CALL () { MATCH (n2:County {id: $p2}) RETURN head(collect([n2.id])) AS f2 }
RETURN v0 AS version, [f0, f1, f2] AS data;

// {"p0": "HU22", "p1": "label:Institution", "p2": "county:HU223", "p3": "county:HU232"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n1:DataVersion {id: $p1}) RETURN head(collect(n1.number)) AS f1 }
CALL () { MATCH (n2:DataVersion {id: $p2}) RETURN head(collect(n2.number)) AS f2 }
CALL () { MATCH (n3:DataVersion {id: $p3}) RETURN head(collect(n3.number)) AS f3 }
CALL () { MATCH (n0:Region {nuts2: $p0}) RETURN head(collect([n0.id])) AS f0 }
RETURN v0 AS version, [f0, f1, f2, f3] AS data;

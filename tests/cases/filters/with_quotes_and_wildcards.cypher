// {"p0": "' or 1=1 //", "p1": "$p0", "p2": ".*", "p3": "\\u0027}) detach delete n //", "p4": ""}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Settlement) WHERE n0.nameFolded CONTAINS $p0 RETURN count(n0) AS f0 }
CALL () { MATCH (n1:Settlement) WHERE n1.nameFolded STARTS WITH $p1 RETURN count(n1) AS f1 }
CALL () { MATCH (n2:Settlement) WHERE n2.nameFolded CONTAINS $p2 RETURN count(n2) AS f2 }
CALL () { MATCH (n3:Settlement) WHERE n3.nameFolded CONTAINS $p3 RETURN count(n3) AS f3 }
CALL () { MATCH (n4:Region) WHERE n4.nuts2 CONTAINS $p4 RETURN count(n4) AS f4 }
RETURN v0 AS version, [f0, f1, f2, f3, f4] AS data;

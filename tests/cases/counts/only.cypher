// {"p0": true, "p1": "HU223"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Settlement) RETURN count(n0) AS f0 }
CALL () { MATCH (n1:SettlementPart) RETURN count(n1) AS f1 }
CALL () { MATCH (n2:Institution) RETURN count(n2) AS f2 }
CALL () { MATCH (n3:Institution) WHERE n3.socialised = $p0 RETURN count(n3) AS f3 }
CALL () { MATCH (n4:County {nuts3: $p1}) RETURN head(collect([COUNT { MATCH (n5:Community) WHERE n5.countyNuts3 = n4.nuts3 }, COUNT { MATCH (n6:Institution) WHERE n6.countyNuts3 = n4.nuts3 }])) AS f4 }
RETURN v0 AS version, [f0, f1, f2, f3, f4] AS data;

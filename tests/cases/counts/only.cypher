// {"p0": true, "p1": "HU223"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Settlement) RETURN count(n0) AS f0 }
CALL () { MATCH (n1:SettlementPart) RETURN count(n1) AS f1 }
CALL () { MATCH (n2:Institution) RETURN count(n2) AS f2 }
CALL () { MATCH (n3:Institution) WHERE n3.socialised = $p0 RETURN count(n3) AS f3 }
CALL () { MATCH (n4:County {nuts3: $p1}) RETURN head(collect([COUNT { MATCH (n4)<-[:IN_COUNTY]-()<-[:PART_OF*0..1]-()<-[:BASED_IN]-(n5) RETURN DISTINCT n5 }, COUNT { MATCH (n4)<-[:IN_COUNTY]-()<-[:PART_OF*0..1]-()<-[:LOCATED_IN]-(n6:Institution) RETURN DISTINCT n6 }])) AS f4 }
RETURN v0 AS version, [f0, f1, f2, f3, f4] AS data;

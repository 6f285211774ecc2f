// {"p0": true, "p1": ["library"], "p2": "HU223", "p3": "museum", "p4": "HU223", "p5": ["HU222", "HU221"], "p6": 20, "p7": ["HU223", "HU311"], "p8": 20, "p9": ["HU222", "HU221"]}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n1:Collaboration) WHERE n1.agreementSigned = $p0 MATCH (n1)<-[:PARTICIPATES_IN]-(n0:Institution) WHERE n0.sector IN $p1 RETURN count(DISTINCT n0) AS f0 }
CALL () { MATCH (n2:Institution {countyNuts3: $p2}) WHERE n2.sector <> $p3 RETURN count(n2) AS f1 }
CALL () { MATCH (n3:County) WHERE (n3.nuts3 = $p4 OR n3.nuts3 IN $p5) AND n3.id IS NOT NULL WITH n3 ORDER BY n3.id LIMIT $p6 RETURN collect([[n3.nuts3]]) AS f2 }
CALL () { MATCH (n4:County) WHERE n4.nuts3 IN $p7 WITH n4 ORDER BY n4.id LIMIT $p8 RETURN collect([[n4.nuts3]]) AS f3 }
CALL () { MATCH (n5:County) WHERE n5.nuts3 IN $p9 RETURN count(n5) AS f4 }
RETURN v0 AS version, [f0, f1, f2, f3, f4] AS data;

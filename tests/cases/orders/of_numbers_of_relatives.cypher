// {"p0": "library", "p1": 4, "p2": "museum", "p3": 4, "p4": 2}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Institution) WITH n0, COUNT { MATCH (n0)-[:COOPERATES_WITH]-(n1) WHERE n1.sector <> $p0 } AS k0 ORDER BY k0 DESC, n0.nameSort, n0.id LIMIT $p1 RETURN collect([[n0.id], k0, n0.nameSort, n0.id]) AS f0 }
CALL () { MATCH (n2:County) WITH n2, COUNT { MATCH (n2)<-[:SITED_IN]-(n3:Institution) } AS k1, COUNT { MATCH (n2)<-[:SITED_IN]-(n4:Institution) WHERE n4.sector = $p2 } AS k2 ORDER BY k1, k2 DESC, n2.id LIMIT $p3 RETURN collect([[n2.nuts3]]) AS f1 }
CALL () { MATCH (n5:Mentor) WITH n5, COUNT { MATCH (n5)-[:CARRIED_OUT]->(n6) } AS k3 ORDER BY k3 DESC, n5.id DESC LIMIT $p4 RETURN collect([[n5.id]]) AS f2 }
RETURN v0 AS version, [f0, f1, f2] AS data;

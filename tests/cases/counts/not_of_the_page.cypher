// {"p0": 3, "p1": "region:HU21", "p2": 3, "p3": 1}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Region) WHERE n0.id IS NOT NULL WITH n0 ORDER BY n0.id LIMIT $p0 RETURN collect([n0.id]) AS f0 }
CALL () { MATCH (n1:Region) RETURN count(n1) AS f1 }
CALL () { MATCH (n2:Region) WHERE n2.id > $p1 WITH n2 ORDER BY n2.id LIMIT $p2 RETURN collect([[n2.nuts2]]) AS f2 }
CALL () { MATCH (n3:Region) RETURN count(n3) AS f3 }
CALL () { MATCH (n4:Region) WHERE n4.id IS NOT NULL WITH n4 ORDER BY n4.id DESC LIMIT $p3 RETURN collect([[n4.nuts2]]) AS f4 }
CALL () { MATCH (n5:Region) RETURN count(n5) AS f5 }
RETURN v0 AS version, [f0, f1, f2, f3, f4, f5] AS data;

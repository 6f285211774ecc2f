// {"p0": "museum", "p1": "museum", "p2": ["museum", "library"], "p3": ["museum", "library"], "p4": 20, "p5": ["museum", "library"], "p6": ["inst:HU223:lib:001", "inst:HU223:lib:002", "nothing"], "p7": 20, "p8": "32054", "p9": 20}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Institution) WHERE n0.sector = $p0 RETURN count(n0) AS f0 }
CALL () { MATCH (n1:Institution) WHERE n1.sector <> $p1 RETURN count(n1) AS f1 }
CALL () { MATCH (n2:Institution) WHERE n2.sector IN $p2 RETURN count(n2) AS f2 }
CALL () { MATCH (n3:Institution) WHERE (n3.sector IS NOT NULL AND NOT n3.sector IN $p3) AND n3.id IS NOT NULL WITH n3 ORDER BY n3.id LIMIT $p4 RETURN collect([[n3.sector]]) AS f3 }
CALL () { MATCH (n4:Institution) WHERE (n4.sector IS NOT NULL AND NOT n4.sector IN $p5) RETURN count(n4) AS f4 }
CALL () { MATCH (n5:Institution) WHERE n5.id IN $p6 WITH n5 ORDER BY n5.id LIMIT $p7 RETURN collect([[n5.id]]) AS f5 }
CALL () { MATCH (n6:Settlement {kshCode: $p8}) WITH n6 ORDER BY n6.id LIMIT $p9 RETURN collect([[n6.nameHu]]) AS f6 }
RETURN v0 AS version, [f0, f1, f2, f3, f4, f5, f6] AS data;

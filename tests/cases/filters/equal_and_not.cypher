// {"p0": "museum", "p1": "museum", "p2": ["museum", "library"], "p3": ["museum", "library"], "p4": 20, "p5": ["inst:HU223:lib:001", "inst:HU223:lib:002", "nothing"], "p6": 20, "p7": "32054", "p8": 20}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Institution) WHERE n0.sector = $p0 RETURN count(n0) AS f0 }
CALL () { MATCH (n1:Institution) WHERE n1.sector <> $p1 RETURN count(n1) AS f1 }
CALL () { MATCH (n2:Institution) WHERE n2.sector IN $p2 RETURN count(n2) AS f2 }
CALL () { MATCH (n3:Institution) WHERE (n3.sector IS NOT NULL AND NOT n3.sector IN $p3) WITH n3 ORDER BY n3.id WITH collect(n3) AS every WITH size(every) AS total, every[..$p4] AS page UNWIND page AS n3 RETURN collect([[n3.sector]]) AS f3, coalesce(max(total), 0) AS f4 }
CALL () { MATCH (n4:Institution) WHERE n4.id IN $p5 WITH n4 ORDER BY n4.id LIMIT $p6 RETURN collect([[n4.id]]) AS f5 }
CALL () { MATCH (n5:Settlement {kshCode: $p7}) WITH n5 ORDER BY n5.id LIMIT $p8 RETURN collect([[n5.nameHu]]) AS f6 }
RETURN v0 AS version, [f0, f1, f2, f3, f4, f5, f6] AS data;

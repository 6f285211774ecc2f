// {"p0": "2019-09-01", "p1": "2019-09-15", "p2": 3, "p3": "2019-09-01", "p4": "2019-09-15", "p5": 1000, "p6": 1010, "p7": ["local_economy", "institutional_volunteering"], "p8": ["local_economy", "institutional_volunteering"], "p9": []}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Event) WHERE (n0.startDate >= date($p0) AND n0.startDate <= date($p1)) AND n0.startDate IS NOT NULL AND n0.id IS NOT NULL WITH n0 ORDER BY n0.startDate, n0.id LIMIT $p2 RETURN collect([[n0.id, toString(n0.startDate)]]) AS f0 }
CALL () { MATCH (n1:Event) WHERE (n1.startDate >= date($p3) AND n1.startDate <= date($p4)) RETURN count(n1) AS f1 }
CALL () { MATCH (n2:Settlement) WHERE (n2.population >= $p5 AND n2.population <= $p6) RETURN count(n2) AS f2 }
CALL () { MATCH (n3:Community) WHERE size([item IN $p7 WHERE item IN n3.themes]) > 0 RETURN count(n3) AS f3 }
CALL () { MATCH (n4:Community) WHERE size([item IN $p8 WHERE NOT item IN coalesce(n4.themes, [])]) = 0 RETURN count(n4) AS f4 }
CALL () { MATCH (n5:Community) WHERE size([item IN $p9 WHERE NOT item IN coalesce(n5.themes, [])]) = 0 RETURN count(n5) AS f5 }
CALL () { MATCH (n6:Community) WHERE size(coalesce(n6.themes, [])) = 0 RETURN count(n6) AS f6 }
CALL () { MATCH (n7:Community) WHERE size(coalesce(n7.themes, [])) > 0 RETURN count(n7) AS f7 }
RETURN v0 AS version, [f0, f1, f2, f3, f4, f5, f6, f7] AS data;

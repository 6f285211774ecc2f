// {"p0": "2019-09-01", "p1": "2019-09-15", "p2": 3, "p3": 1000, "p4": 1010, "p5": ["local_economy", "institutional_volunteering"], "p6": ["local_economy", "institutional_volunteering"], "p7": []}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Event) WHERE (n0.startDate >= date($p0) AND n0.startDate <= date($p1)) WITH n0 ORDER BY n0.startDate, n0.id WITH collect(n0) AS every WITH size(every) AS total, every[..$p2] AS page UNWIND page AS n0 RETURN collect([[n0.id, toString(n0.startDate)]]) AS f0, coalesce(max(total), 0) AS f1 }
CALL () { MATCH (n1:Settlement) WHERE (n1.population >= $p3 AND n1.population <= $p4) RETURN count(n1) AS f2 }
CALL () { MATCH (n2:Community) WHERE size([item IN $p5 WHERE item IN n2.themes]) > 0 RETURN count(n2) AS f3 }
CALL () { MATCH (n3:Community) WHERE size([item IN $p6 WHERE NOT item IN coalesce(n3.themes, [])]) = 0 RETURN count(n3) AS f4 }
CALL () { MATCH (n4:Community) WHERE size([item IN $p7 WHERE NOT item IN coalesce(n4.themes, [])]) = 0 RETURN count(n4) AS f5 }
CALL () { MATCH (n5:Community) WHERE size(coalesce(n5.themes, [])) = 0 RETURN count(n5) AS f6 }
CALL () { MATCH (n6:Community) WHERE size(coalesce(n6.themes, [])) > 0 RETURN count(n6) AS f7 }
RETURN v0 AS version, [f0, f1, f2, f3, f4, f5, f6, f7] AS data;

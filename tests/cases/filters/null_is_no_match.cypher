// {"p0": "2018-12-31", "p1": "2018-12-31", "p2": "2018-12-31", "p3": true, "p4": "2018-12-31", "p5": true, "p6": "2018-12-31", "p7": [], "p8": ["CC0"]}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Collaboration) RETURN count(n0) AS f0 }
CALL () { MATCH (n1:Collaboration) WHERE n1.endDate IS NULL RETURN count(n1) AS f1 }
CALL () { MATCH (n2:Collaboration) WHERE n2.endDate IS NOT NULL RETURN count(n2) AS f2 }
CALL () { MATCH (n3:Collaboration) WHERE n3.endDate <> date($p0) RETURN count(n3) AS f3 }
CALL () { MATCH (n4:Collaboration) WHERE NOT coalesce(n4.endDate > date($p1), false) RETURN count(n4) AS f4 }
CALL () { MATCH (n5:Collaboration) WHERE (NOT coalesce(n5.endDate > date($p2), false) OR NOT coalesce(n5.agreementSigned = $p3, false)) RETURN count(n5) AS f5 }
CALL () { MATCH (n6:Collaboration) WHERE (NOT coalesce(n6.endDate > date($p4), false) AND NOT coalesce(n6.agreementSigned = $p5, false)) RETURN count(n6) AS f6 }
CALL () { MATCH (n7:Collaboration) WHERE n7.endDate > date($p6) RETURN count(n7) AS f7 }
CALL () { MATCH (n8:Institution) WHERE (n8.isil IS NOT NULL AND NOT n8.isil IN $p7) RETURN count(n8) AS f8 }
CALL () { MATCH (n9:Source) WHERE (n9.licence IS NOT NULL AND NOT n9.licence IN $p8) RETURN count(n9) AS f9 }
RETURN v0 AS version, [f0, f1, f2, f3, f4, f5, f6, f7, f8, f9] AS data;

// {"p0": 12.5, "p1": "settlement:20473", "p2": 3, "p3": 10.0, "p4": 17.2, "p5": 46.6, "p6": 40.0, "p7": "part:02112-01", "p8": 100.0, "p9": "settlement:20473", "p10": 25.0, "p11": "settlement:20473", "p12": 20}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Settlement) WHERE EXISTS { MATCH (n1:Settlement {id: $p1}) WHERE 12742.0176 * asin(sqrt(sin(radians(n0.location.y - n1.location.y) / 2)^2 + cos(radians(n1.location.y)) * cos(radians(n0.location.y)) * sin(radians(n0.location.x - n1.location.x) / 2)^2)) <= $p0 }
  WITH n0 ORDER BY n0.id WITH collect(n0) AS every WITH size(every) AS total, every[..$p2] AS page UNWIND page AS n0 RETURN collect([[n0.nameHu]]) AS f0, coalesce(max(total), 0) AS f1 }
CALL () { MATCH (n2:Settlement) WHERE 12742.0176 * asin(sqrt(sin(radians(n2.location.y - $p5) / 2)^2 + cos(radians($p5)) * cos(radians(n2.location.y)) * sin(radians(n2.location.x - $p4) / 2)^2)) <= $p3 RETURN count(n2) AS f2 }
CALL () { MATCH (n3:Institution) WHERE EXISTS { MATCH (n4:SettlementPart {id: $p7}) WHERE 12742.0176 * asin(sqrt(sin(radians(n3.location.y - n4.location.y) / 2)^2 + cos(radians(n4.location.y)) * cos(radians(n3.location.y)) * sin(radians(n3.location.x - n4.location.x) / 2)^2)) <= $p6 }
  RETURN count(n3) AS f3 }
CALL () { MATCH (n5:Institution) WHERE n5.location IS NULL RETURN count(n5) AS f4 }
CALL () { MATCH (n6:Institution) WHERE NOT coalesce(EXISTS { MATCH (n7:Settlement {id: $p9}) WHERE 12742.0176 * asin(sqrt(sin(radians(n6.location.y - n7.location.y) / 2)^2 + cos(radians(n7.location.y)) * cos(radians(n6.location.y)) * sin(radians(n6.location.x - n7.location.x) / 2)^2)) <= $p8 }, false) RETURN count(n6) AS f5 }
CALL () { MATCH (n8:GoodPractice) WHERE EXISTS { MATCH (n8)<-[:OWNS_PRACTICE]-(n9) WHERE EXISTS { MATCH (n9)-[:IN_SETTLEMENT]->(n10) WHERE EXISTS { MATCH (n11:Settlement {id: $p11}) WHERE 12742.0176 * asin(sqrt(sin(radians(n10.location.y - n11.location.y) / 2)^2 + cos(radians(n11.location.y)) * cos(radians(n10.location.y)) * sin(radians(n10.location.x - n11.location.x) / 2)^2)) <= $p10 } } }
  WITH n8 ORDER BY n8.id WITH collect(n8) AS every WITH size(every) AS total, every[..$p12] AS page UNWIND page AS n8 RETURN collect([[n8.id]]) AS f6, coalesce(max(total), 0) AS f7 }
RETURN v0 AS version, [f0, f1, f2, f3, f4, f5, f6, f7] AS data;

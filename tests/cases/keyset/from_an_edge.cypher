// {"p0": "HU223", "p1": "APZUWALUO!000101!1", "p2": "settlement:32081", "p3": 20, "p4": "HU223", "p5": "APZUWALUO!000101!1", "p6": "settlement:32081", "p7": 20}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n1:County {nuts3: $p0}) MATCH (n1)<-[:IN_COUNTY]-(n0:Settlement) WHERE n0.nameSort >= $p1 AND (n0.nameSort > $p1 OR n0.id > $p2) WITH n0 ORDER BY n0.nameSort, n0.id LIMIT $p3 RETURN collect([[n0.nameHu]]) AS f0 }
CALL () { MATCH (n3:County {nuts3: $p4}) MATCH (n3)<-[:IN_COUNTY]-(n2:Settlement) WHERE n2.nameSort <= $p5 AND (n2.nameSort < $p5 OR n2.id < $p6) WITH n2 ORDER BY n2.nameSort DESC, n2.id DESC LIMIT $p7 + 1 RETURN collect([[n2.nameHu]]) AS f1 }
RETURN v0 AS version, [f0, f1] AS data;

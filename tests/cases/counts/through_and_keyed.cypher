// {"p0": 3, "p1": "HU223", "p2": 20}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:DevelopmentProcess) WHERE n0.id IS NOT NULL WITH n0 ORDER BY n0.id LIMIT $p0 RETURN collect([[COUNT { MATCH (n0)-[:ENTERED]->(n1) }, COUNT { MATCH (n0)-[:USED]->(n2) }]]) AS f0 }
CALL () { MATCH (n3:County {nuts3: $p1})
  CALL (n3) { MATCH (n3)<-[:IN_COUNTY]-()<-[:TAKES_PLACE_IN]-(n4:SampleProject) WITH DISTINCT n4 ORDER BY n4.id WITH collect(n4) AS every WITH size(every) AS total, every[..$p2] AS page UNWIND page AS n4 RETURN collect([[n4.id, COUNT { MATCH (n4)-[:TAKES_PLACE_IN]->(n5) }]]) AS f1, coalesce(max(total), 0) AS f2 }
  RETURN head(collect([f1, f2, COUNT { MATCH (n6:Event) WHERE n6.countyNuts3 = n3.nuts3 }, COUNT { MATCH (n3)<-[:COVERS]-()<-[:WORKS_AT]-(n7) RETURN DISTINCT n7 }])) AS f3 }
RETURN v0 AS version, [f0, f3] AS data;

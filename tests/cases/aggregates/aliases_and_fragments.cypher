// {"p0": "museum", "p1": "museum", "p2": "source:programme", "p3": "HU223", "p4": 2}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Institution) WHERE n0.sector = $p0 RETURN [count(n0), avg(n0.staffCount), max(n0.staffCount)] AS f0 }
CALL () { MATCH (n1:Institution) WHERE n1.sector = $p1 RETURN [count(n1), avg(n1.staffCount), max(n1.staffCount)] AS f1 }
CALL () { MATCH (n2:Source {id: $p2}) RETURN head(collect([n2.id])) AS f2 }
CALL () { MATCH (n3:County {nuts3: $p3})
  CALL (n3) { MATCH (n3)-[:FROM_SOURCE]->(n4) RETURN [count(n4), toString(max(n4.accessedOn))] AS f3 }
  RETURN head(collect([f3])) AS f4 }
CALL () { MATCH (n5:Publication) WHERE n5.id IS NOT NULL WITH n5 ORDER BY n5.id LIMIT $p4
  CALL (n5) { MATCH (n5)<-[:PUBLISHED]-(n6) RETURN [count(n6), count(DISTINCT n6.id)] AS f5 }
  WITH * ORDER BY n5.id RETURN collect([[f5]]) AS f6 }
RETURN v0 AS version, [f0, f1, f2, f4, f6] AS data;

// {"p0": 3, "p1": 1, "p2": "inst:HU223:com:001"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:County) WHERE n0.nameSort IS NOT NULL AND n0.id IS NOT NULL WITH n0 ORDER BY n0.nameSort, n0.id LIMIT $p0
  CALL (n0) { MATCH (n0)<-[:IN_COUNTY]-()<-[:PART_OF*0..1]-()<-[:LOCATED_IN]-(n2:Institution) WITH DISTINCT n2 WITH n2, COUNT { MATCH (n2)-[:PARTICIPATES_IN]->(n3) } AS k0 RETURN [count(n2), avg(n2.staffCount), sum(k0), max(n2.visitorsPerYear)] AS f0 }
  WITH * ORDER BY n0.nameSort, n0.id RETURN collect([[n0.nuts3, COUNT { MATCH (n0)<-[:IN_COUNTY]-()<-[:PART_OF*0..1]-()<-[:LOCATED_IN]-(n1:Institution) RETURN DISTINCT n1 }, f0]]) AS f1 }
CALL () { MATCH (n4:Programme) WHERE n4.id IS NOT NULL WITH n4 ORDER BY n4.id LIMIT $p1
  CALL (n4) { MATCH (n4)<-[r0:IMPLEMENTS]-(n5) RETURN [count(n5), count(DISTINCT n5.role), count(DISTINCT r0.role)] AS f2 }
  WITH * ORDER BY n4.id RETURN collect([[f2]]) AS f3 }
CALL () { MATCH (n6:Institution {id: $p2})
  CALL (n6) { MATCH (n6)-[r1:PARTICIPATES_IN]->(n8) RETURN [count(n8), count(DISTINCT r1.role), toString(min(r1.from)), toString(max(r1.from)), toString(min(r1.to)), toString(max(n8.startDate))] AS f4 }
  RETURN head(collect([COUNT { MATCH (n6)-[:PARTICIPATES_IN]->(n7) }, f4])) AS f5 }
RETURN v0 AS version, [f1, f3, f5] AS data;

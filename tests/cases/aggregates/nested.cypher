// {"p0": 3, "p1": 1, "p2": "inst:HU223:com:001"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:County) WHERE n0.nameSort IS NOT NULL AND n0.id IS NOT NULL WITH n0 ORDER BY n0.nameSort, n0.id LIMIT $p0
  CALL (n0) { MATCH (n1:Institution) WHERE n1.countyNuts3 = n0.nuts3 WITH n1, COUNT { MATCH (n1)-[:PARTICIPATES_IN]->(n2) } AS k0 RETURN [count(n1), avg(n1.staffCount), sum(k0), max(n1.visitorsPerYear)] AS f0 }
  WITH * ORDER BY n0.nameSort, n0.id RETURN collect([[n0.nuts3, f0, f0[0]]]) AS f1 }
CALL () { MATCH (n3:Programme) WHERE n3.id IS NOT NULL WITH n3 ORDER BY n3.id LIMIT $p1
  CALL (n3) { MATCH (n3)<-[r0:IMPLEMENTS]-(n4) RETURN [count(n4), count(DISTINCT n4.role), count(DISTINCT r0.role)] AS f2 }
  WITH * ORDER BY n3.id RETURN collect([[f2]]) AS f3 }
CALL () { MATCH (n5:Institution {id: $p2})
  CALL (n5) { MATCH (n5)-[r1:PARTICIPATES_IN]->(n6) RETURN [count(n6), count(DISTINCT r1.role), toString(min(r1.from)), toString(max(r1.from)), toString(min(r1.to)), toString(max(n6.startDate))] AS f4 }
  RETURN head(collect([f4, f4[0]])) AS f5 }
RETURN v0 AS version, [f1, f3, f5] AS data;

// {"p0": "HU223", "p1": 5, "p2": 5, "p3": "EFOP-1.3.1-15-2016-00001", "p4": 6, "p5": 20, "p6": 2}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:County {nuts3: $p0})
  CALL (n0) { MATCH (n1:Community) WHERE n1.countyNuts3 = n0.nuts3 WITH n1 ORDER BY n1.memberCount DESC, n1.foundedOn, n1.id LIMIT $p1 RETURN collect([[n1.id, n1.memberCount, COUNT { MATCH (n1)<-[:MENTORS]-(n2) }]]) AS f0 }
  CALL (n0) { MATCH (n0)-[:HAS_SEAT]->(n3) WITH n3 ORDER BY n3.id LIMIT 1
    CALL (n3) { MATCH (n3)<-[:LOCATED_IN]-(n4) WITH n4 ORDER BY n4.nameSort DESC, n4.id LIMIT $p2 RETURN collect([[n4.id, n4.nameHu, n4.nameEn]]) AS f1 }
    RETURN head(collect([f1])) AS f2 }
  RETURN head(collect([f0, f2])) AS f3 }
CALL () { MATCH (n5:Programme {code: $p3})
  CALL (n5) { MATCH (n5)-[r0:REACHED]->(n6) WITH n6, r0 ORDER BY n6.population, n6.nameSort, n6.id LIMIT $p4 RETURN collect([[n6.id, n6.nameHu, n6.population], toString(r0.on), r0.method]) AS f4 }
  CALL (n5) { MATCH (n5)-[:HAS_ACTIVITY]->(n7) WITH n7 ORDER BY n7.no DESC, n7.id LIMIT $p5
    CALL (n7) { MATCH (n7)-[:PRODUCED]->(n8) WITH n8 ORDER BY n8.id LIMIT $p6 RETURN collect([[n8.id]]) AS f5 }
    WITH * ORDER BY n7.no DESC, n7.id RETURN collect([[n7.no, f5]]) AS f6 }
  RETURN head(collect([f4, f6])) AS f7 }
RETURN v0 AS version, [f3, f7] AS data;

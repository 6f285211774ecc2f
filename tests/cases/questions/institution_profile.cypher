// {"p0": "inst:HU223:lib:009", "p1": 20, "p2": 10, "p3": 20, "p4": 20, "p5": 20, "p6": 20, "p7": 20}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Institution {id: $p0})
  CALL (n0) { MATCH (n0)-[:HAS_ASSESSMENT]->(n2) WITH n2 ORDER BY n2.assessedOn, n2.id LIMIT $p1 RETURN collect([[toString(n2.assessedOn), n2.degree, n2.participationLevel, n2.elementsMet, n2.stance]]) AS f0 }
  CALL (n0) { MATCH (n0)-[r0:COOPERATES_WITH]-(n3) WITH n3, r0 ORDER BY n3.nameSort, n3.id LIMIT $p2 RETURN collect([[n3.nameHu, n3.nameEn], r0.weight]) AS f1 }
  CALL (n0) { MATCH (n0)-[r1:RUNS_VOLUNTEERING]->(n5) WITH n5, r1 ORDER BY n5.id LIMIT $p3 RETURN collect([[n5.nameHu, n5.nameEn, n5.form, COUNT { MATCH (n5)<-[:SUPPLIES_VOLUNTEERS]-(n6) }], toString(r1.from)]) AS f2 }
  CALL (n0) { MATCH (n0)-[:OWNS_PRACTICE]->(n7) WITH n7 ORDER BY n7.id LIMIT $p4 RETURN collect([[n7.titleHu, n7.titleEn, n7.reviewStatus]]) AS f3 }
  CALL (n0) { MATCH (n0)<-[:OPERATES]-(n8) WITH n8 ORDER BY n8.id LIMIT $p5 RETURN collect([[n8.id]]) AS f4 }
  CALL (n0) { MATCH (n0)-[:HAS_BODY]->(n9) WITH n9 ORDER BY n9.id LIMIT $p6
    CALL (n9) { MATCH (n9)<-[r2:SITS_IN]-(n10) WITH n10, r2 ORDER BY n10.id LIMIT $p7 RETURN collect([[n10.id], toString(r2.from)]) AS f5 }
    WITH * ORDER BY n9.id RETURN collect([[n9.form, f5]]) AS f6 }
  RETURN head(collect([n0.nameHu, n0.nameEn, n0.institutionType, n0.operatorType, n0.isil, n0.socialised, toString(n0.socialisedSince), n0.participationLevel, head([(n0)-[:LOCATED_IN]->(n1) | [n1.id, n1.nameHu]]), f0, f1, COUNT { MATCH (n0)-[:COOPERATES_WITH]-(n4) }, f2, f3, f4, f6])) AS f7 }
RETURN v0 AS version, [f7] AS data;

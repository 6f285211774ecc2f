// {"p0": "HU223", "p1": 4, "p2": 2, "p3": 2, "p4": 2, "p5": "HU333", "p6": 4, "p7": 2, "p8": 2, "p9": 2}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:County {nuts3: $p0})
  CALL (n0) { MATCH (n0)<-[:IN_COUNTY]-()<-[:PART_OF*0..1]-()<-[:LOCATED_IN]-(n1:Institution) WITH DISTINCT n1 MATCH (n1)-[r0:COOPERATES_WITH]-(:Institution) WITH DISTINCT r0, startNode(r0) AS r0a, endNode(r0) AS r0b WITH r0, r0a, r0b ORDER BY r0a.id, r0b.id LIMIT $p1
    CALL (r0a, r0b) { MATCH (r0a)-[:PARTICIPATES_IN]->(n2:Collaboration) MATCH (n2)<-[:PARTICIPATES_IN]-(r0b) WITH DISTINCT n2 ORDER BY n2.id LIMIT $p2 RETURN collect([[n2.id]]) AS f0 }
    WITH * ORDER BY r0a.id, r0b.id RETURN collect([[r0.weight, [[r0a.id], [r0b.id]], f0, COUNT { MATCH (r0a)-[:PARTICIPATES_IN]->(n3:Collaboration) MATCH (n3)<-[:PARTICIPATES_IN]-(r0b) RETURN DISTINCT n3 }]]) AS f1 }
  CALL (n0) { MATCH (n0)<-[:IN_COUNTY]-()<-[:PART_OF*0..1]-()<-[:LOCATED_IN]-(n5:Institution) WITH DISTINCT n0, n5 MATCH (n5)-[r2:COOPERATES_WITH]->(n5b:Institution) WHERE EXISTS { MATCH (n5b)-[:LOCATED_IN]->()-[:PART_OF*0..1]->()-[:IN_COUNTY]->(n0) }
    WITH r2, n5 AS r2a, n5b AS r2b WITH r2, r2a, r2b ORDER BY r2a.id DESC, r2b.id DESC LIMIT $p3
    CALL (r2a, r2b) { MATCH (r2a)-[:PARTICIPATES_IN]->(n6:Collaboration) MATCH (n6)<-[:PARTICIPATES_IN]-(r2b) WITH DISTINCT n6 ORDER BY n6.id LIMIT $p4 RETURN collect([[n6.id]]) AS f2 }
    WITH * ORDER BY r2a.id DESC, r2b.id DESC RETURN collect([[r2.weight, [[r2a.id], [r2b.id]], f2, COUNT { MATCH (r2a)-[:PARTICIPATES_IN]->(n7:Collaboration) MATCH (n7)<-[:PARTICIPATES_IN]-(r2b) RETURN DISTINCT n7 }]]) AS f3 }
  RETURN head(collect([n0.nameHu, n0.nameEn, f1, COUNT { MATCH (n0)<-[:IN_COUNTY]-()<-[:PART_OF*0..1]-()<-[:LOCATED_IN]-(n4:Institution) WITH DISTINCT n4 MATCH (n4)-[r1:COOPERATES_WITH]-(:Institution) WITH DISTINCT r1, startNode(r1) AS r1a, endNode(r1) AS r1b RETURN r1 }, f3, COUNT { MATCH (n0)<-[:IN_COUNTY]-()<-[:PART_OF*0..1]-()<-[:LOCATED_IN]-(n8:Institution) WITH DISTINCT n0, n8 MATCH (n8)-[r3:COOPERATES_WITH]->(n8b:Institution) WHERE EXISTS { MATCH (n8b)-[:LOCATED_IN]->()-[:PART_OF*0..1]->()-[:IN_COUNTY]->(n0) }
    WITH r3, n8 AS r3a, n8b AS r3b RETURN r3 }])) AS f4 }
CALL () { MATCH (n9:County {nuts3: $p5})
  CALL (n9) { MATCH (n9)<-[:IN_COUNTY]-()<-[:PART_OF*0..1]-()<-[:LOCATED_IN]-(n10:Institution) WITH DISTINCT n10 MATCH (n10)-[r4:COOPERATES_WITH]-(:Institution) WITH DISTINCT r4, startNode(r4) AS r4a, endNode(r4) AS r4b WITH r4, r4a, r4b ORDER BY r4a.id, r4b.id LIMIT $p6
    CALL (r4a, r4b) { MATCH (r4a)-[:PARTICIPATES_IN]->(n11:Collaboration) MATCH (n11)<-[:PARTICIPATES_IN]-(r4b) WITH DISTINCT n11 ORDER BY n11.id LIMIT $p7 RETURN collect([[n11.id]]) AS f5 }
    WITH * ORDER BY r4a.id, r4b.id RETURN collect([[r4.weight, [[r4a.id], [r4b.id]], f5, COUNT { MATCH (r4a)-[:PARTICIPATES_IN]->(n12:Collaboration) MATCH (n12)<-[:PARTICIPATES_IN]-(r4b) RETURN DISTINCT n12 }]]) AS f6 }
  CALL (n9) { MATCH (n9)<-[:IN_COUNTY]-()<-[:PART_OF*0..1]-()<-[:LOCATED_IN]-(n14:Institution) WITH DISTINCT n9, n14 MATCH (n14)-[r6:COOPERATES_WITH]->(n14b:Institution) WHERE EXISTS { MATCH (n14b)-[:LOCATED_IN]->()-[:PART_OF*0..1]->()-[:IN_COUNTY]->(n9) }
    WITH r6, n14 AS r6a, n14b AS r6b WITH r6, r6a, r6b ORDER BY r6a.id DESC, r6b.id DESC LIMIT $p8
    CALL (r6a, r6b) { MATCH (r6a)-[:PARTICIPATES_IN]->(n15:Collaboration) MATCH (n15)<-[:PARTICIPATES_IN]-(r6b) WITH DISTINCT n15 ORDER BY n15.id LIMIT $p9 RETURN collect([[n15.id]]) AS f7 }
    WITH * ORDER BY r6a.id DESC, r6b.id DESC RETURN collect([[r6.weight, [[r6a.id], [r6b.id]], f7, COUNT { MATCH (r6a)-[:PARTICIPATES_IN]->(n16:Collaboration) MATCH (n16)<-[:PARTICIPATES_IN]-(r6b) RETURN DISTINCT n16 }]]) AS f8 }
  RETURN head(collect([n9.nameHu, n9.nameEn, f6, COUNT { MATCH (n9)<-[:IN_COUNTY]-()<-[:PART_OF*0..1]-()<-[:LOCATED_IN]-(n13:Institution) WITH DISTINCT n13 MATCH (n13)-[r5:COOPERATES_WITH]-(:Institution) WITH DISTINCT r5, startNode(r5) AS r5a, endNode(r5) AS r5b RETURN r5 }, f8, COUNT { MATCH (n9)<-[:IN_COUNTY]-()<-[:PART_OF*0..1]-()<-[:LOCATED_IN]-(n17:Institution) WITH DISTINCT n9, n17 MATCH (n17)-[r7:COOPERATES_WITH]->(n17b:Institution) WHERE EXISTS { MATCH (n17b)-[:LOCATED_IN]->()-[:PART_OF*0..1]->()-[:IN_COUNTY]->(n9) }
    WITH r7, n17 AS r7a, n17b AS r7b RETURN r7 }])) AS f9 }
RETURN v0 AS version, [f4, f9] AS data;

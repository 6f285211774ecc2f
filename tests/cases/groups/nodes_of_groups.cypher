// {"p0": "HU223", "p1": 20, "p2": 2, "p3": 1, "p4": 3}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n1:County {nuts3: $p0}) MATCH (n1)<-[:SITED_IN]-(n0:Institution) WITH n0, n0.sector AS g0 WITH g0, count(n0) AS a0, collect(n0) AS x0 ORDER BY g0 LIMIT $p1
  CALL (x0) { UNWIND x0 AS n2 WITH n2, head([(n2)-[:IN_SETTLEMENT]->(n3) | n3.nameSort]) AS k0 ORDER BY k0 DESC, n2.nameSort, n2.id LIMIT $p2
    CALL (n2) { MATCH (n2)-[r0:PARTICIPATES_IN]->(n5) WHERE n2:Institution WITH n5, r0 ORDER BY n5.id, r0.key WITH collect([n5, r0]) AS every WITH size(every) AS total, every[..$p3] AS page UNWIND page AS kept WITH total, kept[0] AS n5, kept[1] AS r0 RETURN collect([[n5.id]]) AS f0, coalesce(max(total), 0) AS f1 }
    WITH * ORDER BY k0 DESC, n2.nameSort, n2.id RETURN collect([n2.id, n2.nameHu, n2.nameEn, head([(n2)-[:IN_SETTLEMENT]->(n4) | [n4.nameHu]]), f0, f1]) AS f2 }
  CALL (x0) { UNWIND x0 AS n6 WITH n6, head([(n6)-[:IN_SETTLEMENT]->(n7) | n7.nameSort]) AS k1 ORDER BY k1 DESC, n6.nameSort, n6.id LIMIT $p4 RETURN collect([n6.id]) AS f3 }
  WITH * ORDER BY g0 RETURN collect([g0, a0, f2, f3]) AS f4 }
RETURN v0 AS version, [f4] AS data;

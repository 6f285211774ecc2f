// {"p0": "HU223", "p1": 20, "p2": 2, "p3": 1, "p4": 3}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Institution {countyNuts3: $p0}) WITH n0, n0.sector AS g0 WITH g0, count(n0) AS a0, collect(n0) AS x0 ORDER BY g0 LIMIT $p1
  CALL (x0) { UNWIND x0 AS n1 WITH n1, head([(n1)-[:IN_SETTLEMENT]->(n2) | n2.nameSort]) AS k0 ORDER BY k0 DESC, n1.nameSort, n1.id LIMIT $p2
    CALL (n1) { MATCH (n1)-[r0:PARTICIPATES_IN]->(n4) WHERE n1:Institution WITH n4, r0 ORDER BY n4.id, r0.key WITH collect([n4, r0]) AS every WITH size(every) AS total, every[..$p3] AS page UNWIND page AS kept WITH total, kept[0] AS n4, kept[1] AS r0 RETURN collect([[n4.id]]) AS f0, coalesce(max(total), 0) AS f1 }
    WITH * ORDER BY k0 DESC, n1.nameSort, n1.id RETURN collect([n1.id, n1.nameHu, n1.nameEn, head([(n1)-[:IN_SETTLEMENT]->(n3) | [n3.nameHu]]), f0, f1]) AS f2 }
  CALL (x0) { UNWIND x0 AS n5 WITH n5, head([(n5)-[:IN_SETTLEMENT]->(n6) | n6.nameSort]) AS k1 ORDER BY k1 DESC, n5.nameSort, n5.id LIMIT $p4 RETURN collect([n5.id]) AS f3 }
  WITH * ORDER BY g0 RETURN collect([g0, a0, f2, f3]) AS f4 }
RETURN v0 AS version, [f4] AS data;

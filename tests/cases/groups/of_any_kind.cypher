// {"p0": "settlement:32054", "p1": 20, "p2": 2, "p3": 3, "p4": 20, "p5": 20}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Settlement {id: $p0})
  CALL (n0) { MATCH (n0)<-[:LOCATED_IN]-(n1) WITH n1, n1.organisationForm AS g0 WITH g0, count(n1) AS a0, collect(n1) AS x0 ORDER BY g0 LIMIT $p1
    CALL (x0) { UNWIND x0 AS n2 WITH n2 ORDER BY n2.id LIMIT $p2 RETURN collect([n2.id, n2.active, n2.sector]) AS f0 }
    WITH * ORDER BY g0 RETURN collect([g0, a0, f0]) AS f1 }
  RETURN head(collect([f1])) AS f2 }
CALL () { MATCH (n3:Publication) WHERE n3.id IS NOT NULL WITH n3 ORDER BY n3.id LIMIT $p3
  CALL (n3) { MATCH (n3)<-[:PUBLISHED]-(n4) WITH n4, n4.dataOrigin AS g1 WITH g1, count(n4) AS a1, collect(n4) AS x1 ORDER BY g1 LIMIT $p4
    CALL (x1) { UNWIND x1 AS n5 WITH n5 ORDER BY n5.id LIMIT $p5 RETURN collect([n5.id]) AS f3 }
    WITH * ORDER BY g1 RETURN collect([g1, a1, f3]) AS f4 }
  WITH * ORDER BY n3.id RETURN collect([[f4]]) AS f5 }
RETURN v0 AS version, [f2, f5] AS data;

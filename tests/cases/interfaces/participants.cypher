// {"p0": "comm:HU223:012", "p1": 5, "p2": 20, "p3": 1}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n1:Community|Organisation {id: $p0}) MATCH (n1)-[:PARTICIPATES_IN]->(n0:Collaboration) WITH DISTINCT n0 ORDER BY n0.id LIMIT $p1
  CALL (n0) { MATCH (n0)<-[r0:PARTICIPATES_IN]-(n2) WITH n2, r0 ORDER BY n2.nameSort, n2.id, r0.key LIMIT $p2
    CALL (n2) { MATCH (n2)-[:HAS_ASSESSMENT]->(n5) WHERE n2:Institution WITH n5 ORDER BY n5.id WITH collect(n5) AS every WITH size(every) AS total, every[..$p3] AS page UNWIND page AS n5 RETURN collect([[n5.degree]]) AS f0, coalesce(max(total), 0) AS f1 }
    WITH * ORDER BY n2.nameSort, n2.id, r0.key RETURN collect([[n2.id, n2.nameHu, n2.nameEn, head([(n2)-[:SITED_IN]->(n3) | [n3.nuts3]]), n2.active, n2.organisationForm, n2.memberCount, COUNT { MATCH (n2)<-[:MENTORS]-(n4) WHERE n2:Community }, n2.sector, f0, f1], r0.role, toString(r0.from), toString(r0.to)]) AS f2 }
  WITH * ORDER BY n0.id RETURN collect([[n0.id, f2, COUNT { MATCH (n0)<-[:PARTICIPATES_IN]-(n6) }]]) AS f3 }
RETURN v0 AS version, [f3] AS data;

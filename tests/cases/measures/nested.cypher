// {"m_core": {}, "p0": 4, "p1": 3, "m_degree": {}, "p2": 3, "m_betweenness": {}, "p3": 2, "m_clustering": {}, "p4": 0.5, "m_harmonic": {}, "p5": 2, "m_openPairs": {}, "p6": 20, "p7": 2, "p8": 2, "p9": 3}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:County) WHERE EXISTS { MATCH (n0)<-[:SITED_IN]-(n1:Institution) WHERE $m_core[n1.id] >= $p0 }
  WITH n0 ORDER BY n0.id WITH collect(n0) AS every WITH size(every) AS total, every[..$p1] AS page UNWIND page AS n0
  CALL (n0) { MATCH (n2:Institution) WHERE n2.countyNuts3 = n0.nuts3 AND $m_degree[n2.id] > $p2 WITH n2, $m_betweenness[n2.id] AS k0 ORDER BY k0 DESC, n2.id WITH collect([n2, k0]) AS every WITH size(every) AS total, every[..$p3] AS page UNWIND page AS kept WITH total, kept[0] AS n2, kept[1] AS k0
    CALL (n2) { MATCH (n2)-[r0:COOPERATES_WITH]-(n3) WHERE $m_clustering[n3.id] > $p4 WITH n3, r0, $m_harmonic[n3.id] AS k1 ORDER BY k1, n3.id WITH collect([n3, r0, k1]) AS every WITH size(every) AS total, every[..$p5] AS page UNWIND page AS kept WITH total, kept[0] AS n3, kept[1] AS r0, kept[2] AS k1 RETURN collect([[n3.id, $m_harmonic[n3.id], $m_clustering[n3.id]], r0.weight]) AS f0, coalesce(max(total), 0) AS f1 }
    WITH * ORDER BY k0 DESC, n2.id RETURN collect([[n2.id, $m_betweenness[n2.id], $m_degree[n2.id], f0, f1]]) AS f2, coalesce(max(total), 0) AS f3 }
  WITH * ORDER BY n0.id RETURN collect([[n0.nuts3, f2, f3]]) AS f4, coalesce(max(total), 0) AS f5 }
CALL () { MATCH (n4:Collaboration) WHERE COUNT { MATCH (n4)<-[:PARTICIPATES_IN]-(n5) WHERE (n5:Institution AND $m_openPairs[n5.id] > $p6) } >= $p7 WITH n4 ORDER BY n4.id WITH collect(n4) AS every WITH size(every) AS total, every[..$p8] AS page UNWIND page AS n4
  CALL (n4) { MATCH (n4)<-[r1:PARTICIPATES_IN]-(n6) WITH n6, r1 ORDER BY n6.id, r1.key LIMIT $p9 RETURN collect([[n6.id, $m_openPairs[n6.id]]]) AS f6 }
  WITH * ORDER BY n4.id RETURN collect([[n4.id, f6]]) AS f7, coalesce(max(total), 0) AS f8 }
RETURN v0 AS version, [f4, f5, f7, f8] AS data;

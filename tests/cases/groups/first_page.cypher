// {"p0": 3000, "p1": 4, "p2": 3000}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Institution) WHERE EXISTS { MATCH (n0)-[:LOCATED_IN]->()-[:PART_OF*0..1]->(n1:Settlement) WHERE n1.population > $p0 }
  WITH n0, head([(n0)-[:LOCATED_IN]->()-[:PART_OF*0..1]->(n2:Settlement) | [n2.nameHu, n2.nameSort]]) AS g0, n0.sector AS g1 WITH g0, g1, count(n0) AS a0, round(avg(n0.staffCount), 6) AS a1 ORDER BY a1 DESC, g0[1], g0[0], g1 LIMIT $p1 + 1 RETURN collect([g0[0], g1, a0, a1, g0[1]]) AS f0 }
CALL () { MATCH (n3:Institution) WHERE EXISTS { MATCH (n3)-[:LOCATED_IN]->()-[:PART_OF*0..1]->(n4:Settlement) WHERE n4.population > $p2 }
  WITH n3, head([(n3)-[:LOCATED_IN]->()-[:PART_OF*0..1]->(n5:Settlement) | [n5.nameHu, n5.nameSort]]) AS g2, n3.sector AS g3 WITH g2, g3, count(n3) AS a2 RETURN count(*) AS f1 }
RETURN v0 AS version, [f0, f1] AS data;

// {"p0": ["hu", "en"], "p1": ["hu", "en"], "p2": ["en", "de"]}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:ConsortiumMember) WHERE NOT COUNT { MATCH (n0)-[:ORGANISES]->(n1) WHERE size([item IN $p0 WHERE item IN n1.languages]) > 0 } = 1 RETURN count(n0) AS f0 }
CALL () { MATCH (n2:ConsortiumMember) WHERE NOT EXISTS { MATCH (n2)-[:ORGANISES]->(n3) WHERE size([item IN $p1 WHERE NOT item IN coalesce(n3.languages, [])]) = 0 }
  RETURN count(n2) AS f1 }
CALL () { MATCH (n4:Event) WHERE NOT coalesce(size([item IN $p2 WHERE item IN n4.languages]) > 0, false) RETURN count(n4) AS f2 }
RETURN v0 AS version, [f0, f1, f2] AS data;

// {"p0": true, "p1": 60, "p2": true}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Institution) WHERE (NOT EXISTS { MATCH (n0)<-[:EMPLOYED_BY]-(n1:Professional) WHERE EXISTS { MATCH (n1)-[:ATTENDED]->(n2) } } AND n0.socialised = $p0) WITH n0, head([(n0)-[:LOCATED_IN]->()-[:PART_OF*0..1]->()-[:IN_COUNTY]->(n3) | n3.nuts3]) AS k0 ORDER BY k0, n0.nameSort, n0.id LIMIT $p1 RETURN collect([[n0.id, head([(n0)-[:LOCATED_IN]->()-[:PART_OF*0..1]->()-[:IN_COUNTY]->(n4) | [n4.nuts3]]), COUNT { MATCH (n0)<-[:EMPLOYED_BY]-(n5:Professional) }]]) AS f0 }
CALL () { MATCH (n6:Institution) WHERE (NOT EXISTS { MATCH (n6)<-[:EMPLOYED_BY]-(n7:Professional) WHERE EXISTS { MATCH (n7)-[:ATTENDED]->(n8) } } AND n6.socialised = $p2) RETURN count(n6) AS f1 }
RETURN v0 AS version, [f0, f1] AS data;

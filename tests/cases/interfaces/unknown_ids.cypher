// {"p0": "county:HU999", "p1": ["settlement:32054", "county:HU223", "county:HU999", "zz", "inst:HU223:lib:009", "county:HU223"], "p2": []}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:County {id: $p0}) RETURN head(collect([n0.id])) AS f0 }
CALL () { UNWIND $p1 AS x0 MATCH (n1:Node {id: x0}) WHERE n1:County|Institution|Settlement RETURN collect([n1.id, n1.population, n1.nameHu, n1.nameEn, head([(n1)-[:IN_COUNTY]->(n2) | [n2.id]])]) AS f1 }
RETURN v0 AS version, [f0, f1] AS data;

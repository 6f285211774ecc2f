// {"p0": "32054"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Settlement {kshCode: $p0}) RETURN head(collect([n0.nameHu, n0.legalStatus, n0.population, n0.populationYear, n0.areaHa, n0.dwellings, n0.postalCode, n0.disadvantage, n0.location.x, n0.location.y])) AS f0 }
RETURN v0 AS version, [f0] AS data;

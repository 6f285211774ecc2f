// {"p0": "HU223"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:County {nuts3: $p0}) RETURN head(collect([n0.id, n0.nuts3, n0.kshCode, n0.nameHu, n0.nameEn, n0.nameHuCurrent, n0.population, n0.inProgrammeArea, n0.dataOrigin, n0.createdAt, n0.updatedAt])) AS f0 }
RETURN v0 AS version, [f0] AS data;

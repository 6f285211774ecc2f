// {"p0": "EFOP-1.3.1-15-2016-00001"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Programme {code: $p0}) RETURN head(collect([n0.code, n0.grantHuf, n0.totalBudgetEur, n0.euContributionEur, toString(n0.startDate), toString(n0.endDate)])) AS f0 }
RETURN v0 AS version, [f0] AS data;

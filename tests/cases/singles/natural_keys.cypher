// {"p0": "HU", "p1": "HU22", "p2": "024", "p3": "32054", "p4": "I1", "p5": 2, "p6": "TOP-5.3.1-16", "p7": "sector:museum", "p8": "sector", "p9": "S1"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Country {code: $p0}) RETURN head(collect([n0.id])) AS f0 }
CALL () { MATCH (n1:Region {nuts2: $p1}) RETURN head(collect([n1.id, n1.nameHu, n1.nameEn])) AS f1 }
CALL () { MATCH (n2:District {kshCode: $p2}) RETURN head(collect([n2.id, n2.nameHu, n2.nameEn, n2.disadvantage])) AS f2 }
CALL () { MATCH (n3:Settlement {kshCode: $p3}) RETURN head(collect([n3.id, n3.nameHu])) AS f3 }
CALL () { MATCH (n4:Indicator {code: $p4}) RETURN head(collect([n4.id, n4.target])) AS f4 }
CALL () { MATCH (n5:MonitoringWave {no: $p5}) RETURN head(collect([n5.id, toString(n5.startDate)])) AS f5 }
CALL () { MATCH (n6:TopCall {code: $p6}) RETURN head(collect([n6.id, n6.nameHu, n6.budgetHuf])) AS f6 }
CALL () { MATCH (n7:Concept {key: $p7}) RETURN head(collect([n7.id, n7.code])) AS f7 }
CALL () { MATCH (n8:ConceptScheme {code: $p8}) RETURN head(collect([n8.id, n8.prefLabelHu, n8.prefLabelEn])) AS f8 }
CALL () { MATCH (n9:Source {key: $p9}) RETURN head(collect([n9.id, n9.title, n9.url])) AS f9 }
RETURN v0 AS version, [f0, f1, f2, f3, f4, f5, f6, f7, f8, f9] AS data;

// {"p0": "HU11", "p1": "HU21", "p2": "HU22", "p3": "HU23", "p4": "HU31", "p5": "HU32", "p6": "HU33", "p7": "HU110", "p8": "HU120", "p9": "HU211", "p10": "HU212", "p11": "HU213", "p12": "HU221", "p13": "HU222", "p14": "HU223", "p15": "HU231", "p16": "HU232", "p17": "HU233"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Region {nuts2: $p0}) RETURN head(collect([n0.nameHu, n0.nameEn])) AS f0 }
CALL () { MATCH (n1:Region {nuts2: $p1}) RETURN head(collect([n1.nameHu, n1.nameEn])) AS f1 }
CALL () { MATCH (n2:Region {nuts2: $p2}) RETURN head(collect([n2.nameHu, n2.nameEn])) AS f2 }
CALL () { MATCH (n3:Region {nuts2: $p3}) RETURN head(collect([n3.nameHu, n3.nameEn])) AS f3 }
CALL () { MATCH (n4:Region {nuts2: $p4}) RETURN head(collect([n4.nameHu, n4.nameEn])) AS f4 }
CALL () { MATCH (n5:Region {nuts2: $p5}) RETURN head(collect([n5.nameHu, n5.nameEn])) AS f5 }
CALL () { MATCH (n6:Region {nuts2: $p6}) RETURN head(collect([n6.nameHu, n6.nameEn])) AS f6 }
CALL () { MATCH (n7:County {nuts3: $p7}) RETURN head(collect([n7.population])) AS f7 }
CALL () { MATCH (n8:County {nuts3: $p8}) RETURN head(collect([n8.population])) AS f8 }
CALL () { MATCH (n9:County {nuts3: $p9}) RETURN head(collect([n9.population])) AS f9 }
CALL () { MATCH (n10:County {nuts3: $p10}) RETURN head(collect([n10.population])) AS f10 }
CALL () { MATCH (n11:County {nuts3: $p11}) RETURN head(collect([n11.population])) AS f11 }
CALL () { MATCH (n12:County {nuts3: $p12}) RETURN head(collect([n12.population])) AS f12 }
CALL () { MATCH (n13:County {nuts3: $p13}) RETURN head(collect([n13.population])) AS f13 }
CALL () { MATCH (n14:County {nuts3: $p14}) RETURN head(collect([n14.population])) AS f14 }
CALL () { MATCH (n15:County {nuts3: $p15}) RETURN head(collect([n15.population])) AS f15 }
CALL () { MATCH (n16:County {nuts3: $p16}) RETURN head(collect([n16.population])) AS f16 }
CALL () { MATCH (n17:County {nuts3: $p17}) RETURN head(collect([n17.population])) AS f17 }
RETURN v0 AS version, [f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17] AS data;

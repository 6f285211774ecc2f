// {"p0": ["2018-05-12", "2019-09-15", "2019-06-01"], "p1": "2018-05-12", "p2": "2018-05-12", "p3": ["2018-01-01T00:00:00+00:00", "2018-01-02T00:00:00+00:00"], "p4": "2018-01-01T00:00:00+00:00", "p5": "2018-01-01T00:00:00+00:00"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Event) WHERE n0.startDate IN [value IN $p0 | date(value)] RETURN count(n0) AS f0 }
CALL () { MATCH (n1:Event) WHERE (n1.endDate = date($p1) AND n1.startDate <> date($p2)) RETURN count(n1) AS f1 }
CALL () { MATCH (n2:County) WHERE n2.createdAt IN [value IN $p3 | datetime(value)] RETURN count(n2) AS f2 }
CALL () { MATCH (n3:County) WHERE n3.createdAt = datetime($p4) RETURN count(n3) AS f3 }
CALL () { MATCH (n4:County) WHERE n4.createdAt > datetime($p5) RETURN count(n4) AS f4 }
RETURN v0 AS version, [f0, f1, f2, f3, f4] AS data;

// {"p0": "joint_event", "p1": 1, "p2": "joint_event", "p3": "joint_event", "p4": []}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n1:Collaboration) WHERE n1.type = $p0 MATCH (n1)<-[:PARTICIPATES_IN]-(n0:Institution) WITH DISTINCT n0 ORDER BY n0.id LIMIT $p1 RETURN collect([[n0.id]]) AS f0 }
CALL () { MATCH (n3:Collaboration) WHERE n3.type = $p2 MATCH (n3)<-[:PARTICIPATES_IN]-(n2:Institution) RETURN count(DISTINCT n2) AS f1 }
CALL () { MATCH (n5:Collaboration) WHERE n5.type = $p3 MATCH (n5)<-[:PARTICIPATES_IN]-(n4:Institution) WITH DISTINCT n4 RETURN [count(n4), avg(n4.staffCount), max(n4.staffCount), sum(n4.staffCount), count(DISTINCT n4.sector)] AS f2 }
CALL () { MATCH (n6:Institution) WHERE n6.sector IN $p4 RETURN [count(n6), min(n6.staffCount), max(n6.staffCount), avg(n6.staffCount), sum(n6.staffCount), count(DISTINCT n6.staffCount), max(n6.updatedAt)] AS f3 }
RETURN v0 AS version, [f0, f1, f2, f3] AS data;

// {"p0": "joint_event", "p1": 1, "p2": "joint_event", "p3": []}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n1:Collaboration) WHERE n1.type = $p0 MATCH (n1)<-[:PARTICIPATES_IN]-(n0:Institution) WITH DISTINCT n0 ORDER BY n0.id WITH collect(n0) AS every WITH size(every) AS total, every[..$p1] AS page UNWIND page AS n0 RETURN collect([[n0.id]]) AS f0, coalesce(max(total), 0) AS f1 }
CALL () { MATCH (n3:Collaboration) WHERE n3.type = $p2 MATCH (n3)<-[:PARTICIPATES_IN]-(n2:Institution) WITH DISTINCT n2 RETURN [count(n2), avg(n2.staffCount), max(n2.staffCount), sum(n2.staffCount), count(DISTINCT n2.sector)] AS f2 }
CALL () { MATCH (n4:Institution) WHERE n4.sector IN $p3 RETURN [count(n4), min(n4.staffCount), max(n4.staffCount), avg(n4.staffCount), sum(n4.staffCount), count(DISTINCT n4.staffCount), max(n4.updatedAt)] AS f3 }
RETURN v0 AS version, [f0, f1, f2, f3] AS data;

// {"p0": 4, "p1": 4, "p2": 4}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Mentor) WHERE n0.joinedOn IS NOT NULL AND n0.id IS NOT NULL WITH n0 ORDER BY n0.joinedOn, n0.id LIMIT $p0 RETURN collect([[n0.id, n0.mentorStatus, n0.backgrounds, toString(n0.joinedOn), toString(n0.leftOn)]]) AS f0 }
CALL () { MATCH (n1:Community) WHERE n1.id IS NOT NULL WITH n1 ORDER BY n1.id LIMIT $p1 RETURN collect([[n1.id, n1.themes, n1.formal, n1.memberCount]]) AS f1 }
CALL () { MATCH (n2:Publication) WHERE n2.id IS NOT NULL WITH n2 ORDER BY n2.id LIMIT $p2 RETURN collect([[n2.languages, n2.audience, n2.year]]) AS f2 }
RETURN v0 AS version, [f0, f1, f2] AS data;

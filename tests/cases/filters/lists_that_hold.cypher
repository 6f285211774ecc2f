// {"p0": "institutional_volunteering", "p1": "en", "p2": 20, "p3": "en", "p4": "hu"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Community) WHERE $p0 IN n0.themes RETURN count(n0) AS f0 }
CALL () { MATCH (n1:Publication) WHERE $p1 IN n1.languages WITH n1 ORDER BY n1.id WITH collect(n1) AS every WITH size(every) AS total, every[..$p2] AS page UNWIND page AS n1 RETURN collect([[n1.languages]]) AS f1, coalesce(max(total), 0) AS f2 }
CALL () { MATCH (n2:Publication) WHERE (NOT coalesce($p3 IN n2.languages, false) AND NOT coalesce($p4 IN n2.languages, false)) RETURN count(n2) AS f3 }
RETURN v0 AS version, [f0, f1, f2, f3] AS data;

// Question 22: places reached without a mentored community.
MATCH (:Programme {code: 'EFOP-1.3.1-15-2016-00001'})-[r:REACHED]->(p)
WHERE NOT EXISTS { MATCH (p)<-[:BASED_IN]-(:Community)<-[:MENTORS]-(:Mentor) }
RETURN p.id AS id, toString(r.on) AS reached ORDER BY p.nameSort, p.id

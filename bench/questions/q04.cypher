MATCH (i:Institution)-[:SITED_IN]->(c)
WHERE c.inProgrammeArea = $inProgrammeArea
OPTIONAL MATCH (i)-[t:COOPERATES_WITH]-()
WITH c, count(DISTINCT t) AS ties
ORDER BY CASE WHEN $direction = 'DESC' THEN -c.cooperationRate ELSE c.cooperationRate END, c.id
WITH collect([c.id, c.nuts3, c.nameHu, c.nameEn, c.population, c.cooperationRate, ties]) AS every
RETURN [size(every), every[..20]] AS answer

MATCH (i:Institution)-[t:COOPERATES_WITH]-(o)
WHERE (t.crossSector OR t.crossCounty) AND i.sector IN [name IN $sectors | toLower(name)]
WITH i, count(o) AS bridges, count(DISTINCT o.sector) AS sectors, sum(CASE WHEN t.crossCounty THEN 1 ELSE 0 END) AS others
ORDER BY bridges DESC, i.nameSort, i.id
WITH collect([i, bridges, sectors, others]) AS every
RETURN [size(every), [row IN every[..$first] | [row[0].id, row[0].nameHu, row[0].nameEn, row[0].sector,
  COLLECT { WITH row[0] AS i MATCH (i)-[:SITED_IN]->(c)
    RETURN [c.id, c.nameHu, c.nameEn] LIMIT 1 }, row[1], row[2], row[3]]]] AS answer

MATCH (i:Institution)-[:HAS_ASSESSMENT]->(a)
WITH i, a ORDER BY a.assessedOn DESC, a.id DESC
WITH i, head(collect(a)) AS newest
WHERE i.participationLevelChange <= $change OR newest.stance = toLower($stance)
MATCH (i)-[:SITED_IN]->(c)
WITH i, newest, c ORDER BY c.nameSort, i.nameSort, i.id
WITH collect([i, newest, c]) AS every
RETURN [size(every), [row IN every[..$first] | [row[0].id, row[0].nameHu, row[0].nameEn, row[0].sector,
  [row[2].id, row[2].nameHu, row[2].nameEn], row[0].participationLevelChange,
  [row[1].id, toString(row[1].assessedOn), row[1].participationLevel, row[1].degree, row[1].stance]]]] AS answer

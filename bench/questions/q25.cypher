MATCH (i:Institution {socialised: true})
WHERE NOT EXISTS { MATCH (i)<-[e:EMPLOYED_BY]-(p:Professional)
  WHERE e.from <= date($today) AND (e.to IS NULL OR e.to > date($today))
    AND EXISTS { MATCH (p)-[:ATTENDED]->(t) WHERE t.startDate <= date($today) } }
MATCH (i)-[:SITED_IN]->(c)
WITH i, c ORDER BY c.nameSort, i.nameSort, i.id
WITH collect([i, c]) AS every
WITH size(every) AS total, every[..$first] AS page
CALL (page) {
  UNWIND page AS row
  WITH row[0] AS i, row[1] AS c
  RETURN collect([i.id, i.nameHu, i.nameEn, i.sector, toString(i.socialisedSince), c.id, c.nameHu, c.nameEn,
    COUNT { MATCH (i)<-[e:EMPLOYED_BY]-(:Professional)
      WHERE e.from <= date($today) AND (e.to IS NULL OR e.to > date($today)) }]) AS institutions
}
RETURN [total, institutions] AS answer

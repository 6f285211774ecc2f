MATCH (c:County {id: $county})<-[:IN_COUNTY|SITED_IN]-(t:Settlement|SettlementPart|Organisation|Community)
MATCH (t)-[r:MENTORS|PARTICIPATES_IN|ADOPTED]-()
WITH DISTINCT r, startNode(r) AS a, endNode(r) AS b
WITH r, a, b, CASE type(r) WHEN 'ADOPTED' THEN r.on WHEN 'MENTORS' THEN r.from ELSE coalesce(r.from, b.startDate) END AS begun,
  CASE type(r) WHEN 'ADOPTED' THEN null WHEN 'MENTORS' THEN r.to ELSE coalesce(r.to, b.endDate) END AS ended
UNWIND [['BEGAN', begun], ['ENDED', ended]] AS one
WITH r, a, b, begun, ended, one[0] AS change, one[1] AS day
WHERE type(r) IN $kinds AND day >= date($from) AND day < date($to)
WITH r, a, b, begun, ended, change, day
ORDER BY day, type(r), a.id, b.id, coalesce(r.key, ''), change
WITH collect([toString(day), change, type(r), r.key, toString(begun), toString(ended),
  [a.id, a:Community OR a:Organisation, a.nameHu, a.nameEn],
  [b.id, CASE WHEN b:Community OR b:Organisation OR b:Collaboration THEN 1 WHEN b:GoodPractice THEN 2 ELSE 0 END,
   coalesce(b.nameHu, b.titleHu), CASE WHEN b:GoodPractice THEN b.titleEn ELSE b.nameEn END]]) AS every
RETURN [size(every), every[..$first]] AS answer

MATCH (:County {nuts3: $county})<-[:SITED_IN]-(e:Event)-[:HELD_IN]->(s)
WHERE e.startDate >= date($today) AND e.startDate <= date($until)
WITH e, s ORDER BY e.startDate, e.nameSort, e.id
WITH collect([e, s]) AS every
RETURN [size(every), [row IN every[..$first] | [row[0].id, row[0].nameHu, row[0].nameEn, row[0].type,
  toString(row[0].startDate), toString(row[0].endDate), row[1].id, row[1].nameHu,
  COLLECT { WITH row[0] AS e MATCH (e)-[:PART_OF_SERIES]->(t) RETURN [t.id, t.nameHu, t.nameEn] ORDER BY t.id LIMIT 1 },
  COLLECT { WITH row[0] AS e MATCH (e)<-[:ORGANISES]-(o)
    RETURN [o.id, o.nameHu, o.nameEn] ORDER BY o.nameSort, o.id LIMIT 3 }]]] AS answer

MATCH (a:Institution {id: $from}) MATCH (b:Institution {id: $to})
OPTIONAL MATCH p = allShortestPaths((a)-[:COOPERATES_WITH*..6]-(b))
WITH p, [n IN nodes(p) | n.id] AS ids ORDER BY length(p), ids LIMIT 1
RETURN CASE WHEN p IS NULL THEN null ELSE [
  [n IN nodes(p) | [n.id, n.nameHu, n.nameEn, n.sector,
    head([(n)-[:SITED_IN]->(c) | [c.id, c.nameHu, c.nameEn]])]],
  [r IN relationships(p) | [toString(r.since), startNode(r).id, endNode(r).id]]] END AS answer

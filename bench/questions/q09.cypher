MATCH (:Programme)-[:REACHED]->(s:Settlement)
WITH DISTINCT s
WITH s, EXISTS { MATCH (s)<-[:TAKES_PLACE_IN]-(t:TopProject) WHERE t.status IN [name IN $statuses | toLower(name)] } AS won,
  COUNT { (s)<-[:BASED_IN]-() } AS communities
WITH won, count(s) AS settlements, sum(communities) AS total, avg(communities) AS mean, max(communities) AS most,
  avg(s.population) AS people
RETURN collect([won, [settlements, total, mean, most, people]]) AS answer

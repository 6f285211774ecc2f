CALL () {
  MATCH (n:Node) WHERE n.updatedAt > datetime($since) AND n.id IS NOT NULL
  WITH n ORDER BY n.updatedAt, n.id LIMIT $first
  RETURN collect([n.id, n.updatedAt, n.dataOrigin]) AS changed
}
CALL () { MATCH (n:Node) WHERE n.updatedAt > datetime($since) RETURN count(n) AS total }
RETURN [total, changed] AS answer

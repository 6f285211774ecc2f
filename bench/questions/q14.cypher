CALL () {
  CALL db.index.fulltext.queryNodes('search_ft', $typed) YIELD node AS n
  WITH n, n.searchFolded AS k
  WITH n, 100 * size([w IN $words WHERE NOT k CONTAINS ' ' + w])
    + 10 * CASE WHEN k CONTAINS '| ' + $phrase + ' |' THEN 0 WHEN k CONTAINS '| ' + $phrase THEN 1
                WHEN k CONTAINS ' ' + $phrase THEN 2 ELSE 3 END
    + size([w IN $words WHERE NOT k CONTAINS ' ' + w + ' ']) AS rank, size(k) AS length
  ORDER BY rank, length, n.nameSort, n.id LIMIT 2001
  RETURN collect(n) AS typed
}
CALL (typed) {
  CALL db.index.fulltext.queryNodes('search_ft', CASE WHEN size(typed) < 5 THEN $tolerant ELSE '+a -a' END) YIELD node AS n
  WITH n, n.searchFolded AS k
  WITH n, 100 * size([w IN $words WHERE NOT k CONTAINS ' ' + w])
    + 10 * CASE WHEN k CONTAINS '| ' + $phrase + ' |' THEN 0 WHEN k CONTAINS '| ' + $phrase THEN 1
                WHEN k CONTAINS ' ' + $phrase THEN 2 ELSE 3 END
    + size([w IN $words WHERE NOT k CONTAINS ' ' + w + ' ']) AS rank, size(k) AS length
  ORDER BY rank, length, n.nameSort, n.id LIMIT 2001
  RETURN collect(n) AS tolerant
}
WITH CASE WHEN size(typed) < 5 THEN tolerant ELSE typed END AS found
CALL (found) {
  UNWIND found[..2000] AS n
  WITH n, head([(n)-[:IN_COUNTY|SITED_IN]->(c) | c]) AS c
  WITH n, CASE WHEN n:County THEN n ELSE c END AS c
  RETURN collect([n, c]) AS placed
}
CALL (placed) {
  UNWIND placed AS one
  WITH split(one[0].id, ':')[0] AS prefix, count(*) AS n ORDER BY n DESC, prefix
  RETURN collect([prefix, n]) AS types
}
CALL (placed) {
  UNWIND placed AS one
  WITH one[1] AS c WHERE c IS NOT NULL
  WITH c, count(*) AS n ORDER BY n DESC, c.id LIMIT 25
  RETURN collect([c.id, c.nameHu, c.nameEn, n]) AS counties
}
RETURN [size(found), [one IN placed[..$first] | [one[0].id, one[0].nameHu, one[0].nameEn, one[0].titleHu, one[0].titleEn,
  one[1].id, one[1].nameHu, one[1].nameEn]], types, counties] AS answer

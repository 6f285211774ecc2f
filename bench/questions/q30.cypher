MATCH (:County {nuts3: $county})<-[:SITED_IN]-(a:Institution)-[:LOCATED_IN]->()-[:PART_OF*0..1]->(s:Settlement)
MATCH (a)-[:COOPERATES_WITH]-(x)
MATCH (x)-[:COOPERATES_WITH]-(b)
WHERE b.id <> a.id
WITH DISTINCT a, s, x, b
WITH a, s, b, collect(x) AS common, a.location AS l, b.location AS m
WHERE NOT EXISTS { (a)-[:COOPERATES_WITH]-(b) }
WITH a, s, b, common, round(12742.0176 * asin(sqrt(sin(radians(l.y - m.y) / 2) ^ 2
  + cos(radians(m.y)) * cos(radians(l.y)) * sin(radians(l.x - m.x) / 2) ^ 2)) * 1000000.0) / 1000000.0 AS km
WHERE km <= $km
WITH a, s, b, common, km ORDER BY size(common) DESC, km, b.id
WITH a, s, collect([size(common), km, b, common]) AS near
ORDER BY size(near) DESC, a.nameSort, a.id
WITH collect([a, s, near]) AS every
WITH size(every) AS total, every[..$first] AS page
CALL (page) {
  UNWIND page AS row
  WITH row[0] AS a, row[1] AS s, row[2] AS near
  CALL (near) {
    UNWIND near[..5] AS one
    WITH one[0] AS weight, one[1] AS km, one[2] AS b, one[3] AS common
    CALL (common) {
      UNWIND common AS x
      WITH x ORDER BY x.nameSort, x.id LIMIT 5
      RETURN collect([x.id, x.nameHu, x.nameEn]) AS shown
    }
    RETURN collect([weight, km, b.id, b.nameHu, b.nameEn, b.sector,
      head([(b)-[:LOCATED_IN]->()-[:PART_OF*0..1]->(t:Settlement) | [t.id, t.nameHu]]), shown]) AS partners
  }
  RETURN collect([a.id, a.nameHu, a.nameEn, a.sector, s.id, s.nameHu, size(near), partners]) AS institutions
}
RETURN [total, institutions] AS answer

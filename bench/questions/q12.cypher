MATCH (c:Concept {code: $theme})<-[:HAS_THEME]-(g)
WITH DISTINCT g
MATCH (g)<-[:OWNS_PRACTICE]-()-[:LOCATED_IN|BASED_IN]->()-[:PART_OF*0..1]->(s:Settlement)
WITH g, s.location AS l
WHERE 2 * 6371.0088 * asin(sqrt(sin(radians(l.y - $latitude) / 2) ^ 2
  + cos(radians($latitude)) * cos(radians(l.y)) * sin(radians(l.x - $longitude) / 2) ^ 2)) <= $km
WITH DISTINCT g ORDER BY g.nameSort, g.id
WITH collect(g) AS every
RETURN [size(every), [g IN every[..$first] | [g.id, coalesce(g.titleEn, g.titleHu), coalesce(g.summaryEn, g.summaryHu),
  COLLECT { MATCH (g)<-[:OWNS_PRACTICE]-(o)
    WITH o ORDER BY o.id LIMIT 5
    RETURN [o.id, o.nameHu, o.nameEn,
      head([(o)-[:LOCATED_IN|BASED_IN]->()-[:PART_OF*0..1]->(s:Settlement) | [s.id, s.nameHu]])] }]]] AS answer

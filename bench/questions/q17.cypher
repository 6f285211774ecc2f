MATCH (:Concept {code: $field})<-[:IN_FIELD]-()<-[:DESCRIBES]-(p)
WHERE $language IN p.languages AND (p.isbn IS NOT NULL OR p.url IS NOT NULL)
WITH DISTINCT p ORDER BY p.year DESC, p.id
WITH collect(p) AS every
RETURN [size(every), [p IN every[..$first] | [p.id, p.titleHu, p.titleEn, p.type, p.audience, p.year, p.languages,
  p.isbn, p.url, COLLECT { MATCH (p)-[:DESCRIBES]->(d)
    RETURN CASE WHEN d:MethodologyModel THEN ['MethodologyModel', d.id, d.nameHu, d.nameEn]
      WHEN d:Research THEN ['Research', d.id] ELSE ['GoodPractice', d.id] END ORDER BY d.id LIMIT 5 }]]] AS answer

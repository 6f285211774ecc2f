CALL () {
  MATCH (g:GoodPractice {adoptersElsewhere: 0}) WHERE EXISTS { (g)<-[:OWNS_PRACTICE]-() }
  WITH g ORDER BY g.nameSort, g.id
  WITH collect(g) AS every
  RETURN [size(every), [g IN every[..$first] | [g.id, g.titleHu, g.titleEn, g.adoptersElsewhere,
    COLLECT { MATCH (g)-[:HAS_THEME]->(t)
      WITH t ORDER BY t.id LIMIT 5
      RETURN [t.id, t.code, t.prefLabelHu, t.prefLabelEn] },
    COLLECT { MATCH (g)<-[:OWNS_PRACTICE]-(o)
      WITH o ORDER BY o.id LIMIT 3
      RETURN [o.id, head([(o)-[:LOCATED_IN|BASED_IN]->()-[:PART_OF*0..1]->(s:Settlement)-[:IN_COUNTY]->(c) |
        [s.id, s.nameHu, s.population, s.disadvantage, c.id, c.nuts3]])] },
    COUNT { (g)<-[:ADOPTED]-() }]]] AS practices
}
CALL () {
  MATCH (k:Community) WHERE any(theme IN $themes WHERE toLower(theme) IN k.themes)
  MATCH (k)-[:BASED_IN]->(s:Settlement)
  WHERE s.population >= $population[0] AND s.population <= $population[1]
    AND s.disadvantage IN [name IN $disadvantages |
      {SOCIAL_ECONOMIC: '1', UNEMPLOYMENT: '2', BOTH: '3', NOT_BENEFICIARY: '9'}[name]]
  WITH s, k ORDER BY k.nameSort, k.id
  WITH s, collect(k) AS groups ORDER BY s.nameSort, s.id
  WITH collect([s, groups]) AS every
  RETURN [size(every), [row IN every[..50] | [row[0].id, row[0].nameHu, row[0].population, row[0].disadvantage,
    COLLECT { WITH row[0] AS s MATCH (s)-[:IN_COUNTY]->(c) RETURN [c.id, c.nameHu, c.nameEn] },
    [k IN row[1][..5] | [k.id, k.nameHu, k.nameEn]]]]] AS settlements
}
RETURN [practices, settlements] AS answer

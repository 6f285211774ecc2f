MATCH (i:Institution {id: $id})
CALL (i) {
  MATCH (i)-[:LOCATED_IN]->()-[:PART_OF*0..1]->(s:Settlement)-[:IN_COUNTY]->(c)
  RETURN head(collect([s.id, s.nameHu, c.id, c.nameHu, c.nameEn])) AS place
}
CALL (i) {
  MATCH (i)-[:HAS_ASSESSMENT]->(a)
  WITH a ORDER BY a.assessedOn, a.id
  WITH collect(a) AS every
  RETURN [size(every), [a IN every[..20] | [a.id, toString(a.assessedOn), a.participationLevel, a.degree,
    a.elementsMet, a.stance]]] AS assessments
}
CALL (i) {
  MATCH (i)-[t:COOPERATES_WITH]-(o)
  WITH t, o ORDER BY t.weight DESC, o.nameSort, o.id
  WITH collect([t, o]) AS every
  RETURN [size(every), [row IN every[..20] | [row[0].weight, toString(row[0].since), row[0].types, row[1].id,
    row[1].nameHu, row[1].nameEn, row[1].sector]]] AS partners
}
CALL (i) {
  MATCH (i)-[:RUNS_VOLUNTEERING]->(v)
  WITH v ORDER BY v.startDate, v.id
  WITH collect(v) AS every
  RETURN [size(every), [v IN every[..20] | [v.id, v.nameHu, v.nameEn, v.form, toString(v.startDate),
    toString(v.endDate), v.volunteerCount, v.hoursPerYear]]] AS volunteering
}
CALL (i) {
  MATCH (i)-[:OWNS_PRACTICE]->(g)
  WITH g ORDER BY g.nameSort, g.id
  WITH collect(g) AS every
  RETURN [size(every), [g IN every[..20] | [g.id, g.titleHu, g.titleEn, toString(g.publishedOn), g.reviewStatus]]]
    AS practices
}
RETURN [i.id, i.nameHu, i.nameEn, i.sector, i.institutionType, i.operatorType, i.socialised, toString(i.socialisedSince),
        i.participationLevel, place, assessments, partners, volunteering, practices] AS answer

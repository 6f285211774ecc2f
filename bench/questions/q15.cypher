MATCH (p:SampleProject) WHERE p.startDate >= date($from) AND p.startDate <= date($to)
WITH p ORDER BY p.startDate, p.nameSort, p.id
WITH collect(p) AS every
WITH size(every) AS total, every[..$first] AS page
CALL (page) {
  UNWIND page AS p
  CALL (p) {
    MATCH (p)<-[r:PARTNER_IN]-(o)
    WITH r, o ORDER BY o.nameSort, o.id
    WITH collect([r.role, o]) AS every
    RETURN [size(every), [row IN every[..10] | [row[0],
      CASE WHEN row[1]:Institution THEN 'Institution' WHEN row[1]:CivilOrganisation THEN 'CivilOrganisation'
           WHEN row[1]:Municipality THEN 'Municipality' WHEN row[1]:ChurchOrganisation THEN 'ChurchOrganisation'
           WHEN row[1]:OtherOrganisation THEN 'OtherOrganisation' WHEN row[1]:CountyOffice THEN 'CountyOffice'
           ELSE 'ConsortiumMember' END, row[1].id, row[1].nameHu, row[1].nameEn]]] AS partners
  }
  CALL (p) {
    MATCH (p)-[:GAVE_RISE_TO]->(r)
    WITH r ORDER BY r.id
    WITH collect(r) AS every
    RETURN [size(every), [r IN every[..10] | CASE WHEN r:Collaboration THEN ['Collaboration', r.id, r.nameHu, r.nameEn]
      ELSE ['GoodPractice', r.id, r.titleHu, r.titleEn] END]] AS results
  }
  RETURN collect([p.id, p.nameHu, p.nameEn, p.summaryHu, p.summaryEn, toString(p.startDate), toString(p.endDate),
    p.grantHuf, p.status, COLLECT { MATCH (p)-[:TAKES_PLACE_IN]->(s) RETURN [s.id, s.nameHu] ORDER BY s.id LIMIT 5 },
    partners, results]) AS cards
}
RETURN [total, cards] AS answer

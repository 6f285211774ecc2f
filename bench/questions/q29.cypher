CALL () {
  MATCH (p:SampleProject)
  WHERE COUNT { MATCH (p)<-[:PARTNER_IN]-(i:Institution) RETURN DISTINCT i.sector } < 3
  WITH p ORDER BY p.nameSort, p.id
  WITH collect(p) AS every
  RETURN [size(every), [p IN every[..$first] | [p.id, p.nameHu, p.nameEn, toString(p.startDate),
    COUNT { (p)<-[:PARTNER_IN]-() }, COLLECT { MATCH (p)<-[:PARTNER_IN]-(o)
      WITH o ORDER BY o.nameSort, o.id LIMIT 20
      RETURN [CASE WHEN o:Institution THEN 'Institution' WHEN o:CivilOrganisation THEN 'CivilOrganisation'
                   WHEN o:Municipality THEN 'Municipality' WHEN o:ChurchOrganisation THEN 'ChurchOrganisation'
                   WHEN o:OtherOrganisation THEN 'OtherOrganisation' WHEN o:CountyOffice THEN 'CountyOffice'
                   ELSE 'ConsortiumMember' END, o.id, o.nameHu, o.nameEn, o.sector] }]]] AS samples
}
CALL () {
  MATCH (p:TopProject) WHERE COUNT { (p)<-[:PARTNER_IN]-() } < $least
  WITH p ORDER BY p.nameSort, p.id
  WITH collect(p) AS every
  RETURN [size(every), [p IN every[..50] | [p.id, p.nameHu, p.nameEn, toString(p.startDate),
    COUNT { (p)<-[:PARTNER_IN]-() },
    COLLECT { MATCH (p)<-[:PARTNER_IN]-(o) WITH o ORDER BY o.id LIMIT 5 RETURN [o.id, o.nameHu, o.nameEn] }]]] AS tops
}
RETURN [samples, tops] AS answer

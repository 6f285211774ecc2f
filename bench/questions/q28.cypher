MATCH (d:DevelopmentProcess) WHERE d.actionBeforeAnalysis AND d.startedOn <= date($today)
WITH d ORDER BY d.startedOn, d.id
WITH collect(d) AS every
WITH size(every) AS total, every[..$first] AS page
CALL (page) {
  UNWIND page AS d
  CALL (d) {
    MATCH (d)-[r:ENTERED]->(p)
    WITH r, p ORDER BY r.on, p.id, r.key LIMIT 10
    RETURN collect([toString(r.on), p.id, p.code, p.prefLabelHu, p.prefLabelEn]) AS phases
  }
  RETURN collect([d.id, toString(d.startedOn), d.currentPhase, phases,
    head([(d)<-[:RUNS]-(k)-[:SITED_IN]->(c) |
      [k.id, k.nameHu, k.nameEn, c.id, c.nameHu, c.nameEn]])]) AS processes
}
RETURN [total, processes] AS answer

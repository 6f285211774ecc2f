MATCH (t:Concept {key: $dimension})
CALL (t) {
  MATCH (t)<-[sc:SCORED]-(m) WHERE m.perspective = 'external'
  MATCH (m)<-[:INCLUDES]-(w) WHERE w.no IN $waves
  WITH m, sc, w, head([(m)-[:OF]->()-[:PART_OF*0..1]->(:Settlement)-[:IN_DISTRICT]->(d) | d.disadvantage]) AS code
  WITH w.no AS no, code, count(m) AS n, avg(sc.value) AS mean, min(sc.value) AS least, max(sc.value) AS most
  ORDER BY no, code IS NULL, code
  WITH collect([no, code, n, mean, least, most]) AS every, sum(n) AS total
  RETURN [coalesce(total, 0), size(every), every[..$first]] AS measured
}
RETURN [t.id, t.prefLabelHu, t.prefLabelEn, measured] AS answer

MATCH (p:Programme {code: $code})
CALL (p) {
  MATCH (p)-[r:REACHED]->(x)
  WHERE r.on <= date($today) AND NOT EXISTS { MATCH (x)<-[:BASED_IN]-()<-[m:MENTORS]-()
    WHERE m.from <= date($today) AND (m.to IS NULL OR m.to > date($today)) }
  MATCH (x)-[:IN_COUNTY|SITED_IN]->(c)
  WITH r, x, c ORDER BY c.nameSort, x.nameSort, x.id
  WITH collect([r, x, c]) AS every
  WITH size(every) AS total, every[..$first] AS page
  CALL (page) {
    UNWIND page AS row
    WITH row[0] AS r, row[1] AS x, row[2] AS c
    RETURN collect([toString(r.on), r.method, x:Settlement, x.id, x.nameHu, x.population, c.id, c.nameHu, c.nameEn,
      COUNT { MATCH (x)<-[m:RESPONSIBLE_FOR]-()
        WHERE m.from <= date($today) AND (m.to IS NULL OR m.to > date($today)) }]) AS places
  }
  RETURN total, places
}
RETURN [p.id, total, places] AS answer

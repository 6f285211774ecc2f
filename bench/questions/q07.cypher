CALL () {
  MATCH (p:Professional)-[:ATTENDED]->(t) WHERE t.startDate <= date($today)
  WITH p, count(t) AS attended
  OPTIONAL MATCH (p)-[e:EMPLOYED_BY]->(i) WHERE e.from <= date($today) AND (e.to IS NULL OR e.to > date($today))
  WITH p, attended, i ORDER BY i.id
  WITH p, attended, head(collect(i)) AS i
  WITH attended, i, head([(i)-[:SITED_IN]->(c) | c]) AS c
  WITH collect([attended, i.sector, i.institutionType, c]) AS every
  CALL (every) {
    UNWIND every AS row
    WITH row[3] AS c, row[1] AS sector, count(*) AS n, avg(row[0]) AS mean
    ORDER BY c IS NULL, c.id, sector IS NULL, sector
    WITH collect([c.id, c.nameHu, c.nameEn, sector, n, mean]) AS found
    RETURN [size(found), found[..$first]] AS places
  }
  CALL (every) {
    UNWIND every AS row
    WITH row[2] AS type, count(*) AS n ORDER BY n DESC, type IS NULL, type
    WITH collect([type, n]) AS found
    RETURN [size(found), found[..30]] AS types
  }
  RETURN [size(every), places, types] AS professionals
}
CALL () {
  MATCH (i:Institution)<-[e:EMPLOYED_BY]-(p:Professional)
  WHERE e.from <= date($today) AND (e.to IS NULL OR e.to > date($today))
    AND EXISTS { MATCH (p)-[:ATTENDED]->(t) WHERE t.startDate <= date($today) }
  WITH DISTINCT i
  WITH i.socialised AS socialised, count(i) AS n ORDER BY socialised IS NULL, socialised
  RETURN collect([socialised, n]) AS institutions
}
RETURN [professionals, institutions] AS answer

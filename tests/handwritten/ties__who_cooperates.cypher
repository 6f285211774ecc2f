// Who cooperates in a county, on what, since when; read from PARTICIPATES_IN itself, not from the derived tie.
MATCH (c:County {nuts3: 'HU223'})<-[:IN_COUNTY]-(:Settlement)<-[:PART_OF*0..1]-(pl)<-[:LOCATED_IN]-(a:Institution)
WITH DISTINCT a
MATCH (a)-[ra:PARTICIPATES_IN]->(k:Collaboration)<-[rb:PARTICIPATES_IN]-(b:Institution) WHERE a.id <> b.id
WITH CASE WHEN a.id < b.id THEN a.id ELSE b.id END AS x, CASE WHEN a.id < b.id THEN b.id ELSE a.id END AS y, k,
     CASE WHEN coalesce(ra.from, k.startDate) > coalesce(rb.from, k.startDate)
          THEN coalesce(ra.from, k.startDate) ELSE coalesce(rb.from, k.startDate) END AS since
WITH DISTINCT x, y, k, since ORDER BY k.id
WITH x, y, toString(min(since)) AS since, collect(k.id) AS ks
RETURN x, y, since, size(ks) AS weight, ks ORDER BY weight DESC, x, y LIMIT 50

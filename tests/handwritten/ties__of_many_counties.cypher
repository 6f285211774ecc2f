// Every county: how many pairs have an end in it, and how many institutions cooperate with nobody.
MATCH (c:County)
OPTIONAL MATCH (c)<-[:IN_COUNTY]-(:Settlement)<-[:PART_OF*0..1]-()<-[:LOCATED_IN]-(i:Institution)
OPTIONAL MATCH (i)-[e:COOPERATES_WITH]-(:Institution)
WITH c, i, count(e) AS own, collect(e) AS es
WITH c, sum(CASE WHEN i IS NOT NULL AND own = 0 THEN 1 ELSE 0 END) AS alone, collect(es) AS lists
UNWIND CASE WHEN size(lists) = 0 THEN [[]] ELSE lists END AS es
UNWIND CASE WHEN size(es) = 0 THEN [null] ELSE es END AS e
RETURN c.nuts3 AS nuts3, count(DISTINCT e) AS ties, alone ORDER BY nuts3

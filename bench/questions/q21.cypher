MATCH (:County {nuts3: $county})<-[:SITED_IN]-(i:Institution)-[:LOCATED_IN]->()-[:PART_OF*0..1]->(s:Settlement)
WITH s, collect(i) AS here WHERE size(here) > 1
UNWIND here AS i
UNWIND here AS j
WITH s, i, j WHERE i.sector <> j.sector AND NOT EXISTS { (i)-[:COOPERATES_WITH]-(j) }
WITH s, i, j ORDER BY j.nameSort, j.id
WITH s, i, collect(j) AS free ORDER BY s.nameSort, i.nameSort, i.id
WITH collect([s, i, free]) AS every
RETURN [size(every), [row IN every[..$first] | [row[1].id, row[1].nameHu, row[1].nameEn, row[1].sector,
  row[0].id, row[0].nameHu, row[0].legalStatus, size(row[2]),
  [j IN row[2][..10] | [j.id, j.nameHu, j.nameEn, j.sector]]]]] AS answer

// Question 25: socialised institutions without a trained employee.
MATCH (i:Institution) WHERE i.socialised
  AND NOT EXISTS { MATCH (i)<-[:EMPLOYED_BY]-(:Professional)-[:ATTENDED]->(:TrainingSession) }
MATCH (i)-[:LOCATED_IN]->()-[:PART_OF*0..1]->(:Settlement)-[:IN_COUNTY]->(c:County)
RETURN i.id AS id, c.nuts3 AS nuts3 ORDER BY c.nuts3, i.nameSort, i.id

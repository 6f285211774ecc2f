// Whoever shares a collaboration with an institution, itself included.
MATCH (i:Institution) WHERE EXISTS { MATCH (i)-[:PARTICIPATES_IN]->(k:Collaboration)
  WHERE EXISTS { MATCH (k)<-[:PARTICIPATES_IN]-(p) WHERE p.id = 'inst:HU223:lib:009' } }
RETURN i.id AS id ORDER BY id

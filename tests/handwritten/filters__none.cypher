// Institutions that cooperate with nobody, by what they take part in.
MATCH (i:Institution) WHERE NOT EXISTS { MATCH (i)-[:PARTICIPATES_IN]->(k:Collaboration)<-[:PARTICIPATES_IN]-(o:Institution)
  WHERE o.id <> i.id }
RETURN i.id AS id ORDER BY id

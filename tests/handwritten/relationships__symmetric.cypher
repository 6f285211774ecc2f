// The partners of one institution, from their common collaborations.
MATCH (:Institution {id: 'inst:HU223:lib:009'})-[:PARTICIPATES_IN]->(k:Collaboration)
MATCH (k)<-[:PARTICIPATES_IN]-(o:Institution) WHERE o.id <> 'inst:HU223:lib:009'
RETURN o.id AS id, count(DISTINCT k) AS weight, o.nameSort AS sort ORDER BY sort, id

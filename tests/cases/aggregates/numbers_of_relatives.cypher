// {}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Professional) WHERE EXISTS { MATCH (n0)-[:ATTENDED]->(n1) }
  WITH n0, COUNT { MATCH (n0)-[:ATTENDED]->(n2) } AS k0 RETURN [count(n0), min(k0), max(k0), avg(k0), sum(k0), count(DISTINCT k0)] AS f0 }
CALL () { MATCH (n3:County) WITH n3, COUNT { MATCH (n3)<-[:SITED_IN]-(n4:Institution) } AS k1, COUNT { MATCH (n3)<-[:IN_COUNTY]-(n5:Settlement) } AS k2 RETURN [count(n3), min(k1), max(k1), avg(k1), sum(k1), max(k2)] AS f1 }
CALL () { MATCH (n6:Institution) WITH n6, COUNT { MATCH (n6)-[:COOPERATES_WITH]-(n7) } AS k3 RETURN [count(n6), max(k3), avg(k3)] AS f2 }
RETURN v0 AS version, [f0, f1, f2] AS data;

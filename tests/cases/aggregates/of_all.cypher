// {}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Settlement) RETURN [count(n0), min(n0.population), max(n0.population), avg(n0.population), sum(n0.population), count(DISTINCT n0.population), count(DISTINCT n0.legalStatus), min(n0.updatedAt), max(n0.updatedAt), count(DISTINCT n0.updatedAt)] AS f0 }
CALL () { MATCH (n1:Collaboration) RETURN [count(n1), toString(min(n1.startDate)), toString(max(n1.startDate)), count(DISTINCT n1.startDate), toString(min(n1.endDate)), toString(max(n1.endDate)), count(DISTINCT n1.endDate), count(DISTINCT n1.nameHu)] AS f1 }
RETURN v0 AS version, [f0, f1] AS data;

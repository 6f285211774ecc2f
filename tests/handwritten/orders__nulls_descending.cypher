// What has no end comes first, then the latest end.
MATCH (k:Collaboration)
RETURN k.id AS id, toString(k.endDate) AS endDate ORDER BY k.endDate IS NULL DESC, k.endDate DESC, k.id LIMIT 6

MATCH (m:Mentor {mentorStatus: 'active'})
WITH m, COUNT { (m)-[:MENTORS]->() } AS load
WHERE load <> $load OR m.farthestKm > $km
WITH m, load ORDER BY m.farthestKm DESC, m.id
WITH collect([m, load]) AS every
WITH size(every) AS total, every[..$first] AS page
CALL (page) {
  UNWIND page AS row
  WITH row[0] AS m, row[1] AS load
  RETURN collect([
    m.id, m.displayName, head([(m)-[:WORKS_AT]->()-[:COVERS]->(c) | [c.id, c.nameHu, c.nameEn]]), m.farthestKm, load
  ]) AS mentors
}
RETURN [total, mentors] AS answer

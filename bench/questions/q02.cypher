CALL () {
  MATCH (p:Programme {code: $code})
  CALL (p) {
    MATCH (p)<-[:OF_PROGRAMME]-(i)
    WITH i ORDER BY i.code, i.id
    WITH collect(i) AS every
    RETURN size(every) AS total, [i IN every[..20] | [i.id, i.code, i.kind, i.nameHu, i.nameEn, i.unitHu, i.unitEn,
      i.target, i.baseline,
      head(COLLECT { MATCH (i)-[:HAS_VALUE]->(v) WHERE v.method = 'computed'
        RETURN [v.value, toString(v.asOf)] ORDER BY v.asOf DESC, v.id LIMIT 1 }),
      COLLECT { MATCH (i)-[:HAS_VALUE]->(v) WHERE v.method = 'reported'
        WITH v ORDER BY v.value, v.id LIMIT 5
        RETURN [v.value, toString(v.asOf), v.note,
          COLLECT { MATCH (v)-[:FROM_SOURCE]->(s) RETURN [s.key, s.title, s.url] ORDER BY s.id LIMIT 3 }] }]] AS indicators
  }
  RETURN head(collect([p.id, p.nameHu, p.nameEn, total, indicators, COUNT { (p)-[:REACHED]->() }])) AS programme
}
CALL () { MATCH (c:Community) WHERE EXISTS { (c)<-[:MENTORS]-() } RETURN count(c) AS mentored }
CALL () { MATCH (m:Mentor {mentorStatus: 'active'}) RETURN count(m) AS active }
CALL () { MATCH (m:Mentor) WHERE EXISTS { MATCH (m)-[a:ATTENDED]->() WHERE a.completed } RETURN count(m) AS trained }
CALL () { MATCH (i:Institution {socialised: true}) RETURN count(i) AS socialised }
CALL () { MATCH (p:Professional) WHERE EXISTS { MATCH (p)-[a:ATTENDED]->() WHERE a.completed } RETURN count(p) AS professionals }
CALL () { MATCH (s:SampleProject) RETURN count(s) AS samples }
RETURN [programme, mentored, active, trained, socialised, professionals, samples] AS answer

// The seven computed values once more, counted from the graph itself.
RETURN COUNT { MATCH (:Mentor)-[:MENTORS]->(k:Community) RETURN DISTINCT k } AS I1,
       COUNT { MATCH (:SampleProject) } AS O1,
       COUNT { MATCH (:Programme)-[:REACHED]->(p) RETURN DISTINCT p } AS R1,
       COUNT { MATCH (m:Mentor) WHERE m.mentorStatus = 'active' } AS R2,
       COUNT { MATCH (m:Mentor)-[a:ATTENDED]->(:TrainingSession) WHERE a.completed RETURN DISTINCT m } AS R3,
       COUNT { MATCH (i:Institution) WHERE i.socialised } AS R4,
       COUNT { MATCH (p:Professional)-[a:ATTENDED]->(:TrainingSession) WHERE a.completed RETURN DISTINCT p } AS R5

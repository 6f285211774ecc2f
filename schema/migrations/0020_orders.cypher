// engine: neo4j
// Every public order; the id ends each, as in the page.
CREATE INDEX institution_registered_on_id IF NOT EXISTS FOR (n:Institution) ON (n.registeredOn, n.id);

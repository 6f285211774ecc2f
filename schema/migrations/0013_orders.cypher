// engine: neo4j
// Every public order; the id ends each, as in the page.
CREATE INDEX node_created_at_id IF NOT EXISTS FOR (n:Node) ON (n.createdAt, n.id);
CREATE INDEX node_updated_at_id IF NOT EXISTS FOR (n:Node) ON (n.updatedAt, n.id);
CREATE INDEX organisation_created_at_id IF NOT EXISTS FOR (n:Organisation) ON (n.createdAt, n.id);
CREATE INDEX organisation_name_sort_id IF NOT EXISTS FOR (n:Organisation) ON (n.nameSort, n.id);
CREATE INDEX organisation_updated_at_id IF NOT EXISTS FOR (n:Organisation) ON (n.updatedAt, n.id);
CREATE INDEX person_created_at_id IF NOT EXISTS FOR (n:Person) ON (n.createdAt, n.id);
CREATE INDEX person_updated_at_id IF NOT EXISTS FOR (n:Person) ON (n.updatedAt, n.id);
CREATE INDEX place_created_at_id IF NOT EXISTS FOR (n:Place) ON (n.createdAt, n.id);
CREATE INDEX place_updated_at_id IF NOT EXISTS FOR (n:Place) ON (n.updatedAt, n.id);
CREATE INDEX undertaking_created_at_id IF NOT EXISTS FOR (n:Undertaking) ON (n.createdAt, n.id);
CREATE INDEX undertaking_name_sort_id IF NOT EXISTS FOR (n:Undertaking) ON (n.nameSort, n.id);
CREATE INDEX undertaking_updated_at_id IF NOT EXISTS FOR (n:Undertaking) ON (n.updatedAt, n.id);
CREATE INDEX organisation_id IF NOT EXISTS FOR (n:Organisation) ON (n.id);
CREATE INDEX person_id IF NOT EXISTS FOR (n:Person) ON (n.id);
CREATE INDEX place_id IF NOT EXISTS FOR (n:Place) ON (n.id);
CREATE INDEX undertaking_id IF NOT EXISTS FOR (n:Undertaking) ON (n.id);

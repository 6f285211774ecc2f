// engine: neo4j
// Every public order; the id ends each, as in the page.
CREATE INDEX change_at_id IF NOT EXISTS FOR (n:Change) ON (n.at, n.id);
CREATE INDEX change_number_id IF NOT EXISTS FOR (n:Change) ON (n.number, n.id);
CREATE INDEX import_finished_at_id IF NOT EXISTS FOR (n:Import) ON (n.finishedAt, n.id);
CREATE INDEX import_started_at_id IF NOT EXISTS FOR (n:Import) ON (n.startedAt, n.id);
CREATE INDEX work_item_closed_at_id IF NOT EXISTS FOR (n:WorkItem) ON (n.closedAt, n.id);
CREATE INDEX work_item_created_at_id IF NOT EXISTS FOR (n:WorkItem) ON (n.createdAt, n.id);
CREATE INDEX work_item_updated_at_id IF NOT EXISTS FOR (n:WorkItem) ON (n.updatedAt, n.id);

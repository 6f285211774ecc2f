// engine: neo4j
// Properties that single nodes are chosen by.
CREATE INDEX change_action IF NOT EXISTS FOR (n:Change) ON (n.action);
CREATE INDEX change_import_id IF NOT EXISTS FOR (n:Change) ON (n.importId);
CREATE INDEX change_label IF NOT EXISTS FOR (n:Change) ON (n.label);
CREATE INDEX change_number IF NOT EXISTS FOR (n:Change) ON (n.number);
CREATE INDEX change_subject IF NOT EXISTS FOR (n:Change) ON (n.subject);
CREATE INDEX import_digest IF NOT EXISTS FOR (n:Import) ON (n.digest);
CREATE INDEX import_state IF NOT EXISTS FOR (n:Import) ON (n.state);
CREATE INDEX work_item_kind IF NOT EXISTS FOR (n:WorkItem) ON (n.kind);
CREATE INDEX work_item_state IF NOT EXISTS FOR (n:WorkItem) ON (n.state);

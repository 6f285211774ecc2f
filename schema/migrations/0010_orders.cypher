// engine: neo4j
// Every public order; the id ends each, as in the page.
CREATE INDEX source_name_sort_id IF NOT EXISTS FOR (n:Source) ON (n.nameSort, n.id);

// engine: neo4j
// Properties that single nodes are chosen by.
CREATE INDEX source_name_folded IF NOT EXISTS FOR (n:Source) ON (n.nameFolded);

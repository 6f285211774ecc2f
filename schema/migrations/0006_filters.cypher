// engine: neo4j
// Properties that single nodes are chosen by.
CREATE INDEX development_process_action_before_analysis IF NOT EXISTS FOR (n:DevelopmentProcess) ON (n.actionBeforeAnalysis);

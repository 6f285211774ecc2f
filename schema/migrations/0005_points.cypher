// engine: neo4j
// Points on the map.
CREATE POINT INDEX institution_location IF NOT EXISTS FOR (n:Institution) ON (n.location);
CREATE POINT INDEX quest_location IF NOT EXISTS FOR (n:Quest) ON (n.location);
CREATE POINT INDEX settlement_location IF NOT EXISTS FOR (n:Settlement) ON (n.location);
CREATE POINT INDEX settlement_part_location IF NOT EXISTS FOR (n:SettlementPart) ON (n.location);

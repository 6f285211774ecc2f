// engine: neo4j
// Orders of these lists that never lack a value.
CREATE INDEX community_county_nuts3_created_at IF NOT EXISTS FOR (n:Community) ON (n.countyNuts3, n.createdAt);
CREATE INDEX community_county_nuts3_id IF NOT EXISTS FOR (n:Community) ON (n.countyNuts3, n.id);
CREATE INDEX community_county_nuts3_name_sort IF NOT EXISTS FOR (n:Community) ON (n.countyNuts3, n.nameSort);
CREATE INDEX community_county_nuts3_updated_at IF NOT EXISTS FOR (n:Community) ON (n.countyNuts3, n.updatedAt);
CREATE INDEX event_county_nuts3_created_at IF NOT EXISTS FOR (n:Event) ON (n.countyNuts3, n.createdAt);
CREATE INDEX event_county_nuts3_id IF NOT EXISTS FOR (n:Event) ON (n.countyNuts3, n.id);
CREATE INDEX event_county_nuts3_name_sort IF NOT EXISTS FOR (n:Event) ON (n.countyNuts3, n.nameSort);
CREATE INDEX event_county_nuts3_start_date IF NOT EXISTS FOR (n:Event) ON (n.countyNuts3, n.startDate);
CREATE INDEX event_county_nuts3_updated_at IF NOT EXISTS FOR (n:Event) ON (n.countyNuts3, n.updatedAt);
CREATE INDEX institution_county_nuts3_created_at IF NOT EXISTS FOR (n:Institution) ON (n.countyNuts3, n.createdAt);
CREATE INDEX institution_county_nuts3_id IF NOT EXISTS FOR (n:Institution) ON (n.countyNuts3, n.id);
CREATE INDEX institution_county_nuts3_institution_type IF NOT EXISTS FOR (n:Institution) ON (n.countyNuts3, n.institutionType);
CREATE INDEX institution_county_nuts3_name_sort IF NOT EXISTS FOR (n:Institution) ON (n.countyNuts3, n.nameSort);
CREATE INDEX institution_county_nuts3_sector IF NOT EXISTS FOR (n:Institution) ON (n.countyNuts3, n.sector);
CREATE INDEX institution_county_nuts3_updated_at IF NOT EXISTS FOR (n:Institution) ON (n.countyNuts3, n.updatedAt);
CREATE INDEX quest_county_nuts3_created_at IF NOT EXISTS FOR (n:Quest) ON (n.countyNuts3, n.createdAt);
CREATE INDEX quest_county_nuts3_id IF NOT EXISTS FOR (n:Quest) ON (n.countyNuts3, n.id);
CREATE INDEX quest_county_nuts3_name_sort IF NOT EXISTS FOR (n:Quest) ON (n.countyNuts3, n.nameSort);
CREATE INDEX quest_county_nuts3_points IF NOT EXISTS FOR (n:Quest) ON (n.countyNuts3, n.points);
CREATE INDEX quest_county_nuts3_updated_at IF NOT EXISTS FOR (n:Quest) ON (n.countyNuts3, n.updatedAt);

// engine: neo4j
// Orders of these lists that never lack a value.
CREATE INDEX community_county_nuts3_created_at_id IF NOT EXISTS FOR (n:Community) ON (n.countyNuts3, n.createdAt, n.id);
CREATE INDEX community_county_nuts3_name_sort_id IF NOT EXISTS FOR (n:Community) ON (n.countyNuts3, n.nameSort, n.id);
CREATE INDEX community_county_nuts3_updated_at_id IF NOT EXISTS FOR (n:Community) ON (n.countyNuts3, n.updatedAt, n.id);
CREATE INDEX community_county_nuts3_id IF NOT EXISTS FOR (n:Community) ON (n.countyNuts3, n.id);
CREATE INDEX event_county_nuts3_created_at_id IF NOT EXISTS FOR (n:Event) ON (n.countyNuts3, n.createdAt, n.id);
CREATE INDEX event_county_nuts3_name_sort_id IF NOT EXISTS FOR (n:Event) ON (n.countyNuts3, n.nameSort, n.id);
CREATE INDEX event_county_nuts3_start_date_id IF NOT EXISTS FOR (n:Event) ON (n.countyNuts3, n.startDate, n.id);
CREATE INDEX event_county_nuts3_updated_at_id IF NOT EXISTS FOR (n:Event) ON (n.countyNuts3, n.updatedAt, n.id);
CREATE INDEX event_county_nuts3_id IF NOT EXISTS FOR (n:Event) ON (n.countyNuts3, n.id);
CREATE INDEX institution_county_nuts3_created_at_id IF NOT EXISTS FOR (n:Institution) ON (n.countyNuts3, n.createdAt, n.id);
CREATE INDEX institution_county_nuts3_institution_type_id IF NOT EXISTS FOR (n:Institution) ON (n.countyNuts3, n.institutionType, n.id);
CREATE INDEX institution_county_nuts3_name_sort_id IF NOT EXISTS FOR (n:Institution) ON (n.countyNuts3, n.nameSort, n.id);
CREATE INDEX institution_county_nuts3_sector_id IF NOT EXISTS FOR (n:Institution) ON (n.countyNuts3, n.sector, n.id);
CREATE INDEX institution_county_nuts3_updated_at_id IF NOT EXISTS FOR (n:Institution) ON (n.countyNuts3, n.updatedAt, n.id);
CREATE INDEX institution_county_nuts3_id IF NOT EXISTS FOR (n:Institution) ON (n.countyNuts3, n.id);
CREATE INDEX quest_county_nuts3_created_at_id IF NOT EXISTS FOR (n:Quest) ON (n.countyNuts3, n.createdAt, n.id);
CREATE INDEX quest_county_nuts3_name_sort_id IF NOT EXISTS FOR (n:Quest) ON (n.countyNuts3, n.nameSort, n.id);
CREATE INDEX quest_county_nuts3_points_id IF NOT EXISTS FOR (n:Quest) ON (n.countyNuts3, n.points, n.id);
CREATE INDEX quest_county_nuts3_updated_at_id IF NOT EXISTS FOR (n:Quest) ON (n.countyNuts3, n.updatedAt, n.id);
CREATE INDEX quest_county_nuts3_id IF NOT EXISTS FOR (n:Quest) ON (n.countyNuts3, n.id);

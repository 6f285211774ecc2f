// What lists start at: a property kept of where a relationship leads.
CREATE INDEX community_county_nuts3 IF NOT EXISTS FOR (n:Community) ON (n.countyNuts3);
CREATE INDEX event_county_nuts3 IF NOT EXISTS FOR (n:Event) ON (n.countyNuts3);
CREATE INDEX institution_county_nuts3 IF NOT EXISTS FOR (n:Institution) ON (n.countyNuts3);
CREATE INDEX quest_county_nuts3 IF NOT EXISTS FOR (n:Quest) ON (n.countyNuts3);

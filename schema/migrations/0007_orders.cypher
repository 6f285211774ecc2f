// engine: neo4j
// Every public order; the id ends each, as in the page.
CREATE INDEX county_cooperation_rate_id IF NOT EXISTS FOR (n:County) ON (n.cooperationRate, n.id);
CREATE INDEX good_practice_adopters_elsewhere_id IF NOT EXISTS FOR (n:GoodPractice) ON (n.adoptersElsewhere, n.id);
CREATE INDEX institution_participation_level_change_id IF NOT EXISTS FOR (n:Institution) ON (n.participationLevelChange, n.id);
CREATE INDEX mentor_farthest_km_id IF NOT EXISTS FOR (n:Mentor) ON (n.farthestKm, n.id);

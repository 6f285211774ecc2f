// engine: neo4j
// Properties that single nodes are chosen by.
CREATE INDEX organisation_active IF NOT EXISTS FOR (n:Organisation) ON (n.active);
CREATE INDEX organisation_organisation_form IF NOT EXISTS FOR (n:Organisation) ON (n.organisationForm);
CREATE INDEX organisation_name_folded IF NOT EXISTS FOR (n:Organisation) ON (n.nameFolded);
CREATE INDEX undertaking_name_folded IF NOT EXISTS FOR (n:Undertaking) ON (n.nameFolded);

// Full text over the words of names and titles, without accents.
// It takes the place of the index over the names as written, which folded no English and met Hungarian twice.
DROP INDEX searchable_ft IF EXISTS;
CREATE FULLTEXT INDEX search_ft IF NOT EXISTS FOR (n:Searchable) ON EACH [n.searchFolded];

// Full text over names and titles, as written and without accents.
CREATE FULLTEXT INDEX searchable_ft IF NOT EXISTS FOR (n:Searchable) ON EACH [n.nameEn, n.nameHu, n.titleEn, n.titleHu, n.nameFolded];

"""Which migration statements the embedded engine gets as SQL."""

import pytest

from graph_service.errors import SettingsError
from graph_service.store.dialect import embedded_sql


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE CONSTRAINT place_id IF NOT EXISTS FOR (n:Place) REQUIRE n.id IS UNIQUE",
        "CREATE INDEX place_name IF NOT EXISTS FOR (n:Place) ON (n.name, n.id)",
        "CREATE POINT INDEX place_location IF NOT EXISTS FOR (n:Place) ON (n.location)",
        "DROP INDEX place_name IF EXISTS",
    ],
)
def test_what_the_engine_takes_stays_cypher(statement):
    assert embedded_sql(statement) is None


def test_full_text_becomes_a_declared_type_and_an_sql_index():
    statement = """CREATE FULLTEXT INDEX searchable IF NOT EXISTS
        FOR (n:Searchable) ON EACH [n.name, n.nameFolded]
        OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-no-stop-words'}}"""
    assert embedded_sql(statement) == (
        "CREATE VERTEX TYPE Searchable IF NOT EXISTS",
        "CREATE PROPERTY Searchable.name IF NOT EXISTS STRING",
        "CREATE PROPERTY Searchable.nameFolded IF NOT EXISTS STRING",
        "CREATE INDEX searchable IF NOT EXISTS ON Searchable (name, nameFolded) FULL_TEXT",
    )


@pytest.mark.parametrize("statement", ["CALL db.awaitIndexes(300)", "CREATE LOOKUP INDEX l FOR (n) ON EACH labels(n)"])
def test_needless_statements_are_left_out(statement):
    assert embedded_sql(statement) == ()


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE FULLTEXT INDEX two IF NOT EXISTS FOR (n:A|B) ON EACH [n.name]",
        "CREATE FULLTEXT INDEX r IF NOT EXISTS FOR ()-[r:T]-() ON EACH [r.name]",
        "CREATE FULLTEXT INDEX odd IF NOT EXISTS FOR (n:A) ON EACH [m.name]",
        "CREATE VECTOR INDEX v IF NOT EXISTS FOR (n:A) ON (n.v)",
    ],
)
def test_what_neither_language_can_say_is_refused(statement):
    with pytest.raises(SettingsError) as caught:
        embedded_sql(statement)
    assert caught.value.code == "MIGRATION_UNSUPPORTED"
    assert statement in str(caught.value)

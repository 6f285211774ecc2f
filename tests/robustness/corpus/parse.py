"""Texts that are no GraphQL document."""

from tests.robustness.corpus.entry import document

ENTRIES = {
    "nothing but a brace": document("{", "PARSE"),
    "only a comment": document("# nothing", "PARSE"),
    "a byte of NUL in the document": document("{ \x00 }", "PARSE"),
    "half a string": document('{ county(nuts3: "', "PARSE"),
    "a bad escape": document('{ county(nuts3: "\\q") { id } }', "PARSE"),
    "half a surrogate as an escape": document('{ county(nuts3: "\\uD800") { id } }', "PARSE"),
    "a number with a leading zero": document("{ counties(first: 007) { totalCount } }", "PARSE"),
    "text that runs right to left": document("{ \u202ecounties }", "PARSE"),
    "an empty selection": document("{ counties { } }", "SELECTION_SHAPE"),
    "a variable in a default": document("query ($a: Int = $b) { dataVersion }", "PARSE"),
    "braces to the depth of the stack": document("{a" * 900 + "}" * 900, "PARSE_DEPTH"),
    "braces that never close": document("{a" * 990, "PARSE_DEPTH"),
    "inline fragments within each other": document(
        "{" + " ... on Query {" * 450 + " dataVersion" + " }" * 451, "PARSE_DEPTH"
    ),
    "lists within each other": document("{ a(b: " + "[" * 900 + "]" * 900 + ") }", "PARSE_DEPTH"),
    "objects within each other": document("{ a(b: " + "{a: " * 490 + "1" + "}" * 490 + ") }", "PARSE_DEPTH"),
    "a type of lists within each other": document(
        "query ($a: " + "[" * 900 + "Int" + "]" * 900 + ") { a }", "PARSE_DEPTH"
    ),
    "definitions of types": document("type A { a: Int } " * 100 + "{ dataVersion }", "NOT_EXECUTABLE"),
    "an extension of the schema": document("extend schema @x { query: Query } { dataVersion }", "NOT_EXECUTABLE"),
}

"""Much of one thing, each within 64 KiB."""

from tests.robustness.corpus.entry import document

_INTROSPECTION = "__schema { types { name fields { name args { name type { name ofType { name } } } } } }"

ENTRIES = {
    "2,001 tokens": document("{" + " dataVersion" * 2_000 + "}", "LIMIT_TOKENS"),
    "60 kB of tokens": document("{" + " a" * 30_000 + "}", "LIMIT_TOKENS"),
    "60 kB of brackets": document("{a(b:" + "[]" * 29_000, "PARSE"),
    "31 aliases": document("{" + "".join(f" a{n}: dataVersion" for n in range(31)) + " }", "LIMIT_ALIASES"),
    "490 aliases": document("{" + "".join(f" a{n}: dataVersion" for n in range(490)) + " }", "LIMIT_ALIASES"),
    "501 fields": document("{" + " dataVersion" * 501 + " }", "LIMIT_FIELDS"),
    "one field 1,900 times": document("{ counties { nodes {" + " id" * 1_900 + " } } }", "LIMIT_FIELDS"),
    "unknown fields": document("{" + "".join(f" f{n}" for n in range(490)) + " }", "FIELD_UNKNOWN"),
    "fields deep below each other": document(
        "{ counties { nodes " + "{ institutions { nodes { county " * 6 + "{ id }" + " } } }" * 6 + " } }",
        "LIMIT_DEPTH",
    ),
    "a directive 60 times": document("{ dataVersion " + "@skip(if: false) " * 60 + "}", "LIMIT_DIRECTIVES"),
    "unknown directives on a variable": document(
        "query ($a: Int " + "@x " * 600 + ") { counties(first: $a) { totalCount } }", "LIMIT_DIRECTIVES"
    ),
    "directives on a fragment": document(
        "{ ...F } fragment F on Query " + "@x " * 600 + "{ dataVersion }", "LIMIT_DIRECTIVES"
    ),
    "eleven operations": document(
        "".join(f"query Q{n} {{ dataVersion }} " for n in range(11)), "LIMIT_OPERATIONS", operationName="Q0"
    ),
    "390 operations": document(
        "".join(f"query Q{n} {{ dataVersion }} " for n in range(390)), "LIMIT_OPERATIONS", operationName="Q0"
    ),
    "480 variables": document(
        "query (" + " ".join(f"$v{n}: Int" for n in range(480)) + ") { dataVersion }", "VARIABLE_UNUSED"
    ),
    "650 unknown arguments": document(
        "{ counties(" + " ".join(f"a{n}: 1" for n in range(650)) + ") { totalCount } }", "ARGUMENT_UNKNOWN"
    ),
    "one argument 650 times": document("{ counties(" + "first: 1 " * 650 + ") { totalCount } }", "ARGUMENT_TWICE"),
    "one input field 400 times": document(
        "{ counties(where: {" + "AND: [] " * 400 + "}) { totalCount } }", "ARGUMENT_TWICE"
    ),
    "the schema 29 times": document(
        "{" + "".join(f" a{n}: {_INTROSPECTION}" for n in range(29)) + " }", "LIMIT_INTROSPECTION"
    ),
    "the schema within the schema": document(
        "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }", "LIMIT_INTROSPECTION"
    ),
}

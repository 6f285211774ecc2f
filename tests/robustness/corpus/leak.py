"""Questions that fish for names, values and the inside of the service."""

from tests.robustness.corpus.entry import Entry, document, get, post

SECRET = "c4n4ry-of-a-caller"
_WHERE = "query ($w: CountyWhere) { counties(where: $w) { totalCount } }"

ENTRIES = {
    "a field that is nearly one": document("{ countie { id } }", "FIELD_UNKNOWN", None, "counties", "county("),
    "an argument that is nearly one": document(
        "{ counties(wher: {}) { totalCount } }", "ARGUMENT_UNKNOWN", None, "'where'"
    ),
    "a type that is nearly one": document(
        "query ($w: CountyWher) { counties(where: $w) { totalCount } }", "TYPE_UNKNOWN", None, "CountyWhere"
    ),
    "a field of a filter that is nearly one": document(
        "{ counties(where: {nuts: {eq: 1}}) { totalCount } }", "VALUE_TYPE", None, "nuts3"
    ),
    "an enum value that is nearly one": document(
        "{ institutions(where: {sector: {eq: LIBRARI}}) { totalCount } }", "VALUE_TYPE", None, "LIBRARY"
    ),
    "a directive that is nearly one": document("{ dataVersion @skp(if: true) }", "DIRECTIVE_UNKNOWN", None, "@skip"),
    "a fragment that is nearly one": document(
        "{ ...Fo } fragment Foo on Query { dataVersion }", "FRAGMENT_UNKNOWN", None, "Did you mean"
    ),
    "a secret for a number": document(
        "query ($n: Int) { counties(first: $n) { totalCount } }", "VARIABLES", {"n": SECRET}, SECRET
    ),
    "a secret in a filter": document(_WHERE, "VARIABLES", {"w": {"nuts3": {"eq": {"a": SECRET}}}}, SECRET),
    "a secret as a name in a filter": document(_WHERE, "VARIABLES", {"w": {SECRET: 1}}, SECRET),
    "a secret for a day": document(
        "query ($d: Date) { counties(asOf: $d) { totalCount } }", "VARIABLES", {"d": SECRET}, SECRET
    ),
    "a secret that is too long": document(_WHERE, "STRING_LENGTH", {"w": {"nuts3": {"eq": SECRET * 100}}}, SECRET),
    "a secret as a cursor": document(
        "query ($c: String) { counties(after: $c) { totalCount } }", "CURSOR_MALFORMED", {"c": SECRET}, SECRET
    ),
    "a secret as a page": document(
        "query ($n: Int) { counties(first: $n) { totalCount } }", "PAGE_SIZE", {"n": 424_242}, "424242", "424,242"
    ),
    "a secret as a distance": document(
        "query ($w: SettlementWhere) { settlements(where: $w) { totalCount } }",
        "NUMBER_RANGE",
        {"w": {"location": {"within": {"point": {"longitude": 424_242.5, "latitude": 1}, "km": 1}}}},
        "424242",
    ),
    "a secret in a body that is no JSON": Entry(
        post(b'{"query": ' + SECRET.encode()), "BODY_MALFORMED", secrets=(SECRET,)
    ),
    "a secret in a GET that is no JSON": Entry(
        get({"query": "{ dataVersion }", "variables": SECRET}), "BODY_MALFORMED", secrets=(SECRET,)
    ),
    "a secret as an operation": document(
        "query A { dataVersion }", "OPERATION_UNKNOWN", None, SECRET.replace("-", "_"), operationName=SECRET
    ),
    "the plan of a question": document(
        "{ counties { totalCount } }", "EXPLAIN_DENIED", None, "MATCH", extensions={"explain": True}
    ),
    "a key that is none": Entry(
        post(b'{"query": "{ dataVersion }"}', Authorization=f"Bearer {SECRET}"), "KEY_UNKNOWN", 401, (SECRET,)
    ),
    "a key in another scheme": Entry(
        post(b'{"query": "{ dataVersion }"}', Authorization=f"Basic {SECRET}"), "AUTHORIZATION_INVALID", 401, (SECRET,)
    ),
    "the metrics": Entry(get("", "/metrics"), "SCOPE_MISSING", 401, ("process_",)),
}

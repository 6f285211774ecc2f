"""Values that fit no type, or are larger than anything means."""

from tests.robustness.corpus.entry import document

_FIRST = "query ($n: Int) { counties(first: $n) { totalCount } }"
_WHERE = "query ($w: CountyWhere) { counties(where: $w) { totalCount } }"
_SEARCH = "query ($t: String!) { search(text: $t) { totalCount } }"
_COUNTY = "query ($c: String) { county(nuts3: $c) { id } }"
_DAY = "query ($d: Date) { counties(asOf: $d) { totalCount } }"

ENTRIES = {
    "an integer of 10,000 digits": document("{ counties(first: " + "9" * 10_000 + ") { totalCount } }", "VALUE_TYPE"),
    "a float with a huge exponent": document(
        "{ counties(first: 1e" + "9" * 10_000 + ") { totalCount } }", "VALUE_TYPE"
    ),
    "an integer beyond 32 bits": document(_FIRST, "VARIABLES", {"n": 2**40}),
    "text for an integer": document(_FIRST, "VARIABLES", {"n": "10"}),
    "an object for an integer": document(_FIRST, "VARIABLES", {"n": {"$gt": 0}}),
    "an unknown operator": document(_WHERE, "VARIABLES", {"w": {"nuts3": {"$regex": ".*"}}}),
    "an unknown field of a filter": document(_WHERE, "VARIABLES", {"w": {"__proto__": {"eq": 1}}}),
    "a list for text": document(_WHERE, "VARIABLES", {"w": {"nuts3": {"eq": ["a", ["b"]]}}}),
    "no value for what must have one": document(_SEARCH, "VARIABLES", {}),
    "null for what must have one": document(_SEARCH, "VARIABLES", {"t": None}),
    "null where a filter is": document("{ counties(where: {nuts3: null}) { totalCount } }", "NULL_NOT_ALLOWED"),
    "null to compare with": document(_WHERE, "NULL_NOT_ALLOWED", {"w": {"nuts3": {"eq": None}}}),
    "a text of 1,001": document(_WHERE, "STRING_LENGTH", {"w": {"nuts3": {"eq": "x" * 1_001}}}),
    "a text of 60,000": document(_COUNTY, "STRING_LENGTH", {"c": "x" * 60_000}),
    "a search of 201 characters": document(_SEARCH, "STRING_LENGTH", {"t": "x" * 201}),
    "a search of nine words": document(_SEARCH, "SEARCH_WORDS", {"t": "a b c d e f g h i"}),
    "an enum that is not one": document("{ counties(orderBy: [{field: PASSWORD}]) { totalCount } }", "VALUE_TYPE"),
    "300 enums that are none": document(
        "{ counties(orderBy: [" + " ".join(f"{{field: E{n}}}" for n in range(300)) + "]) { totalCount } }",
        "VALUE_TYPE",
    ),
    "a day that never was": document(_DAY, "VARIABLES", {"d": "2018-02-30"}),
    "a day as long as a book": document(_DAY, "VARIABLES", {"d": "2" * 30_000}),
    "a block string of 9,000 lines": document(
        '{ search(text: """' + "\n  a" * 9_000 + '""") { totalCount } }', "STRING_LENGTH"
    ),
    "a cursor that is none": document('{ counties(after: "x") { nodes { id } } }', "CURSOR_MALFORMED"),
    "a cursor of 60,000": document('{ counties(after: "' + "A" * 60_000 + '") { nodes { id } } }', "CURSOR_MALFORMED"),
    "a cursor of another list": document(
        '{ counties(after: "WyIwMDAwMDAwMCIsIkFTIl0") { nodes { id } } }', "CURSOR_ORDER"
    ),
    "a county that is none": document("query ($c: ID) { dataVersion(county: $c) }", "COUNTY_CODE", {"c": "county:'"}),
    "a county as long as a book": document(
        "query ($c: ID) { dataVersion(county: $c) }", "COUNTY_CODE", {"c": "HU22" + "3" * 30_000}
    ),
    "a county of another kind": document('{ dataVersion(county: "label:Person") }', "COUNTY_CODE"),
    "a label that is none": document(
        "query ($l: String) { dataVersion(label: $l) }", "LABEL_UNKNOWN", {"l": "`) DETACH"}
    ),
    "a label of the service": document('{ dataVersion(label: "ApiKey") }', "LABEL_UNKNOWN"),
    "two parts of the data at once": document(
        '{ dataVersion(county: "HU223", label: "Institution") }', "VERSION_PARTS"
    ),
    "a place that is none": document(
        '{ settlements(where: {location: {within: {of: "person:1", km: 5}}}) { totalCount } }', "WITHIN_PLACE"
    ),
    "more kilometres than there are": document(
        '{ settlements(where: {location: {within: {of: "county:1", km: 1e300}}}) { totalCount } }', "NUMBER_RANGE"
    ),
}

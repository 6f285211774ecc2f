"""More than one request may ask of the database."""

from tests.robustness.corpus.entry import document

_BELOW = "institutions(first: 100) { nodes { collaborations(first: 100) { nodes { id } } } }"
_THREE = f"{{ counties(first: 100) {{ nodes {{ {_BELOW} }} }} }}"
_INSIDE = "institutions(first: 1) { nodes { collaborations(first: 101) { totalCount } } }"
_LISTS = "counties(first: 1) { totalCount nodes { institutions(first: 1) { totalCount nodes { id } } } }"
_GROUPS = "groupBy(keys: [COUNTY], first: 100) { nodes { nodes(first: 100) { id } } }"

ENTRIES = {
    "100 by 100 by 100": document(_THREE, "TOO_DEAR"),
    "100 by 101": document(
        "{ counties(first: 100) { nodes { institutions(first: 100) { nodes { id } } } } }", "TOO_DEAR"
    ),
    "the same by variables": document(
        "query ($n: Int) { counties(first: $n) { nodes { institutions(first: $n) { nodes { id } } } } }",
        "TOO_DEAR",
        {"n": 100},
    ),
    "groups with their members": document(f"{{ institutions {{ a: {_GROUPS} b: {_GROUPS} }} }}", "TOO_DEAR"),
    "a page of 0": document("{ counties(first: 0) { totalCount } }", "PAGE_SIZE"),
    "a page of 101": document("{ counties(first: 101) { nodes { id } } }", "PAGE_SIZE"),
    "a page of minus one": document("{ counties(last: -1) { nodes { id } } }", "PAGE_SIZE"),
    "a page of two thousand million": document("{ counties(first: 2147483647) { nodes { id } } }", "PAGE_SIZE"),
    "a page of 101 deep inside": document(f"{{ counties(first: 1) {{ nodes {{ {_INSIDE} }} }} }}", "PAGE_SIZE"),
    "both directions": document("{ counties(first: 1, last: 1) { nodes { id } } }", "PAGE_DIRECTION"),
    "251 ids": document("query ($i: [ID!]!) { nodes(ids: $i) { id } }", "LIST_LENGTH", {"i": ["x:1"] * 251}),
    "251 values of a filter": document(
        "query ($i: [ID!]) { counties(where: {id: {in: $i}}) { totalCount } }", "LIST_LENGTH", {"i": ["x:1"] * 251}
    ),
    "251 conditions": document(
        "query ($w: [CountyWhere!]) { counties(where: {OR: $w}) { totalCount } }", "LIST_LENGTH", {"w": [{}] * 251}
    ),
    "15,000 conditions": document(
        "query ($w: [CountyWhere!]) { counties(where: {OR: $w}) { totalCount } }",
        "VARIABLES_SIZE",
        {"w": [{}] * 15_000},
    ),
    "250 by 60 conditions": document(
        "query ($w: [CountyWhere!]) { counties(where: {OR: $w}) { totalCount } }",
        "VARIABLES_SIZE",
        {"w": [{"OR": [{}] * 60}] * 250},
    ),
    "conditions nine deep": document(
        "{ counties(where: " + "{NOT: " * 9 + "{}" + "}" * 9 + ") { totalCount } }", "WHERE_DEPTH"
    ),
    "many conditions on relatives": document(
        "query ($w: [CountyWhere!]) { counties(where: {OR: $w}) { totalCount } }",
        "TOO_COMPLEX",
        {"w": [{"institutions": {"some": {"collaborations": {"some": {"id": {"eq": "x"}}}}}}] * 100},
    ),
    "many lists": document("{" + "".join(f" a{n}: {_LISTS}" for n in range(29)) + " }", "TOO_COMPLEX"),
    "many searches": document(
        "{" + "".join(f' a{n}: paths(from: "inst:1", to: "inst:2") {{ totalCount }}' for n in range(29)) + " }",
        "TOO_MANY_SEARCHES",
    ),
}

"""Bodies that are no request, and documents of the wrong shape."""

import gzip

from tests.robustness.corpus.entry import body, document

_GOOD = b'{"query": "{ dataVersion }"}'

ENTRIES = {
    "nothing": body(b"", "BODY_MALFORMED"),
    "half an object": body(_GOOD[:-1], "BODY_MALFORMED"),
    "two objects": body(_GOOD + _GOOD, "BODY_MALFORMED"),
    "not UTF-8": body(b'{"query": "\xff"}', "BODY_MALFORMED"),
    "UTF-16": body(_GOOD.decode().encode("utf-16"), "BODY_MALFORMED"),
    "arrays to the depth of the stack": body(b"[" * 30_000 + b"]" * 30_000, "BODY_MALFORMED"),
    "a number of 10,000 digits": body(b'{"query": ' + b"1" * 10_000 + b"}", "BODY_MALFORMED"),
    "not a number": body(b'{"query": "{ dataVersion }", "variables": {"a": NaN}}', "BODY_MALFORMED"),
    "gzip that does not say so": body(gzip.compress(_GOOD), "BODY_MALFORMED"),
    "a number": body(b"1", "BODY_SHAPE"),
    "a batch": body(b"[" + _GOOD + b"," + _GOOD + b"]", "BODY_SHAPE"),
    "null": body(b"null", "BODY_SHAPE"),
    "no query": body(b"{}", "QUERY_MISSING"),
    "an empty query": body(b'{"query": ""}', "QUERY_MISSING"),
    "a query that is a list": body(b'{"query": ["{ dataVersion }"]}', "BODY_FIELD"),
    "variables that are a list": body(b'{"query": "{ dataVersion }", "variables": []}', "BODY_FIELD"),
    "extensions that are text": body(b'{"query": "{ dataVersion }", "extensions": "x"}', "BODY_FIELD"),
    "variables 100 deep": body(
        b'{"query": "{ dataVersion }", "variables": {"a":' + b"[" * 100 + b"]" * 100 + b"}}", "BODY_DEPTH"
    ),
    "variables 100 objects deep": body(
        b'{"query": "{ dataVersion }", "variables": ' + b'{"a":' * 100 + b"1" + b"}" * 100 + b"}", "BODY_DEPTH"
    ),
    "one byte more than 64 KiB": body(_GOOD.ljust(65_537), "BODY_TOO_LARGE", 413),
    "an operation that is not there": document("query A { dataVersion }", "OPERATION_UNKNOWN", operationName="B"),
    "none of two operations": document("query A { dataVersion } query B { dataVersion }", "OPERATION_UNKNOWN"),
    "an operation without a name beside another": document(
        "query A { dataVersion } { dataVersion }", "OPERATION_NAMES", operationName="A"
    ),
    "two operations of one name": document(
        "query A { dataVersion } query A { dataVersion }", "OPERATION_NAMES", operationName="A"
    ),
    "a list without a selection": document("{ counties }", "SELECTION_SHAPE"),
    "a number with a selection": document("{ dataVersion { a } }", "SELECTION_SHAPE"),
    "a variable twice": document("query ($a: Int, $a: Int) { counties(first: $a) { totalCount } }", "VARIABLE_TWICE"),
    "a variable of an output type": document("query ($a: County) { node(id: $a) { id } }", "VARIABLE_TYPE"),
    "a variable in the wrong place": document("query ($a: Int) { county(nuts3: $a) { id } }", "VARIABLE_TYPE"),
    "a variable that nobody declared": document("{ counties(first: $a) { totalCount } }", "VARIABLE_UNDEFINED"),
    "one name for two fields": document("{ counties { nodes { a: id a: nuts3 } } }", "FIELDS_CONFLICT"),
    "a directive of the schema": document("{ dataVersion @deprecated }", "DIRECTIVE_UNKNOWN"),
    "a directive twice": document("{ dataVersion @skip(if: true) @skip(if: true) }", "DIRECTIVE_TWICE"),
    "an id left out": document("{ node { id } }", "ARGUMENT_MISSING"),
}

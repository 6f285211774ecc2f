"""Methods, addresses and headers that no honest client of this service sends."""

from dataclasses import replace

from tests.robustness.corpus.entry import HOST, Entry, get, lines, post

_LONG = "{" + " a" * 2_001 + "}"
_GOOD = b'{"query": "{ dataVersion }"}'


def _method(name: str) -> Entry:
    rows = (f"{name} /graphql HTTP/1.1", f"Host: {HOST}", "Connection: close", "Content-Length: 0")
    return Entry(lines(*rows), "METHOD_NOT_ALLOWED", 405)


ENTRIES = {
    "PUT": _method("PUT"),
    "DELETE": _method("DELETE"),
    "PATCH": _method("PATCH"),
    "TRACE": _method("TRACE"),
    "a method of nobody": replace(_method("BREW"), code="HTTP_MALFORMED", status=400),
    "PROPFIND": _method("PROPFIND"),
    "a compressed body": Entry(post(_GOOD, Content_Encoding="gzip"), "CONTENT_ENCODING"),
    "a body compressed twice": Entry(post(_GOOD, Content_Encoding="br, br"), "CONTENT_ENCODING"),
    "GET without a query": Entry(get(""), "QUERY_MISSING"),
    "GET of what is no JSON": Entry(get({"query": "{ dataVersion }", "variables": "{"}), "BODY_MALFORMED"),
    "GET with variables that are a list": Entry(get({"query": "{ dataVersion }", "variables": "[1]"}), "BODY_FIELD"),
    "GET of a hostile document": Entry(get({"query": _LONG}), "LIMIT_TOKENS"),
    "any tag for a hostile document": Entry(get({"query": _LONG}, If_None_Match="*"), "LIMIT_TOKENS"),
    "3,000 tags": Entry(get({"query": _LONG}, If_None_Match='"7.x", ' * 3_000), "LIMIT_TOKENS"),
    "quotes of tags": Entry(get({"query": _LONG}, If_None_Match='W/"' * 3_000), "LIMIT_TOKENS"),
    "a tag of 12,000": Entry(get({"query": _LONG}, If_None_Match=f'"{"7" * 12_000}"'), "LIMIT_TOKENS"),
    "a tag with a line inside": Entry(get({"query": _LONG}, If_None_Match='"7\r\nX-Forged: 1"'), "LIMIT_TOKENS"),
    "a tag with half a line inside": Entry(get({"query": _LONG}, If_None_Match='"7\rX"'), "HTTP_MALFORMED"),
    "a tag with a NUL": Entry(get({"query": _LONG}, If_None_Match='"7\0"'), "HTTP_MALFORMED"),
    "a path that climbs": Entry(get("", "/../../etc/passwd"), "ADDRESS_UNKNOWN", 404, ("root:",)),
    "a path that climbs in code": Entry(get("", "/%2e%2e/%2e%2e/etc/passwd"), "ADDRESS_UNKNOWN", 404, ("root:",)),
    "a path with a NUL": Entry(get("", "/graphql%00"), "ADDRESS_UNKNOWN", 404),
    "a path with two slashes": Entry(get("", "//graphql"), "ADDRESS_UNKNOWN", 404),
    "a path with an ending": Entry(get("", "/graphql/.git/config"), "ADDRESS_UNKNOWN", 404),
    "a path of 8,000": Entry(get("", "/" + "a" * 8_000), "ADDRESS_UNKNOWN", 404),
}

"""What a page elsewhere can make a browser send without asking first."""

from tests.robustness.corpus.entry import HOST, Entry, get, lines, post

_GOOD = b'{"query": "{ dataVersion }"}'
_FORM = b"query=%7B+dataVersion+%7D"
_PARTS = b'--x\r\nContent-Disposition: form-data; name="query"\r\n\r\n{ dataVersion }\r\n--x--\r\n'
_ELSEWHERE = "https://elsewhere.example"


def _typed(content: bytes, content_type: str | None) -> Entry:
    return Entry(post(content, content_type, Origin=_ELSEWHERE, Cookie="session=1"), "CONTENT_TYPE", 415)


ENTRIES = {
    "JSON as text": _typed(_GOOD, "text/plain"),
    "JSON as text with a parameter": _typed(_GOOD, "text/plain; application/json"),
    "a form": _typed(_FORM, "application/x-www-form-urlencoded"),
    "a form with files": _typed(_PARTS, "multipart/form-data; boundary=x"),
    "no type at all": _typed(_GOOD, None),
    "an empty type": _typed(_GOOD, ""),
    "a type that begins alike": _typed(_GOOD, "application/jsonp"),
    "JSON in another encoding": _typed(_GOOD, "application/json; charset=utf-7"),
    "a mutation by GET": Entry(get({"query": "mutation { a }"}, Origin=_ELSEWHERE), "GET_ONLY_QUERIES", 405),
    "a subscription by GET": Entry(
        get({"query": "subscription { dataVersion }"}, Origin=_ELSEWHERE), "SUBSCRIPTION_TRANSPORT", 406
    ),
    "a named mutation by GET": Entry(
        get({"query": "query A { dataVersion } mutation B { a }", "operationName": "B"}, Origin=_ELSEWHERE),
        "GET_ONLY_QUERIES",
        405,
    ),
    "a question in advance from elsewhere": Entry(
        lines(
            "OPTIONS /graphql HTTP/1.1",
            f"Host: {HOST}",
            f"Origin: {_ELSEWHERE}",
            "Access-Control-Request-Method: POST",
            "Access-Control-Request-Headers: content-type",
            "Connection: close",
        ),
        "403",
        403,
        ("access-control-allow-origin",),
    ),
}

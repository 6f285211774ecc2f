"""Bytes that two servers could read as different requests, or as none."""

from tests.robustness.corpus.entry import HOST, Entry, lines

_POST = ("POST /graphql HTTP/1.1", f"Host: {HOST}", "Connection: close", "Content-Type: application/json")
_GET = ("GET /health HTTP/1.1", "Connection: close")
_BODY = b'{"query": "{ dataVersion }"}'
_SMUGGLED = b"0\r\n\r\nGET /health HTTP/1.1\r\nHost: x\r\n\r\n"

ENTRIES = {
    "two lengths": Entry(lines(*_POST, "Content-Length: 28", "Content-Length: 5", content=_BODY), "HTTP_MALFORMED"),
    "two lengths in one": Entry(lines(*_POST, "Content-Length: 28, 5", content=_BODY), "HTTP_MALFORMED"),
    "a length and chunks": Entry(
        lines(*_POST, "Content-Length: 5", "Transfer-Encoding: chunked", content=_SMUGGLED), "HTTP_MALFORMED"
    ),
    "a negative length": Entry(lines(*_POST, "Content-Length: -1", content=_BODY), "HTTP_MALFORMED"),
    "a length with a sign": Entry(lines(*_POST, "Content-Length: +28", content=_BODY), "HTTP_MALFORMED"),
    "a length of 40 digits": Entry(lines(*_POST, f"Content-Length: {'9' * 40}", content=_BODY), "HTTP_MALFORMED"),
    "an encoding that is unknown": Entry(lines(*_POST, "Transfer-Encoding: xchunked", content=_BODY), "HTTP_MALFORMED"),
    "an encoding twice": Entry(
        lines(*_POST, "Transfer-Encoding: chunked, chunked", content=_SMUGGLED), "HTTP_MALFORMED"
    ),
    "a chunk of a size that is none": Entry(
        lines(*_POST, "Transfer-Encoding: chunked", content=b"xyz\r\n"), "HTTP_MALFORMED"
    ),
    "a chunk of negative size": Entry(lines(*_POST, "Transfer-Encoding: chunked", content=b"-1\r\n"), "HTTP_MALFORMED"),
    "a chunk of a huge size": Entry(
        lines(*_POST, "Transfer-Encoding: chunked", content=b"f" * 30 + b"\r\n"), "HTTP_MALFORMED"
    ),
    "no Host": Entry(lines(*_GET), "HOST_MISSING"),
    "two Hosts": Entry(lines(*_GET, "Host: a", "Host: b"), "HOST_MISSING"),
    "a header that is folded": Entry(lines(*_GET, "Host: a", "X-Long: a\r\n b: c"), "HTTP_MALFORMED"),
    "a space before a colon": Entry(lines(*_GET, "Host : a"), "HTTP_MALFORMED"),
    "a NUL in a header": Entry(lines(*_GET, "Host: a", "X-Nul: a\x00b"), "HTTP_MALFORMED"),
    "a line feed alone": Entry(b"GET /health HTTP/1.1\nHost: a\rX: b\n\n", "HTTP_MALFORMED"),
    "a header of 100 kB": Entry(lines(*_GET, "Host: a", f"X-Long: {'a' * 100_000}"), "HEAD_TOO_LARGE", 431),
    "a thousand headers": Entry(
        lines(*_GET, "Host: a", *(f"X-{n}: {'a' * 100}" for n in range(1_000))), "HEAD_TOO_LARGE", 431
    ),
    "HTTP of 1991": Entry(b"GET /health\r\n\r\n", "HOST_MISSING"),
    "HTTP of the future": Entry(lines("GET /health HTTP/9.9", "Host: a"), "HTTP_MALFORMED"),
    "no HTTP at all": Entry(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 50, "HTTP_MALFORMED"),
    "HTTP/2 without asking": Entry(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "HTTP_MALFORMED"),
    "an address with a space": Entry(lines("GET /hea lth HTTP/1.1", "Host: a"), "HTTP_MALFORMED"),
}

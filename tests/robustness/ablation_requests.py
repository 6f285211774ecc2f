"""Each limit of requests, connections and load switched off alone: a named abuse then does measured harm.

Documents and values have theirs in `ablation.py`, against a store that only counts; here the real service is abused.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from tests.robustness import abuses, holding
from tests.robustness.abuses import Harm
from tests.robustness.corpus import CORPUS
from tests.robustness.figures import Figure, Trial
from tests.robustness.outage import walk
from tests.robustness.overhead import largest
from tests.robustness.served import Served, served

LEAST_FACTOR = 3.0
QUICK = ("KALAKA_SOCKETS_PER_ADDRESS",)
_LOAD = "graph_service.web.load"

_NODE = (
    "id createdAt updatedAt dataOrigin name { hu en } county { nuts3 createdAt updatedAt dataOrigin name { hu en } }"
)
_WIDE = "{" + "".join(f" a{n}: institutions(first: 100) {{ nodes {{ {_NODE} }} }}" for n in range(29)) + " }"
_PLACES = (
    "{ counties(first: 20) { nodes { nuts3 institutions(first: 40) { nodes { id } } "
    "settlements(first: 100) { nodes { id kshCode } } } } }"
)
_SCHEMA = "__schema { types { name fields { name args { name type { name ofType { name } } } } } }"
_SCHEMA_SIX_TIMES = "{" + "".join(f" a{n}: {_SCHEMA}" for n in range(6)) + " }"
_SEARCH = "query ($t: String!) { search(text: $t) { totalCount } }"
_CONDITIONS = "250 by 60 conditions"
_COUNTS = (
    "query Q_NUMBER {"
    + "".join(f' c{n}: institutions(where: {{name: {{contains: "q{n}"}}}}) {{ totalCount }}' for n in range(12))
    + " }"
)


def _heavy(number: int) -> str:
    """A document of its own that takes a tenth of a second to plan, and finds nothing."""
    roots = (
        f' a{n}: institutions(first: 100, where: {{name: {{contains: "z{number}_{n}"}}}}) {{ nodes {{ {_NODE} }} }}'
        for n in range(29)
    )
    return f"query H{time.monotonic_ns()} {{{''.join(roots)} }}"


@dataclass(frozen=True)
class Without:
    """A limit, the abuse that it keeps away, and how the limit is switched off alone: by its setting at the largest
    value allowed, or by constants where no setting reaches it."""

    limit: str
    entry: str
    abuse: Callable[[Served], Harm]
    unit: str
    code: str
    settings: Mapping[str, str] = field(default_factory=dict)
    patched: tuple[str, ...] = ()
    note: str = ""

    @property
    def off(self) -> dict[str, str]:
        """The settings without it."""
        return dict(self.settings) or ({} if self.patched else {self.limit: largest()[self.limit]})


def _search(text: str) -> Callable[[Served], Harm]:
    return lambda service: abuses.one_document(service, _SEARCH, {"t": text})


def _many_values(service: Served) -> Harm:
    sent = json.loads(CORPUS["cost"][_CONDITIONS].request.partition(b"\r\n\r\n")[2])
    return abuses.one_document(service, sent["query"], sent["variables"], of=abuses.own_cpu_ms)


def _heavy_burst(service: Served) -> Harm:
    """Twice, each after quick requests that had the limit of requests under way rise; the quicker one counts."""
    found = []
    for _ in range(2):
        abuses.quick_requests(service, 8_000)
        found.append(abuses.burst(service, [_heavy(n) for n in range(100)], 1.5))
    return min(found, key=lambda one: one.amount)


ABLATIONS = (
    Without(
        "KALAKA_BODY_BYTES",
        "two bodies of 24 MiB, one after the other",
        abuses.large_bodies,
        "MiB at the peak",
        "BODY_TOO_LARGE",
    ),
    Without(
        "KALAKA_ANSWER_BYTES",
        "2,900 institutions with their counties",
        lambda service: abuses.answer_bytes(service, _WIDE),
        "bytes sent",
        "ANSWER_TOO_LARGE",
    ),
    Without(
        "KALAKA_REQUEST_SECONDS",
        "80 clients that send a byte a second",
        lambda service: holding.slow_senders(service, 8),
        "held after 8 s",
        "closed",
        {"KALAKA_REQUEST_SECONDS": "60"},
    ),
    Without(
        "KALAKA_IDLE_SECONDS",
        "60 clients that do not read",
        lambda service: holding.unread_answers(service, 11),
        "held after 11 s",
        "closed",
        {"KALAKA_IDLE_SECONDS": "600"},
    ),
    Without(
        "KALAKA_CONNECTIONS_PER_ADDRESS",
        "800 connections of one address",
        holding.many_connections,
        "held",
        "CONNECTIONS_EXCEEDED",
    ),
    Without(
        "KALAKA_SOCKETS_PER_ADDRESS", "180 WebSockets of one address", holding.many_sockets, "held", "SOCKETS_EXCEEDED"
    ),
    Without(
        "KALAKA_SUBSCRIPTIONS_PER_SOCKET",
        "200 subscriptions on a WebSocket",
        holding.many_subscriptions,
        "messages for one change",
        "TOO_MANY_OPERATIONS",
    ),
    Without(
        "KALAKA_RATE",
        "80 questions for 2,861 rows each",
        lambda service: abuses.many_requests(service, _PLACES, 80),
        "ms of CPU",
        "RATE_EXCEEDED",
    ),
    Without(
        "KALAKA_READ_SECONDS",
        "a search of all walks of five steps",
        lambda service: abuses.one_document(service, walk(5)),
        "ms of CPU",
        "STORE_TIMEOUT",
        {"KALAKA_READ_SECONDS": "200"},
    ),
    Without(
        "KALAKA_LAG_MS",
        "100 heavy documents within 1.5 s, after quick ones",
        _heavy_burst,
        "ms that half of them wait",
        "OVERLOADED",
    ),
    Without(
        "KALAKA_IN_FLIGHT",
        "480 operations over 48 WebSockets",
        lambda service: holding.operations_at_once(service, _COUNTS),
        "ms of CPU of the service",
        "IN_FLIGHT_EXCEEDED",
        note="over HTTP the limit of requests under way comes first",
    ),
    Without(
        "requests under way",
        "1,300 named questions a second",
        lambda service: abuses.pressing(service, 1_300, 5),
        "let in and failed",
        "OVERLOADED",
        patched=(f"{_LOAD}:_FEWEST=1000000", f"{_LOAD}:_AT_REST=1000000"),
    ),
    Without(
        "KALAKA_MAX_INTROSPECTION",
        "the schema six times",
        lambda service: abuses.answer_bytes(service, _SCHEMA_SIX_TIMES),
        "bytes sent",
        "LIMIT_INTROSPECTION",
    ),
    Without(
        "KALAKA_MAX_SEARCH_CHARACTERS",
        "a search for 8 words of 5,000 letters",
        _search(" ".join("x" * 5_000 for _ in range(8))),
        "ms of CPU",
        "STRING_LENGTH",
    ),
    Without(
        "KALAKA_MAX_SEARCH_WORDS",
        "a search for 50 words",
        _search(" ".join(f"{n:03}" for n in range(50))),
        "ms of CPU",
        "SEARCH_WORDS",
    ),
    Without(
        "values in variables",
        f"cost: {_CONDITIONS}",
        _many_values,
        "ms of CPU of the service",
        "VARIABLES_SIZE",
        patched=("graph_service.web.body:_MOST_VALUES=1000000",),
    ),
)


def does_harm(one: Without, on: Harm, off: Harm) -> bool:
    """Whether the limit, and it alone, keeps harm away: it refuses, and without it there is much more."""
    # Others refuse under the same code: one gate of load beside another, the database by a deadline of its own.
    others = off.codes.get(one.code, 0) if one.code not in ("OVERLOADED", "STORE_TIMEOUT") else 0
    return on.codes.get(one.code, 0) > others == 0 and off.amount >= LEAST_FACTOR * max(on.amount, 1.0)


def harms(chosen: Sequence[Without]) -> list[tuple[Without, Harm, Harm]]:
    """The harm of each abuse with all limits, and without the one limit."""
    found = []
    with served("embedded") as service:
        on = [one.abuse(service) for one in chosen]
    for one, first in zip(chosen, on, strict=True):
        with served("embedded", patched=one.patched, **one.off) as service:
            found.append((one, first, one.abuse(service)))
        print(f"{one.limit}: {first} → {found[-1][2]}", file=sys.stderr, flush=True)
    return found


def row(one: Without, on: Harm, off: Harm) -> Figure:
    """A line of the table."""
    refused = ", ".join(f"{code} {number}" for code, number in on.codes.items())
    figure = f"{on.amount:,.0f} ({refused}) → {off.amount:,.0f} {one.unit}"
    note = f"; {one.note}" if one.note else ""
    return Figure(
        f"without {one.limit}: {one.entry}{note}", f"≥ {LEAST_FACTOR:g} × the harm", figure, does_harm(one, on, off)
    )


def in_flight_over_http() -> Figure:
    """Who refuses a hundred slow requests at once: never the gate of operations in flight, load is before it."""
    with served("embedded") as service:
        codes = abuses.burst(service, [_heavy(n) for n in range(100)], 0.05).codes
    told = json.dumps(dict(codes))
    return Figure("100 at once over HTTP: who refuses", "OVERLOADED", told, set(codes) == {"OVERLOADED"})


def run(long: bool) -> list[Figure]:
    """Every limit; the cheap ones in the quick form."""
    chosen = [one for one in ABLATIONS if long or one.limit in QUICK]
    rows = [row(*found) for found in harms(chosen)]
    return [*rows, in_flight_over_http()] if long else rows


TRIAL = Trial("ablation of request limits", run)

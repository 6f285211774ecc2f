"""Each limit switched off alone: a named document then does measured harm, which the limit had kept away."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import orjson

from graph_service.api.service import Api
from graph_service.app import api_of
from graph_service.cypher import Statement
from graph_service.errors import StoreError
from graph_service.questions import all_questions
from graph_service.settings import Settings
from tests.robustness.corpus import CORPUS, Entry
from tests.robustness.figures import Figure, Trial
from tests.robustness.overhead import largest
from tests.robustness.pricing import refused_code
from tests.unit.api.fakes import FakeStore, request

# How many times as much harm counts as harm.
LEAST_FACTOR = 3.0
QUESTIONS = 30
# Without a desk of network analysis, one of them gets no further than that.
_LET_THROUGH = ("", "EXTRA_MISSING")


@dataclass
class _Store(FakeStore):
    """Remembers how much it was sent and what it would have cost, and gives nothing."""

    price: int = 0
    sent: list[Statement] = field(default_factory=list)

    async def read_all(self, statements: Sequence[Statement], **named: Any) -> list[list[Any]]:
        self.sent += statements
        raise StoreError("STORE_BUSY")

    def charge(self, price: int) -> None:
        self.price = price


@dataclass(frozen=True)
class Harm:
    """What one request does: `ms` of CPU that hold the loop, `rows` it may ask for, characters of statements and values
    that go to the database, and bytes of the answer. `code` is empty where it was let through."""

    code: str
    ms: float
    rows: int
    statement: int
    values: int
    answer: int


@dataclass(frozen=True)
class Ablation:
    """A limit by its variable, a document, and the harm that the limit keeps away."""

    limit: str
    entry: str
    kind: str
    document: str
    variables: dict[str, Any] = field(default_factory=dict)


def _of_corpus(limit: str, kind: str, group: str, name: str) -> Ablation:
    entry: Entry = CORPUS[group][name]
    sent = json.loads(entry.request.partition(b"\r\n\r\n")[2])
    return Ablation(limit, f"{group}: {name}", kind, sent["query"], sent.get("variables") or {})


_DEEP = (
    "{ counties(first: 1) { nodes "
    + "{ institutions(first: 1) { nodes { county " * 7
    + "{ id }"
    + " } } }" * 7
    + " } }"
)
_WIDE = "{" + "".join(f' a{n}: county(nuts3: "HU{n}") {{ id name {{ hu }} }}' for n in range(60)) + " }"
_FIELDS = "id nuts3 kshCode iso31662 population inProgrammeArea dataOrigin createdAt updatedAt name { hu en } " * 2
_FULL = "{" + "".join(f' a{n}: county(nuts3: "HU{n}") {{ {_FIELDS} }}' for n in range(29)) + " }"
_SCHEMA = "__schema { types { name fields { name args { name type { name ofType { name } } } } } }"
ABLATIONS = (
    _of_corpus("KALAKA_MAX_TOKENS", "ms", "flood", "60 kB of tokens"),
    Ablation("KALAKA_MAX_DEPTH", "counties and institutions by turns, 14 deep", "statement", _DEEP),
    Ablation("KALAKA_MAX_ALIASES", "60 counties by aliases", "statement", _WIDE),
    Ablation("KALAKA_MAX_FIELDS", "29 counties with all their fields, twice", "statement", _FULL),
    _of_corpus("KALAKA_MAX_DIRECTIVES", "ms", "fragment", "doubled directives"),
    _of_corpus("KALAKA_MAX_OPERATIONS", "ms", "flood", "390 operations"),
    Ablation(
        "KALAKA_MAX_INTROSPECTION",
        "the schema six times",
        "answer",
        "{" + "".join(f" a{n}: {_SCHEMA}" for n in range(6)) + " }",
    ),
    _of_corpus("KALAKA_MAX_ROWS", "rows", "cost", "100 by 100 by 100"),
    Ablation(
        "KALAKA_MAX_ITEMS",
        "2,000 ids in a filter",
        "values",
        "query ($i: [ID!]) { counties(where: {id: {in: $i}}) { totalCount } }",
        {"i": [f"county:{n}" for n in range(2_000)]},
    ),
    _of_corpus("KALAKA_MAX_CHARACTERS", "values", "value", "a text of 60,000"),
    Ablation(
        "KALAKA_MAX_SEARCH_CHARACTERS",
        "a search for 8 words of 5,000 letters",
        "values",
        "query ($t: String!) { search(text: $t) { totalCount } }",
        {"t": " ".join("x" * 5_000 for _ in range(8))},
    ),
    Ablation(
        "KALAKA_MAX_SEARCH_WORDS",
        "a search for 50 words",
        "values",
        "query ($t: String!) { search(text: $t) { totalCount } }",
        {"t": " ".join(f"{n:03}" for n in range(50))},
    ),
)


@cache
def _api(variable: str | None) -> Api:
    return api_of(Settings.from_environment({variable: largest()[variable]} if variable else {}))


async def harm(api: Api, one: Ablation) -> Harm:
    """What it does to a service with these limits; a new text each time, so that nothing is known of it."""
    store = _Store()
    began = time.process_time()
    operation = "Q0" if "query Q0" in one.document else None
    result = await api.execute(one.document, one.variables, request(store, meter=store), operation)
    ms = 1e3 * (time.process_time() - began)
    code = "" if store.sent or result.data else str(((result.errors or [])[0].extensions or {}).get("code"))
    return Harm(
        code,
        ms,
        0 if code else store.price,
        sum(len(statement.text) for statement in store.sent),
        sum(len(repr(statement.parameters)) for statement in store.sent),
        len(orjson.dumps(result.data)) if result.data else 0,
    )


def compared(one: Ablation) -> tuple[Harm, Harm]:
    """The harm with all limits, and without this one."""
    on = asyncio.run(harm(_api(None), one))
    off = asyncio.run(harm(_api(one.limit), one))
    return on, off


def does_harm(one: Ablation, on: Harm, off: Harm) -> bool:
    """Whether the limit keeps harm of its kind away."""
    return bool(on.code) and float(getattr(off, one.kind)) > LEAST_FACTOR * max(float(getattr(on, one.kind)), 1.0)


_UNITS = {
    "ms": "ms of CPU",
    "rows": "rows",
    "statement": "characters of statements",
    "values": "characters of values",
    "answer": "bytes of answer",
}


def run(long: bool) -> list[Figure]:
    """Every limit; the form is one."""
    rows = []
    for one in ABLATIONS:
        on, off = compared(one)
        figure = f"{getattr(on, one.kind):,.0f} ({on.code}) → {getattr(off, one.kind):,.0f} {_UNITS[one.kind]}"
        rows.append(
            Figure(
                f"without {one.limit}: {one.entry}", f"≥ {LEAST_FACTOR:g} × the harm", figure, does_harm(one, on, off)
            )
        )
    refused = [
        question.short_name for question in all_questions() if refused_code(question.document) not in _LET_THROUGH
    ]
    passed = len(all_questions()) - len(refused)
    rows.append(
        Figure(
            "questions let through at the defaults",
            f"{QUESTIONS}",
            f"{passed} {refused or ''}".rstrip(),
            passed >= QUESTIONS and not refused,
        )
    )
    return rows


TRIAL = Trial("ablation", run)

"""Our read path without HTTP: the statement it makes of a question, its database hits, and what completing it costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graphql import parse

from bench.completion import completion_cpu
from bench.hits import hand_hits, our_hits
from bench.questions import Question
from graph_service.api.service import Api, build_api
from graph_service.model import load_model
from graph_service.query.reading import Prepared, Reader
from graph_service.store.open import open_store
from graph_service.store.options import StoreOptions
from graph_service.store.store import Store

_SECONDS = 30.0


@dataclass(frozen=True)
class Inside:
    """What can only be seen from inside: database hits, by side, and microseconds a field, by question."""

    hits: Mapping[str, Mapping[str, int]]
    completion: Mapping[str, Mapping[str, object]]
    named: Mapping[str, Mapping[str, int]]


async def look_inside(
    options: StoreOptions,
    questions: Sequence[Question],
    named: Sequence[Question] = (),
    by_hand_alone: Sequence[Question] = (),
) -> Inside:
    """PROFILE of both statements, for each question, and the CPU of completion, for the first ones, on one Neo4j.

    Of the named ones that are `by_hand_alone` ours is left out.
    """
    api = build_api(load_model())
    async with open_store(options, run_migrations=False) as store:
        hits = {question.title: await _both_hits(store, api, question) for question in questions}
        completion = {
            question.title: await _completion(store, _prepared(api.reader, question)) for question in questions
        }
        told = {one.title: await _both_hits(store, api, one, ours=one not in by_hand_alone) for one in named}
        return Inside(hits, completion, told)


async def _both_hits(store: Store, api: Api, question: Question, *, ours: bool = True) -> Mapping[str, int]:
    found = {"hand-written": await hand_hits(store, question)}
    if ours:
        counted = await our_hits(api, store, question)
        found |= {"kalaka": counted.hits, "statements": counted.statements}
    return found


def _prepared(reader: Reader, question: Question) -> Prepared:
    return reader.prepare(parse(question.document), None, question.variables)


async def _completion(store: Store, prepared: Prepared) -> Mapping[str, object]:
    rows = [await store.read(statement, seconds=_SECONDS) for statement in prepared.statements]
    alone, with_bytes, fields = completion_cpu(lambda: prepared.complete(rows))
    return {"completer": alone, "with orjson": with_bytes, "fields": fields}

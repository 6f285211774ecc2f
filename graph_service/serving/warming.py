"""Asks what will be asked: the named documents and one analysis, after the address is open, one after another.

Databases plan a new text slowly (0.1 s and more), and the process of network analysis takes seconds to start. Nobody
waits for this: it pauses for as long as it worked, and longer while anybody else asks.
"""

from __future__ import annotations

import asyncio
import logging
import time

from graph_service.app import Application, Service
from graph_service.observability import new_request_id
from graph_service.questions import all_questions, find_analysis

_LOG = logging.getLogger("graph_service.serving")
_FIRST_PAUSE = 1.0
_PAUSE = 0.1
_ANALYSIS = "summary"


async def warm(app: Application) -> None:
    """Ask every named document once."""
    service: Service = app.state.service
    await asyncio.sleep(_FIRST_PAUSE)
    began, failed = time.perf_counter(), 0
    documents = [question.document for question in all_questions()]
    if service.desk is not None:
        documents.append(find_analysis(_ANALYSIS).document)
    for document in documents:
        failed += await _asked(app, service, document)
    fields = {"documents": len(documents), "failed": failed, "seconds": round(time.perf_counter() - began, 1)}
    _LOG.info("warmed", extra={"fields": fields})


async def _asked(app: Application, service: Service, document: str) -> bool:
    """Ask one, politely; whether it failed."""
    while app.load.under_way:  # noqa: ASYNC110  # counted by the gate, which has no event for none
        await asyncio.sleep(_PAUSE)
    began = time.perf_counter()
    answer = await service.ask(document, {}, "en", new_request_id())
    await asyncio.sleep(_PAUSE + time.perf_counter() - began)
    return bool(answer.errors)

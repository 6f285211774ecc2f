"""Whether a document is let through to the database, without one."""

from __future__ import annotations

import asyncio
from functools import cache
from typing import Any

from graph_service.api.service import Api, build_api
from graph_service.errors import StoreError
from graph_service.model import load_model
from tests.unit.api.fakes import FakeStore, request


@cache
def _api() -> Api:
    return build_api(load_model())


def refused_code(document: str, variables: dict[str, Any] | None = None) -> str:
    """The code by which it is refused before the database is asked; empty where it is asked."""
    store = FakeStore(error=StoreError("STORE_BUSY"))
    answer = asyncio.run(_api().execute(document, variables, request(store)))
    return "" if store.trips else str((answer.errors or [])[0].extensions["code"])  # type: ignore[index]

"""One derived schema for all tests of the API, and a door to a planner that they control."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
from strawberry.types import ExecutionResult

from graph_service.api.service import Api, build_api
from graph_service.model import load_model
from tests.unit.api.fakes import FakePlans, FakeStore, request

Ask = Callable[..., Awaitable[ExecutionResult]]


@pytest.fixture(scope="session")
def api() -> Api:
    """The API of the model, with the real planner."""
    return build_api(load_model())


@pytest.fixture
def plans(api: Api) -> Iterator[FakePlans]:
    """The planner that the API uses during one test."""
    real, slow = api.door.plans, api.door.slow_path
    fake = FakePlans()
    api.door.plans, api.door.slow_path = fake, 0
    yield fake
    api.door.plans, api.door.slow_path = real, slow


@pytest.fixture
def ask(api: Api) -> Ask:
    """Executes a document."""

    async def execute(
        document: str,
        variables: dict[str, Any] | None = None,
        store: FakeStore | None = None,
        operation: str | None = None,
        **values: Any,
    ) -> ExecutionResult:
        return await api.execute(document, variables, request(store, **values), operation)

    return execute

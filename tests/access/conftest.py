"""The application over a store of keys; its schema is derived once, for no setting of these tests changes it."""

from __future__ import annotations

from functools import cache

import pytest

import tests.http.conftest
from graph_service.api.service import Api
from graph_service.app import api_of
from graph_service.settings import Settings
from tests.http.conftest import client, fake, started  # noqa: F401  # fixtures


@cache
def _api() -> Api:
    return api_of(Settings.from_environment({}))


@pytest.fixture(autouse=True)
def derived_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """One API for all settings."""
    monkeypatch.setattr(tests.http.conftest, "_api_of", lambda settings: _api())

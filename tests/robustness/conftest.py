"""A demonstration of our own, for what only writing leaves."""

from __future__ import annotations

from tests.undoing.conftest import own_engine, own_store  # noqa: F401  # fixtures

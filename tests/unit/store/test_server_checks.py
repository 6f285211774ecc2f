"""Which settings of a Neo4j the doctor finds too lax, in the spellings in which servers tell them."""

from __future__ import annotations

import pytest

from graph_service.store.server_checks import RECOMMENDED, ServerState
from tests.engines import neo4j

SOUND = {**RECOMMENDED, "db.memory.transaction.max": "256.00MiB"}


def test_recommended_settings_are_not_loose() -> None:
    assert ServerState(SOUND, 0.0).loose == {}
    assert ServerState(RECOMMENDED, 0.0).loose == {}


def test_what_is_recommended_is_what_is_deployed() -> None:
    deployed = neo4j.server_settings()
    assert {name: deployed[name] for name in RECOMMENDED} == RECOMMENDED


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("db.transaction.timeout", "0s"),
        ("db.transaction.timeout", "1h"),
        ("db.transaction.timeout", "1m30s"),
        ("db.transaction.monitor.check.interval", "1m"),
        ("db.lock.acquisition.timeout", "0"),
        ("db.transaction.concurrent.maximum", "0"),
        ("db.memory.transaction.max", "0B"),
        ("db.memory.transaction.max", "8.00GiB"),
        ("db.logs.query.parameter_logging_enabled", "true"),
        ("dbms.security.allow_csv_import_from_file_urls", "true"),
        ("dbms.security.procedures.allowlist", "*"),
    ],
)
def test_a_lax_setting_is_named_with_what_it_should_be(name: str, value: str) -> None:
    assert ServerState({**SOUND, name: value}, 0.0).loose == {name: RECOMMENDED[name]}


def test_what_a_server_does_not_tell_is_not_loose() -> None:
    assert ServerState(None, 0.0).loose == {}
    assert ServerState({}, 0.0).loose == {}


@pytest.mark.parametrize(("skew", "is_skewed"), [(0.4, False), (-4.9, False), (6.0, True), (-3_600.0, True)])
def test_clocks_may_differ_by_a_few_seconds(skew: float, is_skewed: bool) -> None:
    assert ServerState({}, skew).is_skewed is is_skewed

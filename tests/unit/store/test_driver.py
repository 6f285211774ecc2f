"""The settings of the driver, each of them a bound on what a failing database costs."""

from graph_service.store import driver


def test_every_wait_of_the_driver_is_bounded(monkeypatch):
    given = {}
    monkeypatch.setattr(driver.AsyncGraphDatabase, "driver", lambda uri, **settings: given.update(settings))
    driver.open_driver("bolt://127.0.0.1:7687", None, pool_size=32)
    assert given["max_connection_pool_size"] == 32
    assert given["connection_acquisition_timeout"] == 1
    assert given["connection_timeout"] == given["connection_write_timeout"] == 2
    assert 300 <= given["max_connection_lifetime"] <= 600
    assert given["liveness_check_timeout"] is None  # see docs/decisions/a-database-that-is-away-is-told-at-once.md
    assert given["max_transaction_retry_time"] == 2
    assert (given["initial_retry_delay"], given["retry_delay_multiplier"]) == (0.05, 1.5)
    assert given["retry_delay_jitter_factor"] == 0.1
    assert given["fetch_size"] == -1
    assert given["telemetry_disabled"] is True
    assert given["notifications_min_severity"] == "OFF"

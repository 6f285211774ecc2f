"""Driver errors become ours by class and status code."""

import pytest
from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConnectionAcquisitionTimeoutError,
    ConstraintError,
    IncompleteCommit,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from graph_service.store.check import check_version
from graph_service.store.faults import may_pass, start_error, store_error


def server_error(code: str) -> Neo4jError:
    return Neo4jError._hydrate_neo4j(code=code, message="the text plays no part")


@pytest.mark.parametrize(
    ("error", "code", "passes"),
    [
        (TimeoutError(), "STORE_TIMEOUT", False),
        (server_error("Neo.ClientError.Transaction.TransactionTimedOut"), "STORE_TIMEOUT", False),
        (
            server_error("Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration"),
            "STORE_TIMEOUT",
            False,
        ),
        (ServiceUnavailable("x"), "STORE_UNAVAILABLE", True),
        (SessionExpired("x"), "STORE_UNAVAILABLE", True),
        (ConnectionResetError(), "STORE_UNAVAILABLE", True),
        (IncompleteCommit("x"), "STORE_OUTCOME_UNKNOWN", False),
        (ConnectionAcquisitionTimeoutError("x"), "STORE_BUSY", False),
        (server_error("Neo.TransientError.Transaction.DeadlockDetected"), "STORE_BUSY", True),
        (server_error("Neo.ClientError.Schema.ConstraintValidationFailed"), "STORE_CONSTRAINT", False),
        (server_error("Neo.ClientError.Statement.AccessMode"), "STORE_REFUSED", False),
        (server_error("Neo.ClientError.Security.Forbidden"), "STORE_REFUSED", False),
        (server_error("Neo.DatabaseError.General.UnknownError"), "STORE_REFUSED", True),
    ],
)
def test_each_class_has_its_code(error, code, passes):
    assert store_error(error, 2.0).code == code
    assert may_pass(error) is passes


@pytest.mark.parametrize(("seconds", "told"), [(1.95174, "2"), (0.04, "0.04"), (0.25, "0.2"), (60.0, "60")])
def test_a_deadline_is_told_in_tenths_of_a_second(seconds, told):
    assert f" {told} seconds" in store_error(TimeoutError(), seconds).text("en")


def test_the_classes_are_those_of_the_driver():
    assert isinstance(server_error("Neo.ClientError.Security.Unauthorized"), AuthError)
    assert isinstance(server_error("Neo.ClientError.Schema.ConstraintValidationFailed"), ConstraintError)
    assert isinstance(server_error("Neo.TransientError.Transaction.DeadlockDetected"), TransientError)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ServiceUnavailable("x"), "NEO4J_DOWN"),
        (TimeoutError(), "NEO4J_DOWN"),
        (server_error("Neo.ClientError.Security.Unauthorized"), "NEO4J_CREDENTIALS"),
        (server_error("Neo.ClientError.Security.AuthenticationRateLimit"), "NEO4J_CREDENTIALS"),
        (server_error("Neo.ClientError.Database.DatabaseNotFound"), "NEO4J_DATABASE_UNKNOWN"),
        (ClientError("x"), "NEO4J_UNFIT"),
    ],
)
def test_a_server_that_cannot_be_used_is_told_in_both_languages(error, code):
    told = start_error(error, uri="bolt://db:7687", username="anna", database="kalaka")
    assert told.code == code
    for language in ("hu", "en"):
        assert "bolt://db:7687" in told.text(language)
        assert "{" not in told.text(language)


@pytest.mark.parametrize("version", ["5.26.0", "5.26.12", "5.27-aura", "2025.01.0", "2026.10.1"])
def test_new_enough_versions_pass(version):
    check_version(version, "bolt://db")


@pytest.mark.parametrize("version", ["4.4.40", "5.25.1", "3.5", "?"])
def test_old_versions_are_refused_by_number(version):
    from graph_service.errors import SettingsError

    with pytest.raises(SettingsError) as caught:
        check_version(version, "bolt://db")
    assert caught.value.code == "NEO4J_TOO_OLD"
    assert version in str(caught.value)
    assert "5.26" in str(caught.value)

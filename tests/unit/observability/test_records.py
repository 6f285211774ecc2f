"""Who is told of which record, and when: one for a request, one of its own for each operation of a WebSocket."""

from __future__ import annotations

from graph_service.observability import OperationRecord, current_operation, operation, phase, request
from graph_service.observability.records import plain_traceparent


class Heard:
    """Keeps the records that ended."""

    def __init__(self) -> None:
        self.records: list[OperationRecord] = []

    def ended(self, record: OperationRecord) -> None:
        self.records.append(record)


def test_an_operation_of_a_request_is_noted_in_the_record_of_the_request() -> None:
    heard, record = Heard(), OperationRecord("request-1", method="POST", route="/graphql")
    with request(record, heard):
        with operation("request-1") as same, phase("plan"):
            assert same is record is current_operation()
        assert heard.records == []
    assert heard.records == [record]
    assert record.seconds is not None
    assert record.seconds >= record.phases["plan"] > 0
    assert current_operation() is None


def test_operations_of_a_websocket_have_records_of_their_own() -> None:
    heard = Heard()
    socket = OperationRecord("socket-1", method="WEBSOCKET", route="/graphql", key="k1", traceparent="t")
    with request(socket, heard):
        for name in ("operation-1", "operation-2"):
            with operation(name):
                pass
        assert current_operation() is socket
    assert [one.request_id for one in heard.records] == ["operation-1", "operation-2", "socket-1"]
    first = heard.records[0]
    assert (first.method, first.route, first.key, first.traceparent) == ("OPERATION", "/graphql", "k1", "t")


def test_what_goes_wrong_is_told_by_the_name_of_its_kind_and_goes_on() -> None:
    heard = Heard()
    try:
        with request(OperationRecord("request-1"), heard):
            raise KeyError("secret")
    except KeyError:
        pass
    assert [record.outcome for record in heard.records] == ["KeyError"]
    assert "secret" not in str(heard.records[0].line())


def test_phases_of_one_name_add_up() -> None:
    record = OperationRecord("request-1")
    with request(record):
        for _ in range(3):
            with phase("database"):
                pass
    assert set(record.phases) == {"database"}
    assert record.line()["ms"].keys() == {"database"}  # type: ignore[attr-defined]  # a dict of milliseconds


def test_only_a_traceparent_of_the_recommendation_is_taken() -> None:
    good = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    assert plain_traceparent(good) == good
    for bad in (
        None,
        "",
        good.upper(),
        good + "-more",
        good[1:],
        "ff" + good[2:],
        good.replace("b7ad6b7169203331", "0" * 16),
    ):
        assert plain_traceparent(bad) is None

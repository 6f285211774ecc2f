"""Pages: sizes, directions, and cursors that were made by somebody else."""

from __future__ import annotations

import base64
from typing import Any

import orjson
import pytest

from graph_service.errors import RequestError
from graph_service.model.structure import Kind, Model
from graph_service.query.ordering import SortKey, list_fields
from graph_service.query.pages import decode_cursor, encode_cursor, open_cursor, page_size, signature_of
from tests.unit.query.asking import Asking, refused_code


@pytest.mark.parametrize(("value", "size"), [(None, 20), (1, 1), (100, 100), (20.0, 20)])
def test_sizes(value: Any, size: int) -> None:
    found = page_size(value)
    assert (found, type(found)) == (size, int)


@pytest.mark.parametrize("value", [0, -1, 101, 1.5, True, False, "5", float("nan"), float("inf"), [5]])
def test_sizes_that_are_none(value: Any) -> None:
    with pytest.raises(RequestError) as refused:
        page_size(value)
    assert refused.value.code == "PAGE_SIZE"


@pytest.mark.parametrize("size", [0, 101, -1])
@pytest.mark.parametrize("argument", ["first", "last"])
def test_sizes_are_refused_at_their_field_also_by_a_kept_plan(asking: Asking, argument: str, size: int) -> None:
    document = asking.parsed(f"query Q($n: Int) {{ counties({argument}: $n) {{ nodes {{ id }} }} }}")
    asking.prepared(document, {"n": 5})
    for _ in range(2):
        error = asking.refusal(document, {"n": size})
        assert (error.code, len(error.nodes or ())) == ("PAGE_SIZE", 1)


@pytest.mark.parametrize(
    "arguments", ["first: 1, last: 1", 'first: 1, before: "x"', 'last: 1, after: "x"', 'after: "x", before: "x"']
)
def test_two_directions(asking: Asking, arguments: str) -> None:
    assert refused_code(asking, f"{{ counties({arguments}) {{ totalCount }} }}") == "PAGE_DIRECTION"


def test_null_arguments_are_absent(asking: Asking) -> None:
    plain = asking.text("{ counties { nodes { id } } }")
    assert asking.text("{ counties(first: null, last: null, after: null, before: null) { nodes { id } } }") == plain


def keys(model: Model, type_name: str, *names: str) -> list[SortKey]:
    fields = list_fields(model, type_name)
    return [SortKey(fields[name], "ASC") for name in names]


def signed(name: str, order: list[SortKey]) -> str:
    """The signature of a list without arguments."""
    return signature_of(name, order, {}).of({})


def made(*values: Any) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(values)).decode().rstrip("=")


def test_a_cursor_gives_its_values_back(model: Model) -> None:
    order = keys(model, "Institution", "NAME")
    signature = signed("Institution", order)
    cursor = encode_cursor(signature, ["Ő", "inst:1"])
    assert decode_cursor(cursor, signature, order, 1, "after") == ["Ő", "inst:1"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "á",
        "!!!!",
        "W10",
        made(),
        made("0"),
        made(1, 2),
        "A" * 8_001,
        base64.b64encode(b"{}").decode(),
        None,
        5,
    ],
)
def test_what_is_no_cursor(model: Model, text: Any) -> None:
    with pytest.raises(RequestError) as refused:
        decode_cursor(text, "00000000", [], 1, "after")
    assert refused.value.code == "CURSOR_MALFORMED"


def test_padding_is_taken(model: Model) -> None:
    assert open_cursor(encode_cursor("s", ["x"]) + "=") in (["s", "x"], None)


def test_a_cursor_of_another_order(model: Model) -> None:
    order = keys(model, "Institution", "NAME")
    cursor = encode_cursor(signed("Institution", []), ["inst:1"])
    with pytest.raises(RequestError) as refused:
        decode_cursor(cursor, signed("Institution", order), order, 1, "after")
    assert refused.value.code == "CURSOR_ORDER"


def test_signatures_tell_types_fields_and_directions_apart(model: Model) -> None:
    field = list_fields(model, "Institution")["NAME"]
    known = {
        signed("Institution", []),
        signed("Museum", []),
        signed("Institution", [SortKey(field, "ASC")]),
        signed("Institution", [SortKey(field, "DESC")]),
    }
    assert len(known) == 4


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("{ institutions(first: 1, after: $c) { nodes { id } } }", None),
        ("{ institutions(first: 5, after: $c) { totalCount } }", None),
        ("{ settlements(after: $c) { nodes { id } } }", "CURSOR_ORDER"),
        ("{ institutions(after: $c, where: {}) { nodes { id } } }", "CURSOR_ORDER"),
        ('{ county(nuts3: "x") { institutions(after: $c) { nodes { id } } } }', "CURSOR_ORDER"),
    ],
)
def test_a_cursor_belongs_to_one_field_and_filter(asking: Asking, asked: str, code: str | None) -> None:
    given = {"c": made(signed("Query.institutions", []), "inst:1")}
    document = f"query Q($c: String) {asked}"
    if code is None:
        asking.prepared(document, given)
    else:
        assert refused_code(asking, document, given) == code


def test_a_cursor_of_a_filter_whose_value_is_a_variable(asking: Asking) -> None:
    """The plan is one for all values; the cursor is of one of them."""
    document = asking.parsed(
        "query Q($c: String, $s: Sector!) { institutions(after: $c, where: {sector: {eq: $s}}) { edges { cursor } } }"
    )
    (root,) = asking.plan("{ institutions(where: {sector: {eq: MUSEUM}}) { edges { cursor } } }").roots
    cursor = made(root.page.signature.of({}), "inst:1")  # type: ignore[union-attr]  # a listing
    asking.prepared(document, {"c": cursor, "s": "MUSEUM"})
    with pytest.raises(RequestError) as refused:
        asking.prepared(document, {"c": cursor, "s": "LIBRARY"})
    assert refused.value.code == "CURSOR_ORDER"


def of_kind(model: Model, kind: Kind, *, nullable: bool | None = None) -> SortKey:
    for node in model.labels:
        for field in list_fields(model, node.name).values():
            if field.kind is kind and nullable in (None, field.nullable):
                return SortKey(field, "ASC")
    pytest.skip(f"no order by {kind}")


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (Kind.INT, [0, -5, 2**53], [1.5, True, "1", 2**53 + 1, [1], {}]),
        (Kind.FLOAT, [0, 1.5, -1e300], [True, "1", [1], 10**400]),
        (
            Kind.DATE,
            ["2017-12-31", "2016-02-29", "0001-01-01"],
            ["2017-13-45", "2017-02-29", "2017-1-1", "0000-01-01", "2017-01-01T00:00:00Z", 5, "٢٠١٧-٠١-٠١", ""],
        ),
        (
            Kind.DATETIME,
            ["2017-12-31T23:59:59Z", "2017-12-31T23:59:59.5Z", "2017-12-31T23:59:59.123456789+02:00"],
            [
                "2017-13-45T00:00:00Z",
                "2017-01-01T25:00:00Z",
                "2017-01-01T00:00:00",
                "2017-01-01",
                "2017-01-01T00:00:00+19:00",
                "2017-01-01T00:00:00+99:99",
                5,
            ],
        ),
        (Kind.ENUM, ["library"], [5, ["library"], False]),
    ],
)
def test_values_of_cursors_are_checked_before_the_database(
    model: Model, kind: Kind, good: list[Any], bad: list[Any]
) -> None:
    key = of_kind(model, kind)
    for value in good:
        assert decode_cursor(made("s", value, "id"), "s", [key], 1, "after") == [value, "id"]
    for value in bad:
        text = made("s", value, "id") if not isinstance(value, int) or value < 2**63 else _raw(value)
        with pytest.raises(RequestError) as refused:
            decode_cursor(text, "s", [key], 1, "after")
        assert refused.value.code == "CURSOR_MALFORMED"


def _raw(value: int) -> str:
    return base64.urlsafe_b64encode(f'["s",{value},"id"]'.encode()).decode().rstrip("=")


def test_null_stands_only_where_a_key_can_be_null(model: Model) -> None:
    nullable, required = of_kind(model, Kind.DATE, nullable=True), keys(model, "Institution", "NAME")[0]
    assert decode_cursor(made("s", None, "id"), "s", [nullable], 1, "after") == [None, "id"]
    with pytest.raises(RequestError):
        decode_cursor(made("s", None, "id"), "s", [required], 1, "after")


@pytest.mark.parametrize("values", [["a"], ["a", "b", "c"], ["a", None], ["a", 5], [None, None]])
def test_arity_and_ids(model: Model, values: list[Any]) -> None:
    order = keys(model, "Institution", "NAME")
    with pytest.raises(RequestError) as refused:
        decode_cursor(made("s", *values), "s", order, 1, "after")
    assert refused.value.code == "CURSOR_MALFORMED"


def test_parallel_relationships_are_told_apart_by_their_key(asking: Asking) -> None:
    """A page boundary between two relationships to the same node must not lose the second."""
    document = "query Q($c: String) { developmentProcesses { nodes { tools(after: $c) { edges { cursor } } } } }"
    assert "ORDER BY n1.id, r0.key LIMIT" in asking.text(document)
    one = made(signed("DevelopmentProcess.tools", []), "concept:1")
    assert refused_code(asking, document, {"c": one}) == "CURSOR_MALFORMED"
    two = asking.text(document, {"c": made(signed("DevelopmentProcess.tools", []), "concept:1", "k")})
    assert "n1.id >= $p1 AND (n1.id > $p1 OR r0.key > $p2)" in two


def test_a_cursor_of_the_longest_names_can_be_given_back() -> None:
    cursor = encode_cursor("00000000", ["ő" * 1_000, "ő" * 1_000, "id"])
    assert open_cursor(cursor) is not None

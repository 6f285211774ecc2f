"""Orders of lists: own fields, fields of to-one relatives, and what decides nothing falls away."""

from __future__ import annotations

from typing import Any

from graph_service.model.structure import Model
from graph_service.query.ordering import list_fields
from graph_service.query.plan import Listing
from tests.unit.query.asking import Asking


def ordered(asking: Asking, order: str, declared: str = "", **variables: Any) -> list[tuple[str, str]]:
    document = f"query Q{declared} {{ institutions(orderBy: {order}) {{ nodes {{ id }} }} }}"
    (root,) = asking.plan(document, variables).roots
    assert isinstance(root, Listing)
    return [(key.field.name, key.direction) for key in root.page.order]


def test_own_fields_and_those_of_relatives(model: Model) -> None:
    fields = list_fields(model, "Institution")
    assert fields["NAME"].link is None
    assert fields["SETTLEMENT_NAME"].link is not None
    assert not fields["NAME"].nullable


def test_a_key_over_an_optional_relative_can_be_null(model: Model) -> None:
    for node in model.labels:
        for field in list_fields(model, node.name).values():
            if field.link is not None and field.link.card == "optional":
                assert field.nullable


def test_ties_and_unions_have_orders(model: Model) -> None:
    assert "WEIGHT" in list_fields(model, "Cooperation")
    assert list_fields(model, "Adopter").keys() == list_fields(model, "Node").keys()


def test_directions_and_defaults(asking: Asking) -> None:
    assert ordered(asking, "[{field: NAME}, {field: SECTOR, direction: DESC}]") == [("NAME", "ASC"), ("SECTOR", "DESC")]
    assert ordered(asking, "{field: NAME}") == [("NAME", "ASC")]
    assert ordered(asking, "null") == []
    assert ordered(asking, "[]") == []


def test_the_second_key_of_a_field_decides_nothing(asking: Asking) -> None:
    assert ordered(asking, "[{field: NAME}, {field: NAME, direction: DESC}]") == [("NAME", "ASC")]


def test_orders_from_variables(asking: Asking) -> None:
    by = [{"field": "NAME", "direction": "DESC"}]
    assert ordered(asking, "$o", "($o: [InstitutionOrder!])", o=by) == [("NAME", "DESC")]
    assert ordered(asking, "$o", "($o: [InstitutionOrder!])", o=by[0]) == [("NAME", "DESC")]
    assert ordered(asking, "$o", "($o: [InstitutionOrder!])", o=None) == []
    assert ordered(asking, "[{field: $f}]", "($f: InstitutionField!)", f="SECTOR") == [("SECTOR", "ASC")]


def test_names_are_ordered_by_their_collation_key(asking: Asking) -> None:
    text = asking.text("{ institutions(orderBy: [{field: NAME}]) { nodes { id } } }")
    assert "ORDER BY n0.nameSort, n0.id LIMIT" in text


def test_an_order_of_a_relative_is_computed_first(asking: Asking) -> None:
    text = asking.text("{ institutions(orderBy: [{field: SETTLEMENT_NAME, direction: DESC}]) { nodes { id } } }")
    assert "AS k0 ORDER BY k0 DESC, n0.id LIMIT" in text

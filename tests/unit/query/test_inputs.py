"""Arguments as literals and variables: the same value reads the same, wherever it stands."""

from __future__ import annotations

from typing import Any

import pytest
from graphql import parse_value

from graph_service.query.inputs import Constant, FromList, FromVariable, Input, getter, listed


def given(text: str, **variables: Any) -> Input:
    return Input.of("argument", parse_value(text), variables)


def test_literals_are_their_values() -> None:
    assert given("3").value == 3
    assert given('"é"').value == "é"
    assert given("LIBRARY").value == "LIBRARY"
    assert given("[1, 2]").value == [1, 2]
    assert given("3").source == Constant(3)


def test_a_variable_is_read_from_each_request() -> None:
    item = given("$n", n=3)
    assert (item.value, item.source) == (3, FromVariable("n"))
    assert getter(item.source)({"n": 4}) == 4
    assert getter(item.source)({}) is None


def test_null_is_null_in_both_spellings() -> None:
    assert given("null").is_null
    assert given("$n", n=None).is_null
    assert not given("0").is_null


def test_fields_come_in_the_order_of_their_names() -> None:
    assert [name for name, _ in given("{b: 1, a: 2}").fields()] == ["a", "b"]
    assert [name for name, _ in given("$o", o={"b": 1, "a": 2}).fields()] == ["a", "b"]


def test_a_field_whose_variable_was_not_sent_is_absent() -> None:
    assert [name for name, _ in given("{a: $gone, b: $there}", there=None).fields()] == ["b"]


def test_a_value_inside_a_variable_is_read_at_its_path() -> None:
    ((_, outer),) = given("$w", w={"name": {"eq": "x"}}).fields()
    ((_, inner),) = outer.fields()
    assert inner.source == FromVariable("w", ("name", "eq"))
    assert getter(inner.source)({"w": {"name": {"eq": "y"}}}) == "y"


def test_a_variable_inside_a_literal_object() -> None:
    ((_, inner),) = given("{eq: $x}", x="a").fields()
    assert inner.source == FromVariable("x")


def test_a_list_with_variables_is_put_together_for_each_request() -> None:
    item = given('["a", $b]', b="b")
    assert item.value == ["a", "b"]
    assert item.source == FromList((Constant("a"), FromVariable("b")))
    assert getter(item.source)({"b": "c"}) == ["a", "c"]


@pytest.mark.parametrize("single", [{"name": "x"}, [{"name": "x"}]])
def test_a_plan_made_for_one_item_serves_a_list_of_one(single: Any) -> None:
    (item,) = given("$w", w=single).items()
    ((_, name),) = item.fields()
    read = getter(name.source)
    assert read({"w": {"name": "y"}}) == "y"
    assert read({"w": [{"name": "y"}]}) == "y"


def test_a_literal_that_stands_for_a_list_of_one() -> None:
    assert [item.value for item in given("{a: 1}").items()] == [{"a": 1}]
    assert [item.value for item in given("[{a: 1}, $v]", v={"a": 2}).items()] == [{"a": 1}, {"a": 2}]


def test_listed() -> None:
    assert listed("a") == ["a"]
    assert listed(["a"]) == ["a"]
    assert listed([]) == []

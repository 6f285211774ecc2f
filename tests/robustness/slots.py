"""Every place of the schema where a caller's text can stand, found by a walk: a document with one variable a place."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    get_nullable_type,
    is_list_type,
    is_required_argument,
    is_required_input_field,
)

_TEXTS = ("String", "ID")
_PLAIN: dict[str, Any] = {"String": "a", "ID": "county:HU223", "Int": 1, "Float": 1.0, "Boolean": True}
_DAY = "2018-06-01"


@dataclass(frozen=True)
class Slot:
    """`document` has one variable, `$v`; `value(text)` is what it holds with a text in the place."""

    name: str
    document: str
    _steps: tuple[str | int, ...]
    _base: Any

    def value(self, text: str) -> Any:
        """The variable's value with `text` in the place."""
        return _put(self._base, self._steps, text)


def slots(schema: GraphQLSchema) -> list[Slot]:
    """Every slot of the schema, each input type at every argument that it is reached from first."""
    assert schema.query_type is not None
    found = list(_of_roots(schema.query_type))
    found += _nested(schema.query_type)
    return found


def _of_roots(query: GraphQLObjectType) -> Iterator[Slot]:
    # What a root takes by itself is filled there, and not deep below another one.
    seen = {get_named_type(declared.type).name for field in query.fields.values() for declared in field.args.values()}
    for name, field in query.fields.items():
        for argument in field.args:
            yield from _of_argument(f"{name}", field, argument, seen)


def _nested(query: GraphQLObjectType) -> Iterator[Slot]:
    """Arguments of the lists of every type that has a list of its own at the root."""
    seen: set[str] = set()
    for root, field in query.fields.items():
        if not _is_listing(field):
            continue
        node: Any = get_named_type(_fields(field)["nodes"].type)
        if node.name in seen:
            continue
        seen.add(node.name)
        for name, inner in node.fields.items():
            for argument, declared in inner.args.items():
                if get_named_type(declared.type).name in _TEXTS:
                    asked = _asked(name, inner, argument)
                    document = f"query ($v: {declared.type}) {{ {root}(first: 2) {{ nodes {{ {asked} }} }} }}"
                    steps, base = _leaf(declared.type)
                    yield Slot(f"{node.name}.{name}.{argument}", document, steps, base)


def _of_argument(root: str, field: GraphQLField, argument: str, seen: set[str]) -> Iterator[Slot]:
    declared = field.args[argument]
    document = f"query ($v: {declared.type}) {{ {_asked(root, field, argument)} }}"
    type_ = get_named_type(declared.type)
    if type_.name in _TEXTS:
        steps, base = _leaf(declared.type)
        yield Slot(f"{root}.{argument}", document, steps, base)
    elif isinstance(type_, GraphQLInputObjectType):
        for path, steps, base in _inside(declared, seen):
            yield Slot(f"{root}.{argument}{path}", document, steps, base)


def _inside(declared: GraphQLArgument, seen: set[str]) -> Iterator[tuple[str, tuple[str | int, ...], Any]]:
    """The places of text in an input, breadth first: inputs that hold others once, operators at every field."""
    waiting: deque[tuple[str, tuple[str | int, ...], GraphQLInputType, Any]] = deque()
    waiting.append(("", (), declared.type, None))
    while waiting:
        path, steps, type_, base = waiting.popleft()
        if is_list_type(get_nullable_type(type_)):
            steps, base = (*steps, 0), _put(base, steps, [None])
        named = get_named_type(type_)
        if named.name in _TEXTS:
            yield path, steps, base
        elif isinstance(named, GraphQLInputObjectType):
            if _holds_inputs(named):
                if path and named.name in seen:
                    continue
                seen.add(named.name)
            plain = {n: _plain(f.type) for n, f in named.fields.items() if is_required_input_field(f)}
            for name, field in named.fields.items():
                waiting.append((f"{path}.{name}", (*steps, name), field.type, _put(base, steps, plain)))


def _holds_inputs(type_: GraphQLInputObjectType) -> bool:
    return any(isinstance(get_named_type(field.type), GraphQLInputObjectType) for field in type_.fields.values())


def _asked(name: str, field: GraphQLField, argument: str) -> str:
    """The field with `$v` as one argument, and plain values where values must be."""
    given = [f"{argument}: $v"]
    given += [
        f"{other}: {_literal(_plain(declared.type))}"
        for other, declared in field.args.items()
        if other != argument and is_required_argument(declared)
    ]
    fields = _fields(field)
    parts = [part for part in ("totalCount", "id") if part in fields] or ["__typename"]
    parts += ["nodes { __typename }"] if _is_listing(field) else []
    selection = f" {{ {' '.join(parts)} }}" if fields else ""
    return f"{name}({', '.join(given)}){selection}"


def _is_listing(field: GraphQLField) -> bool:
    return (
        "nodes" in _fields(field)
        and "where" in field.args
        and hasattr(get_named_type(_fields(field)["nodes"].type), "fields")
    )


def _fields(field: GraphQLField) -> dict[str, GraphQLField]:
    return getattr(get_named_type(field.type), "fields", {})


def _leaf(type_: GraphQLInputType) -> tuple[tuple[str | int, ...], Any]:
    return ((0,), [None]) if is_list_type(get_nullable_type(type_)) else ((), None)


def _plain(type_: GraphQLInputType) -> Any:
    if is_list_type(get_nullable_type(type_)):
        inner = get_nullable_type(type_).of_type  # type: ignore[union-attr]
        return [_plain(inner)]
    named = get_named_type(type_)
    if isinstance(named, GraphQLEnumType):
        return _Enum(next(iter(named.values)))
    if isinstance(named, GraphQLInputObjectType):
        return {
            name: _plain(field.type) for name, field in named.fields.items() if isinstance(field.type, GraphQLNonNull)
        }
    return _PLAIN.get(named.name, _DAY)


class _Enum(str):
    """The name of an enum's value: JSON has it as text, a document without quotes."""


def _literal(value: Any) -> str:
    if isinstance(value, _Enum):
        return str(value)
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{name}: {_literal(inner)}' for name, inner in value.items())}}}"
    if isinstance(value, bool):
        return "true" if value else "false"
    return f'"{value}"' if isinstance(value, str) else str(value)


def _put(base: Any, steps: tuple[str | int, ...], value: Any) -> Any:
    """`base` with `value` at the end of `steps`; nothing that is given is changed."""
    if not steps:
        return value
    first, rest = steps[0], steps[1:]
    if isinstance(first, int):
        return [_put(base[0] if base else None, rest, value)]
    return {**(base or {}), first: _put((base or {}).get(first), rest, value)}

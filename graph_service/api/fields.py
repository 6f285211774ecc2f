"""How a field, an argument and a type become Strawberry's: real types everywhere, and one resolver for all data.

Classes are made empty first (`shell`) and get their fields afterwards, so that they can refer to each other without
names that Strawberry would have to evaluate again and again.
"""

from __future__ import annotations

import keyword
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from inspect import Parameter, Signature
from types import GenericAlias
from typing import Annotated, Any

import strawberry
from strawberry.types.fields.resolver import StrawberryResolver

# Strawberry takes types, unions and scalar wrappers alike as annotations.
Annotation = Any
Body = dict[str, Any]


def read_key(self: Mapping[str | int, Any], info: strawberry.Info) -> Any:
    """The resolver of every derived field: data that comes from the store is keyed by response key."""
    return self[info.path.key]


@dataclass(frozen=True)
class Argument:
    """An argument of a derived field; without a default it may be left out."""

    name: str
    type: Annotation
    description: str
    default: object = strawberry.UNSET


Arguments = tuple[Argument, ...]


def with_arguments(arguments: Arguments) -> StrawberryResolver[Any]:
    """The resolver of derived fields that take `arguments`. Fields with equal arguments share one."""

    def resolve(self: Mapping[str | int, Any], info: strawberry.Info, **_: object) -> Any:
        return read_key(self, info)

    itself = Parameter("self", Parameter.POSITIONAL_OR_KEYWORD)
    resolve.__signature__ = Signature([itself, *parameters_of(arguments)])  # type: ignore[attr-defined]  # it is read
    return StrawberryResolver(resolve)


def parameters_of(arguments: Arguments) -> list[Parameter]:
    """What Strawberry reads of a resolver that takes `arguments`, after `info`."""
    info = Parameter("info", Parameter.POSITIONAL_OR_KEYWORD, annotation=strawberry.Info)
    return [info, *map(_parameter, arguments)]


def _parameter(argument: Argument) -> Parameter:
    told = strawberry.argument(description=argument.description, name=_told(argument))
    return Parameter(
        python_name(argument.name),
        Parameter.KEYWORD_ONLY,
        default=argument.default,
        annotation=Annotated[argument.type, told],
    )


def _told(argument: Argument) -> str | None:
    """The name that Strawberry must be told: `from` cannot be one of Python's."""
    return argument.name if keyword.iskeyword(argument.name) else None


PLAIN = with_arguments(())
# Which page of a list.
PAGE: Arguments = (
    Argument("first", int | None, "Page size, 1 to 100, default 20; not with `last` or `before`."),
    Argument("after", str | None, "A cursor of the same order: what follows it."),
    Argument("last", int | None, "Page size from the end, 1 to 100; not with `first` or `after`."),
    Argument("before", str | None, "A cursor of the same order: what precedes it."),
)


def derived(type_: Annotation, description: str, resolver: StrawberryResolver[Any] = PLAIN) -> Any:
    """An output field whose value the store gives."""
    return strawberry.field(resolver=resolver, graphql_type=type_, description=description)


def given(type_: Annotation, description: str, name: str | None = None, default: object = strawberry.UNSET) -> Any:
    """An input field; it may be left out unless its type is non-null."""
    return strawberry.field(graphql_type=type_, description=description, name=name, default=default)


def optional(type_: Annotation) -> Annotation:
    """`type_` or null."""
    return type_ | None


def many(type_: Annotation) -> Annotation:
    """A list of `type_`, itself and its items non-null."""
    return GenericAlias(list, (type_,))


def python_name(name: str) -> str:
    """`name` as an attribute: `in` cannot be one."""
    return f"{name}_" if keyword.iskeyword(name) else name


def shell(name: str, bases: tuple[type, ...] = ()) -> type:
    """A class without fields yet."""
    return type(name, bases, {"__module__": __name__})


def fill(
    cls: type, kind: Callable[..., Any], description: str, fields: Mapping[str, Any], members: Body | None = None
) -> None:
    """Gives a shell its fields and makes it a GraphQL type; `kind` is strawberry.type, .interface or .input."""
    for name, member in (members or {}).items():
        setattr(cls, name, member)
    for name, field in fields.items():
        attribute = python_name(name)
        if attribute != name and field.graphql_name is None:
            field.graphql_name = name
        setattr(cls, attribute, field)
    kind(cls, name=cls.__name__, description=description)

"""The signature of a list, which its cursors carry: a cursor of another list, order or filter is refused."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import orjson

from graph_service.query.inputs import Constant, Source, Variables, getter


@dataclass(frozen=True)
class Signature:
    """`name` tells the field and its order; `values` are the arguments that decide which rows it lists."""

    name: str
    values: tuple[Source, ...] = ()

    def joined(self, other: Signature) -> Signature:
        """The signature of what both decide."""
        return Signature(f"{self.name} {other.name}", (*self.values, *other.values))

    @property
    def is_fixed(self) -> bool:
        """Whether no variable has a part in it."""
        return all(isinstance(value, Constant) for value in self.values)

    def of(self, variables: Variables) -> str:
        """Eight characters for the values of a request."""
        values = [getter(value)(variables) for value in self.values]
        text = orjson.dumps([self.name, *values], option=orjson.OPT_SORT_KEYS, default=str)
        return hashlib.blake2b(text, digest_size=4).hexdigest()

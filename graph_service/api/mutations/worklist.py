"""The mutations of the worklist, written out: an item is no node of the domain, and is of institutions once for all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from secrets import token_hex
from typing import Any, Literal

import strawberry

from graph_service.api.fields import given, many, optional
from graph_service.api.mutations.named import INPUT, Given, values_of
from graph_service.api.vocabularies import enum_of
from graph_service.model.labels import WORK_ITEM
from graph_service.model.structure import Model, NodeType, Property
from graph_service.writes.edits import Edit, NodeEdit, Place, TieEdit
from graph_service.writes.shapes import CONCERNS

_MOST = 20
"""Institutions that are looked at: more than two are refused in any case."""
_ONCE = ("kind", "method", "gap")
"""What is said of an item when it is created, and no more."""


@dataclass(frozen=True)
class ItemMutation:
    """Creates, updates or deletes items of the worklist."""

    of: NodeType
    action: Literal["create", "update", "delete"]

    @property
    def name(self) -> str:
        return f"{self.of.single}{self.action.capitalize()}"

    @property
    def label(self) -> NodeType | None:
        return None if self.action == "delete" else self.of

    @property
    def _properties(self) -> tuple[Property, ...]:
        names = _ONCE if self.action == "create" else ("state",)
        return tuple(p for p in self.of.properties.values() if p.guarded or p.name in names)

    def edits(self, given: Given) -> list[Edit]:
        """The item, and, where it is new, what leads to its institutions."""
        id_ = given.get("id") or f"{self.of.prefix}:{token_hex(8)}"
        if self.action == "delete":
            return [NodeEdit("delete", self.of.name, id_, expected=given.get("expectedVersion"))]
        values = values_of(self._properties, given)
        if self.action == "update":
            return [NodeEdit("update", self.of.name, id_, values, expected=given.get("expectedVersion"))]
        ends = [
            TieEdit("add", CONCERNS, id_, end, place=("concerns", n)) for n, end in enumerate(given["concerns"][:_MOST])
        ]
        return [NodeEdit("create", self.of.name, id_, {**values, "state": "open"}), *ends]

    def subject(self, given: Given, edits: list[Edit]) -> str:
        """The id of the item."""
        edit = edits[0]
        assert isinstance(edit, NodeEdit)
        return edit.id

    def path(self, place: Place) -> list[str]:
        """Stored names as fields of the input; of an end of a relationship the number in the list."""
        names = {prop.stored: prop.name for prop in self.of.properties.values()}
        parts = [names.get(str(part), str(part)) for part in place]
        return [INPUT, *(parts[:2] if parts[:1] == ["concerns"] else parts)]

    def fields(self, common: dict[str, Any], own_id: str, expected: str) -> dict[str, Any]:
        """The fields of its input besides those of deleting, which are those of every label."""
        told = self.of.properties
        fields = {**common, **{p.name: given(optional(str), p.description) for p in told.values() if p.guarded}}
        if self.action == "create":
            fields["id"] = given(optional(strawberry.ID), own_id)
            fields["kind"] = given(enum_of("workKind"), told["kind"].description)
            fields |= {name: given(optional(str), told[name].description) for name in _ONCE[1:]}
            fields["concerns"] = given(many(strawberry.ID), "Ids of the institutions: two, or one that lacks partners.")
        else:
            fields["id"] = given(strawberry.ID, "Its id.")
            fields["expectedVersion"] = given(optional(int), expected)
            fields["state"] = given(optional(enum_of("worklistState")), told["state"].description)
        return fields


def item_mutations(model: Model) -> Iterator[ItemMutation]:
    """The three of the worklist, where the model has one."""
    if WORK_ITEM in model.types:
        for action in ("create", "update", "delete"):
            yield ItemMutation(model.types[WORK_ITEM], action)

"""The root of mutations with its inputs and payloads, derived from the model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import strawberry

from graph_service.api.derive_inputs import leaf_of
from graph_service.api.fields import Annotation, Argument, derived, fill, given, many, optional, shell, with_arguments
from graph_service.api.mutations.named import (
    Mutation,
    NodeMutation,
    TieMutation,
    node_mutations,
    tie_mutations,
    type_name,
)
from graph_service.api.mutations.special import MOST_UNDONE, MergeMutation, Special, special_mutations
from graph_service.api.mutations.worklist import ItemMutation, item_mutations
from graph_service.api.scalars import PointInput
from graph_service.model.structure import Kind, Model, NodeType, Property
from graph_service.model.writable import written_links, written_properties

_ONCE = (
    "A text of the caller's own, at most 200 characters: a repeat with the same one and the same input gives the first "
    "result, and changes nothing, for as many days as the service keeps it (30 by default)."
)
_WHY = "Why; kept in the history, at most 1,000 characters."
_EXPECTED = (
    "The `revision` that was read; where it is another by now, nothing changes, and the payload has the present state."
)
_ID = "Its id."
_OWN_ID = "An id of the caller's own, with the prefix of the label; left out, it is given one."
_KEY = "What tells it from parallel ones between the same two."


Derived = NodeMutation | TieMutation | ItemMutation


class MutationTypes:
    """Builds the root of mutations over the object types of the model."""

    def __init__(self, model: Model, objects: Mapping[str, type]) -> None:
        self._model = model
        self._objects = objects
        self._payloads: dict[str, type] = {}
        self.mutations: dict[str, Mutation | Special] = {}

    def root(self) -> type:
        """The type `Mutation`."""
        fields: dict[str, Any] = {}
        every: list[Derived] = [
            *node_mutations(self._model),
            *tie_mutations(self._model),
            *item_mutations(self._model),
        ]
        for mutation in every:
            self.mutations[mutation.name] = mutation
            fields[mutation.name] = self._field(mutation)
        for special in special_mutations(self._model):
            self.mutations[special.name] = special
            fields[special.name] = self._special(special)
        root = shell("Mutation")
        fill(root, strawberry.type, _ROOT, fields)
        return root

    def _field(self, mutation: Derived) -> Any:
        payload = self._payload(mutation)
        input_ = self._input(mutation)
        described = _described(mutation)
        return derived(payload, described, with_arguments((Argument("input", input_, "What is wanted."),)))

    def _special(self, special: Special) -> Any:
        if isinstance(special, MergeMutation):
            payload, described = self._merge_payload(), "Makes one node of two that are one thing; both ids lead to it."
            input_ = _MergeInput
        else:
            what = "an import" if special.field == "import" else "a transaction"
            payload, described = _UndoPayload, f"Puts back what {what} changed, unless something touched it since."
            input_ = _UNDO_INPUTS[special.field]
        return derived(payload, described, with_arguments((Argument("input", input_, "What is wanted."),)))

    def _merge_payload(self) -> type:
        made = shell("MergePayload")
        fields = {
            "node": derived(optional(self._objects["Node"]), "What is left; null where they were not merged."),
            "removed": derived(optional(strawberry.ID), "The id that leads to it from now on."),
            "taken": derived(many(str), "Fields that it lacked and has from the other, as files name them."),
            "moved": derived(int, "Relationships that it has from the other."),
            "folded": derived(int, "Relationships of the other that it had already, or can have only one of."),
            **_told(),
        }
        fill(made, strawberry.type, "What became of two nodes.", fields)
        return made

    # Inputs

    def _input(self, mutation: Derived) -> type:
        if isinstance(mutation, TieMutation):
            return _input(f"{type_name(mutation.name)}Input", "Which relationship.", self._tie_fields(mutation))
        if mutation.action == "delete":
            return _DeleteInput
        if isinstance(mutation, ItemMutation):
            fields = mutation.fields(_common(), _OWN_ID, _EXPECTED)
            return _input(f"{type_name(mutation.name)}Input", _told_of(mutation), fields)
        return _input(f"{type_name(mutation.name)}Input", _told_of(mutation), self._node_fields(mutation))

    def _node_fields(self, mutation: NodeMutation) -> dict[str, Any]:
        creates = mutation.action == "create"
        fields = dict(_common())
        if creates:
            fields["id"] = given(optional(strawberry.ID), _OWN_ID)
        else:
            fields["id"] = given(strawberry.ID, _ID)
            fields["expectedVersion"] = given(optional(int), _EXPECTED)
        for prop in written_properties(mutation.of):
            if prop.public:
                fields[prop.name] = _property(prop, creates=creates)
        for link in written_links(self._model, mutation.of):
            must = creates and link.card == "one"
            fields[link.name] = given(strawberry.ID if must else optional(strawberry.ID), link.description)
        return fields

    def _tie_fields(self, mutation: TieMutation) -> dict[str, Any]:
        fields = dict(_common())
        fields[mutation.near] = given(strawberry.ID, f"Id of the {mutation.home.label.name}.")
        fields[mutation.far] = given(strawberry.ID, "Id of the other end.")
        if mutation.tie.keyed:
            fields["key"] = given(optional(str), _KEY)
        if mutation.action != "remove":
            for prop in mutation.tie.properties:
                fields[prop.name] = _property(prop, creates=mutation.action == "add")
        return fields

    # Payloads

    def _payload(self, mutation: Derived) -> type:
        label = mutation.label
        if label is None:
            return _DeletePayload
        made = self._payloads.get(label.name)
        if made is None:
            made = self._payloads[label.name] = self._label_payload(label)
        return made

    def _label_payload(self, label: NodeType) -> type:
        made = shell(f"{label.name}Payload")
        node = derived(optional(self._objects[label.name]), "As it is after the transaction; null where it failed.")
        fill(made, strawberry.type, f"What became of one {label.name}.", {label.single: node, **_told()})
        return made


def _property(prop: Property, *, creates: bool) -> Any:
    one: Annotation
    if prop.kind is Kind.LOCALIZED:
        one = _TextInput
    elif prop.kind is Kind.POINT:
        one = PointInput
    else:
        one = leaf_of(prop)
    type_ = many(one) if prop.many else one
    must = creates and prop.required and not prop.many
    return given(type_ if must else optional(type_), prop.description)


def _common() -> dict[str, Any]:
    return {
        "clientMutationId": given(optional(str), _ONCE),
        "comment": given(optional(str), _WHY),
    }


def _told() -> dict[str, Any]:
    return {
        "errors": derived(many(_MutationError), "Why nothing was changed; empty where it was."),
        "clientMutationId": derived(optional(str), "The one that was given."),
        "dataVersion": derived(optional(int), "Number of the data after it; null where nothing changed."),
    }


def _input(name: str, description: str, fields: dict[str, Any]) -> type:
    made = shell(name)
    fill(made, strawberry.input, description, fields)
    return made


def _output(name: str, description: str, fields: dict[str, Any]) -> type:
    made = shell(name)
    fill(made, strawberry.type, description, fields)
    return made


def _told_of(mutation: NodeMutation | ItemMutation) -> str:
    return f"{'A new' if mutation.action == 'create' else 'Changes of one'} {mutation.of.name}."


def _described(mutation: Derived) -> str:
    if not isinstance(mutation, TieMutation):
        verb = {"create": "Creates", "update": "Changes", "delete": "Deletes"}[mutation.action]
        return f"{verb} one {mutation.of.name}."
    verb = {"add": "Adds", "update": "Changes", "remove": "Removes"}[mutation.action]
    return f"{verb} one relationship {mutation.tie.type}."


_ROOT = (
    "Everything that can be changed. All mutations of one operation are one transaction: all or none; with "
    "`@oneByOne` on the operation each is one of its own."
)
_MutationError = _output(
    "MutationError",
    "What keeps a change from being made.",
    {
        "path": derived(many(str), "Where it lies in the arguments of the mutation."),
        "code": derived(str, "Stable code."),
        "message": derived(str, "What is wrong, in the language of the viewer."),
        "allowed": derived(many(str), "What is allowed there, or what the message tells of; may be empty."),
    },
)
_TextInput = _input(
    "LocalizedTextInput",
    "A text in two languages; one that is left out stays as it is.",
    {
        "hu": given(optional(str), "In Hungarian; a new text has it."),
        "en": given(optional(str), "In English."),
    },
)
_DeleteInput = _input(
    "DeleteInput",
    "A node to delete, with its relationships.",
    {
        **_common(),
        "id": given(strawberry.ID, _ID),
        "expectedVersion": given(optional(int), _EXPECTED),
        "cascade": given(bool, "Whether what cannot be without it is deleted, too.", default=False),
    },
)
_DeletePayload = _output(
    "DeletePayload",
    "What was deleted.",
    {
        "deleted": derived(many(strawberry.ID), "Ids of what was deleted: the node, and what could not be without it."),
        **_told(),
    },
)
_MergeInput = _input(
    "NodeMergeInput",
    "Two nodes of one label.",
    {
        **_common(),
        "keep": given(strawberry.ID, "The node that stays; its fields and to-one fields hold."),
        "remove": given(strawberry.ID, "The node that goes; what the other lacks is taken from it."),
        "expectedVersion": given(optional(int), f"Of the node that stays. {_EXPECTED}"),
    },
)
_PARTIAL = "Whether what was touched since is left, and the rest undone; otherwise all is left."
_UNDO_INPUTS = {
    "import": _input(
        "ImportUndoInput",
        f"An import of at most {MOST_UNDONE:,} changes; the command `kalaka undo` undoes any.",
        {
            **_common(),
            "import": given(strawberry.ID, "Id of the import."),
            "partial": given(bool, _PARTIAL, default=False),
        },
    ),
    "number": _input(
        "TransactionUndoInput",
        f"A transaction of at most {MOST_UNDONE:,} changes; the command `kalaka undo` undoes any.",
        {
            **_common(),
            "number": given(int, "Number of the data after it, as its `dataVersion` and its changes tell."),
            "partial": given(bool, _PARTIAL, default=False),
        },
    ),
}
_UndoBlocked = _output(
    "UndoBlocked",
    "A node that is left alone, in part or whole.",
    {
        "node": derived(strawberry.ID, "Its id."),
        "changes": derived(many(strawberry.ID), "Ids of the later changes that touched it; empty for other reasons."),
    },
)
_UndoPayload = _output(
    "UndoPayload",
    "What was undone. An undoing is a change like any other, and can be undone by its number.",
    {
        "changes": derived(int, "Changes undone."),
        "blocked": derived(many(_UndoBlocked), "What is left alone, and why."),
        **_told(),
    },
)

"""The GraphQL types of the analysis roots. Their fields read data by response key, like those of the model."""

from __future__ import annotations

from enum import Enum
from typing import Any

import strawberry

from graph_service.analysis.changes import changing_kinds
from graph_service.analysis.kinds import kinds_of
from graph_service.api.fields import Annotation, Argument, derived, fill, given, many, optional, shell, with_arguments
from graph_service.api.scalars import Date, PageInfo
from graph_service.model.structure import Model


@strawberry.enum(description="Which paths are wanted.")
class PathMode(Enum):
    SHORTEST = strawberry.enum_value("SHORTEST", description="The one shortest path, whatever `first`.")
    ALL_SHORTEST = strawberry.enum_value("ALL_SHORTEST", description="All paths of the shortest length, up to `first`.")
    K_SHORTEST = strawberry.enum_value("K_SHORTEST", description="The `first` shortest paths, of whatever lengths.")


@strawberry.enum(description="What happened to a relationship.")
class ChangeKind(Enum):
    BEGAN = strawberry.enum_value("BEGAN", description="It began.")
    ENDED = strawberry.enum_value("ENDED", description="It ended.")


@strawberry.input(description="Days from one until before another: half-open.")
class Interval:
    from_: Date = given(Date, "First day.", name="from")
    to: Date = given(Date, "The day before which it ends; after `from`.")


def analysis_fields(model: Model, node: type) -> dict[str, Any]:
    """The root fields, by name; `node` is the interface of all nodes."""
    types = _Types(model, node)
    return {
        "paths": derived(types.paths(), _PATHS, with_arguments((*_ENDS, *types.conditions(_HOPS, _PATHS_FIRST)))),
        "neighbourhood": derived(
            types.subgraph(), _NEIGHBOURHOOD, with_arguments((_CENTRE, *types.conditions(_NEAR, _NEAR_FIRST)))
        ),
        "networkChanges": derived(types.changes(), _CHANGES, with_arguments(types.of_changes(model))),
    }


class _Types:
    def __init__(self, model: Model, node: type) -> None:
        self._node = node
        self._kind = _kind_enum(model)
        self._relationship = _object(
            "PathRelationship",
            "A relationship as a search met it.",
            {
                "type": derived(self._kind, "Its type."),
                "from": derived(optional(Date), _FROM),
                "to": derived(optional(Date), "The day it ended, exclusive; null where it goes on or has no days."),
                "source": derived(strawberry.ID, "Id of the node where it starts."),
                "target": derived(strawberry.ID, "Id of the node where it ends."),
                "key": derived(
                    optional(str), "Tells parallel relationships of one type apart, where there can be any."
                ),
            },
        )

    def conditions(self, hops: Argument, first: Argument) -> tuple[Argument, ...]:
        """The arguments that all searches take."""
        via = Argument("via", optional(many(self._kind)), _VIA)
        return (via, *_CONDITIONS, hops, first)

    def paths(self) -> type:
        step = _object(
            "PathStep",
            "A node on a path, and how the path comes to it.",
            {
                "relationship": derived(optional(self._relationship), _BY),
                "relationships": derived(
                    many(self._relationship), "All relationships that join it to the step before."
                ),
                "node": derived(self._node, "The node."),
            },
        )
        path = _object(
            "Path",
            "A way from one node to another that meets no node twice.",
            {
                "length": derived(int, "Number of relationships; 0 where start and end are one node."),
                "steps": derived(many(step), "From the start to the end, both included: one more than `length`."),
            },
        )
        fields = {
            "truncated": derived(bool, "Whether a cap ended the search: what is given is right, there may be more."),
            "totalCount": derived(int, "How many there are; with ALL_SHORTEST also those beyond `first`."),
            "nodes": derived(many(path), "The paths: by length, then by the ids on the way, from the start."),
        }
        return _object("Paths", "The ways from one node to another.", fields)

    def subgraph(self) -> type:
        fields = {
            "truncated": derived(bool, "Whether there is more than `first` or a cap let through."),
            "nodes": derived(many(self._node), "The node itself, then the others by distance and id."),
            "relationships": derived(many(self._relationship), "The relationships among these nodes."),
        }
        return _object("Subgraph", "Nodes, and the relationships among them.", fields)

    def of_changes(self, model: Model) -> tuple[Argument, ...]:
        """The arguments of a list of changes."""
        kinds = f"Which relationship types. By default, and at most: {', '.join(changing_kinds(model))}."
        return (
            Argument("county", strawberry.ID, "Id or NUTS code of the county."),
            Argument("from", Date, "First day."),
            Argument("to", Date, "The day before which it ends; after `from`."),
            Argument("kinds", optional(many(self._kind)), kinds),
            Argument("first", optional(int), "How many, 1 to 100; by default 20."),
            Argument("after", optional(str), "A cursor of the same list: what follows it."),
        )

    def changes(self) -> type:
        change = _object(
            "NetworkChange",
            "A relationship that began or ended.",
            {
                "change": derived(ChangeKind, "Whether it began or ended."),
                "on": derived(Date, "On which day: the first it held, or the first it did not."),
                "relationship": derived(self._relationship, "The relationship."),
                "source": derived(self._node, "Where it starts."),
                "target": derived(self._node, "Where it ends."),
            },
        )
        edge = _object(
            "NetworkChangeEdge",
            "A change in a list.",
            {
                "cursor": derived(str, "Its place in the list, for `after`."),
                "node": derived(change, "The change."),
            },
        )
        fields = {
            "edges": derived(many(edge), "The page, with cursors."),
            "nodes": derived(many(change), "The page: by day, then by type and ends."),
            "pageInfo": derived(PageInfo, "Where the page lies."),
            "totalCount": derived(int, "How many on all pages."),
        }
        return _object("NetworkChangeConnection", "A page of changes.", fields)


def _object(name: str, description: str, fields: dict[str, Any]) -> type:
    made = shell(name)
    fill(made, strawberry.type, description, fields)
    return made


def _kind_enum(model: Model) -> Annotation:
    members = {
        kind.type: strawberry.enum_value(kind.type, description=kind.description) for kind in kinds_of(model).values()
    }
    made = Enum("RelationshipKind", members, module=__name__)  # type: ignore[misc]  # its members are data
    return strawberry.enum(made, name="RelationshipKind", description="A relationship type of the graph.")


_PATHS = """\
How two nodes are connected: the shortest paths that meet all conditions, searched hop by hop.
A path meets no node twice. Several relationships between the same two nodes make one path, not several.
Empty where an id is unknown. Price: `first` times (`maxHops` + 1) times what is selected of a node."""
_NEIGHBOURHOOD = """\
The nodes within some hops of a node, nearest first, and the relationships among them.
Empty where the id is unknown. Price: `first` times what is selected of a node."""
_CHANGES = """\
Which relationships of the institutions, communities, other organisations and places of a county began or ended in a \
period, in order. One counts when either end lies in the county. Price: `first` times what is selected of both ends."""
_VIA = """\
The relationship types to follow. By default those that join organisations, communities and people, and the work they \
do together: ADOPTED, ATTENDED, EMPLOYED_BY, GAVE_RISE_TO, HAS_BODY, MAINTAINS, MENTORS, OPERATES, ORGANISES, \
OWNS_PRACTICE, PARTICIPATES_IN, PARTNER_IN, RUNS_VOLUNTEERING, SITS_IN, SUPPLIES_VOLUNTEERS, TAUGHT, TOOK_PART_IN, \
USES_SPACE_OF, WORKS_AT. Places, vocabularies and sources only when named: by way of them everything is near \
everything."""
_FROM = """\
First day: its own, or that of the collaboration or training session it leads to; of a derived tie the day since which \
it is known. Null where it has no days."""
_BY = "How the path comes here from the step before: the first of `relationships`; null at the start."
_ON = """\
Only what holds on this day. What has no days always holds; a derived tie holds when what it rests on does, at both \
ends on one day."""
_AS_OF = """\
As `activeOn`, and the relationships below each node are read as of this day too; properties are those of today."""
_WITHIN = """\
Id or NUTS code of a county: between the two ends (or around the node) only what lies in it, or has no place of \
its own, such as a collaboration."""
_ENDS = (
    Argument("from", strawberry.ID, "Id of the node where paths start."),
    Argument("to", strawberry.ID, "Id of the node where they end."),
    Argument("mode", PathMode, "Which paths.", PathMode.K_SHORTEST),
)
_CENTRE = Argument("of", strawberry.ID, "Id of the node.")
_CONDITIONS = (
    Argument("directed", bool, "Whether to follow relationships only from their start to their end.", False),
    Argument("activeOn", optional(Date), _ON),
    Argument("activeBetween", optional(Interval), "Only what holds on some day of it; not with `activeOn` or `asOf`."),
    Argument("asOf", optional(Date), _AS_OF),
    Argument("within", optional(strawberry.ID), _WITHIN),
)
_HOPS = Argument("maxHops", int, "The most relationships on a path, 1 to 6.", 4)
_NEAR = Argument("hops", int, "How far, 1 to 3.", 1)
_PATHS_FIRST = Argument("first", optional(int), "How many, 1 to 100; by default 1, with ALL_SHORTEST 100.")
_NEAR_FIRST = Argument("first", int, "How many nodes, itself included, 1 to 500.", 100)

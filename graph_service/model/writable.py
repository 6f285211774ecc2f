"""What clients may write: labels, the to-one fields that stand in their inputs, and relationship types.

Official data (`reference`) come with a release, derived data are rebuilt, and what is kept of the work on the data is
written by the service; all else is written by mutations and imports.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graph_service.model.declare import Direction
from graph_service.model.structure import Link, Model, NodeType, Property, RelationshipType

KEPT = frozenset({"id", "createdAt", "updatedAt", "revision", "benchmark"})
"""Properties that the service itself keeps of every node."""


@dataclass(frozen=True)
class Home:
    """A label from which relationships of a type are added and removed, and the field that leads along them."""

    label: NodeType
    link: Link

    @property
    def starts_here(self) -> bool:
        """Whether the relationship starts at the label."""
        return self.link.steps[0].direction is Direction.OUT

    @property
    def singular(self) -> str:
        """What one end of it is called: `participant` of `participants`."""
        return singular(self.link.name)


@dataclass(frozen=True)
class WritableTie:
    """A relationship type that clients write: the labels at its ends, its own properties, and where it is added.

    Without `homes` it is written by the to-one fields of the labels at one end.
    """

    type: str
    ends: tuple[tuple[str, str], ...]
    declared: RelationshipType | None
    homes: tuple[Home, ...]

    @property
    def properties(self) -> tuple[Property, ...]:
        """Its properties besides the key."""
        held = self.declared.properties.values() if self.declared else ()
        return tuple(p for p in held if p.name != "key")

    @property
    def keyed(self) -> bool:
        return self.declared is not None and self.declared.keyed

    @property
    def starts(self) -> tuple[str, ...]:
        return tuple(sorted({start for start, _ in self.ends}))

    @property
    def far(self) -> tuple[str, ...]:
        """The labels that it can end at."""
        return tuple(sorted({end for _, end in self.ends}))


def writable_labels(model: Model, *, official: bool = False) -> tuple[NodeType, ...]:
    """The labels that clients create, change and delete, by name; with `official` data those of operators, too."""
    return tuple(one for one in model.labels if model.is_node(one) and (official or not one.reference))


def is_writable(model: Model, label: NodeType) -> bool:
    """Whether clients write nodes of the label."""
    return model.is_node(label) and not label.reference


def written_properties(label: NodeType) -> tuple[Property, ...]:
    """The properties of a label that clients give."""
    return tuple(p for p in label.properties.values() if not p.derived and p.name not in KEPT)


def written_links(model: Model, label: NodeType) -> tuple[Link, ...]:
    """The to-one fields of a label that stand in its input: one step of a type without properties of its own."""
    return tuple(link for link in label.links.values() if _is_input(model, link))


def writable_ties(model: Model, *, official: bool = False) -> tuple[WritableTie, ...]:
    """The relationship types that clients write, by name; with those between `official` data of operators, too."""
    return tuple(_ties(model, official=official))


def singular(name: str) -> str:
    """The singular of a field's name, as English forms it; what names no things stays.

    >>> [singular(name) for name in ("participants", "communities", "practices", "citedBy", "describes")]
    ['participant', 'community', 'practice', 'citedBy', 'describes']
    """
    if name in _VERBS:
        return name
    if name.endswith("ies"):
        return f"{name[:-3]}y"
    return name.removesuffix("s")


_VERBS = frozenset(
    {"awards", "describes", "follows", "implements", "informs", "maintains", "promotes", "suppliesVolunteers"}
)


def _ties(model: Model, *, official: bool) -> Iterator[WritableTie]:
    for type_, ends in model.relationship_ends.items():
        declared = model.relationships.get(type_)
        if declared is not None and declared.derived:
            continue
        pairs = tuple(pair for pair in ends if _is_written(model, *pair, official=official))
        if pairs:
            yield WritableTie(type_, pairs, declared, _homes(model, type_, pairs))


def _is_written(model: Model, start: str, end: str, *, official: bool) -> bool:
    """Whether both are nodes in public and at least one is no official data."""
    both = (model.types[start], model.types[end])
    return all(map(model.is_node, both)) and (official or not all(label.reference for label in both))


def _homes(model: Model, type_: str, pairs: tuple[tuple[str, str], ...]) -> tuple[Home, ...]:
    """Where it is added: at its starts or at its ends, whichever are fewer labels; nowhere if inputs say it all."""
    if all(_in_input(model, type_, start, end) for start, end in pairs):
        return ()
    found = [_homes_along(model, type_, pairs, direction) for direction in (Direction.OUT, Direction.IN)]
    return min((homes for homes in found if homes), key=len, default=())


def _homes_along(
    model: Model, type_: str, pairs: tuple[tuple[str, str], ...], direction: Direction
) -> tuple[Home, ...]:
    """The widest field of each label at one end; none where they do not lead to all that it can lead to."""
    near = 0 if direction is Direction.OUT else 1
    homes = []
    for label in (model.types[name] for name in sorted({pair[near] for pair in pairs})):
        fields = [link for link in label.links.values() if _is_plain(link)]
        fields = [link for link in fields if (link.steps[0].type, link.steps[0].direction) == (type_, direction)]
        widest = max(fields, key=lambda link: (len(link.labels), link.many), default=None)
        if widest is None or any(pair[1 - near] not in widest.labels for pair in pairs if pair[near] == label.name):
            return ()
        homes.append(Home(label, widest))
    return tuple(homes)


def _in_input(model: Model, type_: str, start: str, end: str) -> bool:
    """Whether a label at one end has a to-one field of it in its input."""
    return any(
        link.steps[0].type == type_ and far in link.labels
        for near, far in ((start, end), (end, start))
        if is_writable(model, model.types[near])
        for link in written_links(model, model.types[near])
    )


def _is_input(model: Model, link: Link) -> bool:
    if link.many or not _is_plain(link):
        return False
    declared = model.relationships.get(link.steps[0].type)
    return declared is None or not (declared.derived or any(p.public for p in declared.properties.values()))


def _is_plain(link: Link) -> bool:
    """One step of one type, and no choice among what it leads to."""
    step = link.steps[0]
    chooses = link.latest or link.only or link.differs or link.without or step.open
    is_one = len(link.steps) == 1 and "|" not in step.type and step.direction is not Direction.BOTH
    return is_one and not link.is_through and not chooses

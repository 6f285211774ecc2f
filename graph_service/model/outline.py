"""The model as a reader meets it: its subjects, the labels of each, and the relationships that labels declare."""

from __future__ import annotations

from dataclasses import dataclass

from graph_service.model.declare import Direction
from graph_service.model.structure import Link, Model, NodeType, UnionType


@dataclass(frozen=True)
class Arrow:
    """A relationship as it is declared at its start: from a label or an interface to one or several types."""

    source: str
    type: str
    targets: tuple[str, ...]
    link: Link


@dataclass(frozen=True)
class Subject:
    """The labels and interfaces of one module of the domain."""

    name: str
    title: str
    text: str
    types: tuple[NodeType, ...]
    arrows: tuple[Arrow, ...]


# From the ground up; a new module of the domain comes last.
_ORDER = (
    "place",
    "organisation",
    "undertaking",
    "community",
    "person",
    "programme",
    "method",
    "learning",
    "node",
)
_TITLES = {"node": "Sources and vocabularies"}


def subjects(model: Model) -> tuple[Subject, ...]:
    """The subjects that have public labels or interfaces."""
    public = [t for t in model.types.values() if t.public]
    names = sorted({t.group for t in public}, key=lambda name: (_place(name), name))
    return tuple(_subject(model, name, tuple(t for t in public if t.group == name)) for name in names)


def _place(name: str) -> int:
    return _ORDER.index(name) if name in _ORDER else len(_ORDER)


def _subject(model: Model, name: str, types: tuple[NodeType, ...]) -> Subject:
    text = model.groups[name]
    title = _TITLES.get(name) or text.partition(":")[0].removeprefix("The ").strip().capitalize()
    arrows = tuple(arrow for t in types for arrow in own_arrows(model, t))
    return Subject(name, title, text, types, arrows)


def own_arrows(model: Model, node: NodeType) -> tuple[Arrow, ...]:
    """The relationships that start at `node` and that none of its interfaces declares already."""
    inherited = {
        (link.steps[0].type, target)
        for name in node.node_labels + node.interfaces
        if name != node.name and name in model.types
        for link in model.types[name].links.values()
        for target in targets_of(model, link)
    }
    found: dict[str, Arrow] = {}
    for link in node.links.values():
        step = link.steps[0]
        if link.is_through or "|" in step.type or step.direction is Direction.IN or link.latest or link.only:
            continue
        if step.type not in model.relationship_ends:
            continue  # computed when asked: the graph does not hold it
        targets = tuple(t for t in targets_of(model, link) if (step.type, t) not in inherited)
        if targets and not _narrower(model, node, link):
            known = found[step.type].targets if step.type in found else ()
            found[step.type] = Arrow(node.name, step.type, tuple(dict.fromkeys((*known, *targets))), link)
    return tuple(found.values())


def _narrower(model: Model, node: NodeType, link: Link) -> bool:
    """Whether another field follows the same relationship to more labels."""
    same = (
        other
        for name in (node.name, *node.interfaces)
        for other in model.types[name].links.values()
        if _hop(other) == _hop(link)
    )
    return any(
        not other.is_through
        and (set(other.labels) > set(link.labels) or (set(other.labels) == set(link.labels) and _precedes(other, link)))
        for other in same
    )


def _hop(link: Link) -> tuple[str, Direction]:
    return link.steps[0].type, link.steps[0].direction


def _precedes(other: Link, link: Link) -> bool:
    """Of two fields over the same relationship the one of open ones only tells less."""
    return link.steps[0].open and not other.steps[0].open


def targets_of(model: Model, link: Link) -> tuple[str, ...]:
    """The type a field leads to, or the members of its union."""
    union: UnionType | None = model.unions.get(link.target)
    return union.members if union else (link.target,)

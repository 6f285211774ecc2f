"""The relationship types of the model as kinds that a search may follow: what each joins, which are on by default."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from graph_service.model.declare import Direction
from graph_service.model.structure import Link, Model

# What joins organisations, communities and people, and the work they do together. Places, vocabularies, sources, the
# programme and its methods are hubs: by way of them everything is near everything. Single mentoring activities
# (CARRIED_OUT, FOR) tell MENTORS again; derived ties tell again what they rest on.
DEFAULT_KINDS = frozenset(
    {
        "ADOPTED",
        "ATTENDED",
        "EMPLOYED_BY",
        "GAVE_RISE_TO",
        "HAS_BODY",
        "MAINTAINS",
        "MENTORS",
        "OPERATES",
        "ORGANISES",
        "OWNS_PRACTICE",
        "PARTICIPATES_IN",
        "PARTNER_IN",
        "RUNS_VOLUNTEERING",
        "SITS_IN",
        "SUPPLIES_VOLUNTEERS",
        "TAUGHT",
        "TOOK_PART_IN",
        "USES_SPACE_OF",
        "WORKS_AT",
    }
)
_MOST_NAMED = 4


@dataclass(frozen=True)
class Kind:
    """A public relationship type; `symmetric` ones have no direction, `derived` ones rest on others."""

    type: str
    description: str
    ends: tuple[tuple[str, str], ...]
    symmetric: bool
    derived: bool
    default: bool

    @property
    def labels(self) -> set[str]:
        """The labels that it joins."""
        return {label for pair in self.ends for label in pair}


def kinds_of(model: Model) -> dict[str, Kind]:
    """All kinds by type, sorted; ties that are only computed when asked cannot be followed."""
    links = _links(model)
    return {
        type_: Kind(
            type_,
            _description(model, type_, ends, links[type_]),
            ends,
            any(link.steps[0].direction is Direction.BOTH for link in links[type_]),
            type_ in model.relationships and model.relationships[type_].derived,
            type_ in DEFAULT_KINDS,
        )
        for type_, ends in model.relationship_ends.items()
        if type_ not in model.relationships or model.relationships[type_].stored
    }


def labels_joined(kinds: Iterable[Kind]) -> tuple[str, ...]:
    """The labels that any of `kinds` joins, sorted."""
    return tuple(sorted({label for kind in kinds for label in kind.labels}))


def _links(model: Model) -> dict[str, list[Link]]:
    """The declared fields of one step, by relationship type; those that follow it forwards come first."""
    found: dict[str, list[Link]] = {}
    for node in model.types.values():
        for link in node.links.values():
            if not link.is_through and "|" not in link.steps[0].type:
                found.setdefault(link.steps[0].type, []).append(link)
    for links in found.values():
        links.sort(key=lambda link: link.steps[0].direction is Direction.IN)
    return found


def _description(model: Model, type_: str, ends: Sequence[tuple[str, str]], links: Sequence[Link]) -> str:
    """What it joins, and what it says in the model's own words."""
    declared = model.relationships.get(type_)
    said = declared.description if declared is not None else links[0].description
    starts, targets = ({pair[place] for pair in ends} for place in (0, 1))
    return f"{_named(model, starts)} to {_named(model, targets)}: {said}"


def _named(model: Model, labels: Collection[str]) -> str:
    """The labels in few words: by the interface or union that has just them, or the first of them."""
    wanted = tuple(sorted(labels))
    for name in (*model.types, *model.unions):
        if len(wanted) > 1 and model.members(name) == wanted:
            return name
    more = " and others" if len(wanted) > _MOST_NAMED else ""
    return ", ".join(wanted[:_MOST_NAMED]) + more

"""All derivations, in an order in which none rests on a later one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from functools import partial

from graph_service.model.labels import (
    COUNTY,
    DEVELOPMENT_PROCESS,
    GOOD_PRACTICE,
    INDICATOR_VALUE,
    INSTITUTION,
    MENTOR,
)
from graph_service.model.naming import FOLDED, SEARCHED
from graph_service.model.structure import Model, RelationshipType
from graph_service.writes import adoptions, indicators, nearest, phases, rates, socialisation, travel
from graph_service.writes.changes import Change, GraphStore
from graph_service.writes.kept import kept_changes, kept_rests
from graph_service.writes.names import name_changes, name_rests
from graph_service.writes.rests import Rests, When
from graph_service.writes.sites import SHORTCUTS, Shortcut, site_changes
from graph_service.writes.tie_texts import TieTexts
from graph_service.writes.ties import tie_changes

Find = Callable[[GraphStore, Collection[str] | None], Awaitable[list[Change]]]
"""What to change in the graph: everywhere, or for some subjects (see `Derivation.rests`)."""


@dataclass(frozen=True)
class Derivation:
    """What is derived together: its name, on what it rests, what finds the changes, and what it `gives`: a relationship
    type, a label, or `Label.property` as stored."""

    name: str
    gives: tuple[str, ...]
    rests: tuple[Rests, ...]
    find: Find
    when: When = "at once"

    @property
    def tie(self) -> str | None:
        """The relationship type, where it gives one."""
        return self.gives[0] if len(self.gives) == 1 and self.gives[0].isupper() else None


def derivations(model: Model) -> tuple[Derivation, ...]:
    """The table of them."""
    return (
        _names(model),
        *(_shortcut(shortcut) for shortcut in SHORTCUTS),
        *(_kept(model, type_) for type_ in model.keepers),
        Derivation(
            "socialisation",
            _of(INSTITUTION, "socialised", "socialisedSince", "participationLevel", "participationLevelChange"),
            (socialisation.RESTS,),
            socialisation.socialisation_changes,
        ),
        Derivation(
            "phases",
            _of(DEVELOPMENT_PROCESS, "currentPhase", "actionBeforeAnalysis"),
            (phases.RESTS,),
            phases.phase_changes,
        ),
        *(_ties(model, type_) for type_ in model.stored_ties),
        Derivation(
            "rates",
            _of(COUNTY, "cooperationRate"),
            (rates.RESTS,),
            lambda store, _: rates.rate_changes(store),
            "queued",
        ),
        Derivation("travel", _of(MENTOR, "farthestKm"), (travel.RESTS,), travel.travel_changes),
        Derivation(
            "adoptions", _of(GOOD_PRACTICE, "adoptersElsewhere"), (adoptions.RESTS,), adoptions.adoption_changes
        ),
        Derivation("nearest", ("NEAR",), (nearest.RESTS,), _whole(nearest.nearest_changes), "queued"),
        Derivation("indicators", (INDICATOR_VALUE,), indicators.RESTS, indicators.indicator_changes, "queued"),
    )


def _whole(find: Callable[[GraphStore], Awaitable[list[Change]]]) -> Find:
    """What is derived everywhere or not at all."""
    return lambda store, _: find(store)


def _of(label: str, *names: str) -> tuple[str, ...]:
    return tuple(f"{label}.{name}" for name in names)


def _names(model: Model) -> Derivation:
    rests = name_rests(model)
    keys = [
        f"{label.name}.{key}"
        for label in model.labels
        if label.named_by is not None and label.named_by.sort is not None
        for key in (FOLDED, SEARCHED, label.named_by.sort)
    ]
    return Derivation("names", tuple(keys), rests, lambda store, _: name_changes(store, model), "written")


def _shortcut(shortcut: Shortcut) -> Derivation:
    return Derivation(
        _words(shortcut.type),
        (shortcut.type,),
        (shortcut.rests,),
        lambda store, only: site_changes(store, shortcut, only),
    )


def _kept(model: Model, type_: RelationshipType) -> Derivation:
    assert type_.keeps is not None
    gives = [f"{label}.{type_.keeps.start}" for label in sorted(model.keeping(type_))]
    rests = kept_rests(model, type_)
    return Derivation(
        f"kept by {_words(type_.type)}",
        tuple(gives),
        (rests,),
        lambda store, only: kept_changes(store, model, type_, only),
    )


def _ties(model: Model, type_: RelationshipType) -> Derivation:
    find = partial(tie_changes, model=model, type_=type_)
    return Derivation(
        _words(type_.type), (type_.type,), (TieTexts(model, type_).rests,), lambda store, only: find(store, only=only)
    )


def _words(type_: str) -> str:
    return type_.replace("_", " ").lower()

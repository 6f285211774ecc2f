"""The table of derivations: whole, of this model, and in an order in which none rests on a later one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from graph_service.model import load_model
from graph_service.model.declare import Direction
from graph_service.model.naming import FOLDED, SEARCHED
from graph_service.writes.derivations import Derivation, derivations
from graph_service.writes.edits import NodeChange, TieChange
from graph_service.writes.rests import Rests
from graph_service.writes.stale import Stale

MODEL = load_model()
TABLE = derivations(MODEL)
ROWS = [pytest.param(rests, id=f"{one.name} {rests.subject or rests.of[0]}") for one in TABLE for rests in one.rests]


def stored_and_derived() -> Iterator[str]:
    """Everything that the graph stores and clients do not write."""
    for label in MODEL.labels:
        yield from (f"{label.name}.{name}" for p in label.properties.values() if p.derived for name in p.stored_names)
        if label.named_by is not None and label.named_by.sort is not None:
            yield from (f"{label.name}.{name}" for name in (FOLDED, SEARCHED, label.named_by.sort))
    yield from (type_.type for type_ in MODEL.relationships.values() if type_.derived and type_.stored)
    yield "IndicatorValue"


def test_everything_derived_has_its_row_once() -> None:
    given = Counter(name for one in TABLE for name in one.gives)
    assert given == Counter(set(stored_and_derived()))


def labels_of(names: tuple[str, ...]) -> set[str]:
    return {label for name in names for label in MODEL.members(name)}


@pytest.mark.parametrize("rests", ROWS)
def test_rows_speak_of_what_the_model_has(rests: Rests) -> None:
    for name in rests.own:
        assert any(name in stored_names(label) for label in labels_of(rests.of)), name
    for way in rests.ways:
        near = labels_of(rests.of)
        for stop in way:
            far = labels_of(stop.labels)
            out = stop.step.direction is not Direction.IN
            for type_ in stop.step.type.split("|"):
                pairs = {pair if out else pair[::-1] for pair in MODEL.relationship_ends[type_]}
                assert any(one in near and other in far for one, other in pairs), (type_, near, far)
            assert all(any(name in stored_names(label) for label in far) for name in stop.properties)
            near = far


def stored_names(label: str) -> set[str]:
    return {name for p in MODEL.types[label].properties.values() for name in p.stored_names}


def test_none_rests_on_a_later_one() -> None:
    for place, one in enumerate(TABLE):
        later = {name for other in TABLE[place:] for name in other.gives}
        for rests in one.rests:
            types = {type_ for way in rests.ways for stop in way for type_ in stop.step.type.split("|")}
            names = {
                f"{label}.{name}"
                for way in rests.ways
                for stop in way
                for label in labels_of(stop.labels)
                for name in stop.properties
            }
            assert not (types | names) & later - ({"IndicatorValue"}), one.name


def concerned(*changes: NodeChange) -> set[str]:
    stale = Stale.by(MODEL, changes)
    return {one.name for one in TABLE if one.when != "written" and any(map(stale.concerns, one.rests))}


def updated(label: str, id_: str, **values: object) -> NodeChange:
    return NodeChange(label, id_, {"id": id_, **dict.fromkeys(values)}, {"id": id_, **values})


def tied(type_: str, start: str, end: str) -> NodeChange:
    label = MODEL.label_of(start)
    assert label is not None
    return NodeChange(label.name, start, {"id": start}, {"id": start}, [TieChange(type_, start, end, None, None, {})])


@pytest.mark.parametrize(
    ("change", "names"),
    [
        (updated("Institution", "inst:1", nameHu="Új név", address="Fő utca 1."), set()),
        (updated("Institution", "inst:1", sector="museum"), {"cooperates with"}),
        (updated("Collaboration", "collab:1", type="joint_event"), {"cooperates with"}),
        (updated("Collaboration", "collab:1", status="closed"), set()),
        (updated("TrainingSession", "session:1", endDate=1), {"indicators"}),
        (updated("TrainingSession", "session:1", startDate=1), {"shares training with"}),
        (updated("County", "county:1", population=1), {"rates"}),
        (updated("Settlement", "settlement:1", location=1), {"travel", "nearest"}),
        (tied("PARTICIPATES_IN", "inst:1", "collab:1"), {"cooperates with"}),
        (tied("PARTICIPATES_IN", "comm:1", "collab:1"), set()),
        (tied("HELD_IN", "session:1", "settlement:1"), set()),
        (tied("HELD_IN", "event:1", "settlement:1"), {"sited in"}),
        (tied("ADOPTED", "comm:1", "practice:1"), {"shares practice with", "adoptions"}),
        (tied("HAS_ASSESSMENT", "inst:1", "assess:1"), {"socialisation", "indicators"}),
    ],
)
def test_what_a_change_makes_stale_by_itself(change: NodeChange, names: set[str]) -> None:
    assert concerned(change) == names


def left_of(change: NodeChange) -> set[str]:
    stale = Stale.by(MODEL, [change])
    [indicators] = [one for one in TABLE if one.name == "indicators"]
    return {rests.subject for rests in indicators.rests if stale.concerns(rests)}


def test_notes_name_the_indicators_that_counted_it() -> None:
    assert left_of(tied("ATTENDED", "mentor:1", "session:1")) == {"R3"}
    assert left_of(tied("ATTENDED", "prof:1", "session:1")) == {"R5"}
    assert left_of(updated("TrainingSession", "session:1", endDate=1)) == {"R3", "R5"}
    assert left_of(updated("Indicator", "indicator:1", code="R3")) == {""}


def test_a_derivation_that_gives_a_relationship_type_knows_it() -> None:
    by_name: dict[str, Derivation] = {one.name: one for one in TABLE}
    assert by_name["cooperates with"].tie == "COOPERATES_WITH"
    assert by_name["indicators"].tie is None

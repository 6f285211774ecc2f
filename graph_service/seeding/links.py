"""What refers to everything: target groups, what came of the programme's activities, and the illustrative source."""

from __future__ import annotations

from graph_service.seeding.vocabulary import ILLUSTRATIVE
from graph_service.seeding.world import World

_GROUPS = {
    "CivilOrganisation": "d1",
    "ChurchOrganisation": "d1",
    "OtherOrganisation": "d1",
    "Municipality": "d2",
    "Institution": "d3",
}
_ACTIVITY = {
    "MethodologyModel": 1,
    "SampleProject": 2,
    "Collaboration": 2,
    "TopProject": 2,
    "VolunteerProgramme": 4,
    "Training": 5,
    "Event": 5,
    "Publication": 6,
    "GameApp": 7,
    "OnlinePlatform": 8,
}
_SERVICE = frozenset({"Source", "Concept", "ConceptScheme"})


def add_target_groups(world: World) -> None:
    """Organisations belong to direct target groups; employers of trainees to an indirect one too."""
    build = world.build
    for label, group in _GROUPS.items():
        for id in sorted(build.nodes.get(label, ())):
            build.join("BELONGS_TO", id, f"concept:targetGroup:{group}")
    employers = {
        tie.to_id
        for tie in build.ties["EMPLOYED_BY"]
        if tie.from_label == "Professional" and "to" not in tie.properties
    }
    for id in sorted(employers):
        build.join("BELONGS_TO", id, "concept:targetGroup:i3")


def add_products(world: World) -> None:
    """Each invented thing that the programme made came of one of its nine activities."""
    build = world.build
    for label, number in _ACTIVITY.items():
        for id, row in sorted(build.nodes.get(label, {}).items()):
            if row["dataOrigin"] == "synthetic":
                build.join("PRODUCED", f"activity-kind:{number}", id)


def cite_illustrations(world: World) -> None:
    """Every invented node of the demonstration says where it comes from; a benchmark cohort says `benchmark`."""
    build = world.build
    if not world.is_demonstration:
        return
    for rows in [dict(nodes) for label, nodes in sorted(build.nodes.items()) if label not in _SERVICE]:
        for id, row in sorted(rows.items()):
            if row["dataOrigin"] == "synthetic":
                build.join("FROM_SOURCE", id, ILLUSTRATIVE)

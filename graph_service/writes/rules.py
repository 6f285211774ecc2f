"""What must hold of nodes and their relationships once a transaction is done: the rules of DOMAIN A.3, and to-one ends.

Rule 2 (socialised operation) and rule 7 (derived data) hold because clients do not write them, rule 5 is `spans.py`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from graph_service.model.labels import (
    DEVELOPMENT_PROCESS,
    INSTITUTION,
    PROGRAMME,
    SAMPLE_PROJECT,
    TOP_PROJECT,
    VOLUNTEER_PROGRAMME,
)
from graph_service.model.vocabulary import schemes
from graph_service.writes.problems import Problem
from graph_service.writes.shapes import Shapes, Single
from graph_service.writes.view import Held, HeldTie, View
from graph_service.writes.worklist import item_problems


@dataclass(frozen=True)
class Touched:
    """What a transaction wrote: nodes that are there now by id, those of them that are new, and the relationship types
    that changed at each, with whether they end there."""

    nodes: Mapping[str, Held]
    created: Collection[str]
    ties: Mapping[str, frozenset[tuple[str, bool]]]

    def of(self, label: str, *types: tuple[str, bool]) -> list[str]:
        """The nodes of a label that are new or had one of these relationship types changed."""
        return [
            id_
            for id_, held in self.nodes.items()
            if held.label == label and (id_ in self.created or self.ties.get(id_, frozenset()).intersection(types))
        ]


Rule = Callable[[View, Shapes, Touched], Awaitable[list[tuple[str, Problem]]]]


async def broken_rules(view: View, shapes: Shapes, touched: Touched) -> list[tuple[str, Problem]]:
    """What no longer holds, each with the id of the node that it is of."""
    return [found for rule in RULES for found in await rule(view, shapes, touched)]


async def _single_ends(view: View, shapes: Shapes, touched: Touched) -> list[tuple[str, Problem]]:
    """A to-one field leads to one node, a required one to exactly one; what ends one day may have been another."""
    by_single: dict[Single, list[str]] = {}
    for id_, held in touched.nodes.items():
        for single in shapes.singles.get(held.label, ()):
            if id_ in touched.created or (single.type, single.into) in touched.ties.get(id_, ()):
                by_single.setdefault(single, []).append(id_)
    found = []
    for single, ids in by_single.items():
        ends = await _by_end(view, single.type, ids, into=single.into)
        for id_ in ids:
            found += [(id_, one) for one in _end_problems(shapes, single, ends.get(id_, []))]
    return found


def _end_problems(shapes: Shapes, single: Single, ties: Iterable[HeldTie]) -> Iterable[Problem]:
    reads = shapes.model.read_as(single.labels)
    here = [tie for tie in ties if _label(shapes, tie.start if single.into else tie.end) in reads]
    if single.type in shapes.span_types:
        here = [tie for tie in here if tie.values.get("to") is None]
        is_missing = False
    else:
        is_missing = single.required and not here
    if is_missing:
        yield Problem("REQUIRED_MISSING", (single.field,), {"field": single.field})
    elif len(here) > 1:
        yield Problem("LINK_MANY", (single.field,), {"field": single.field, "value": len(here)})


async def _sectors(view: View, shapes: Shapes, touched: Touched) -> list[tuple[str, Problem]]:
    """Rule 1: a sample project has a partner of each sector."""
    projects = {id_: id_ for id_ in touched.of(SAMPLE_PROJECT, ("PARTNER_IN", True))}
    changed = [id_ for id_, held in touched.nodes.items() if held.label == INSTITUTION]
    for tie in await view.ties("PARTNER_IN", changed) if changed else ():
        if _label(shapes, tie.end) == SAMPLE_PROJECT:
            projects.setdefault(tie.end, tie.start)  # told where its partner is changed
    partners = await _by_end(view, "PARTNER_IN", sorted(projects), into=True)
    everybody = await view.nodes({tie.start for ties in partners.values() for tie in ties})
    codes = [term.code for term in schemes()["sector"].terms]
    found = []
    for id_ in sorted(projects):
        sectors = {everybody[t.start].values.get("sector") for t in partners.get(id_, []) if t.start in everybody}
        lacking = tuple(code for code in codes if code not in sectors)
        if lacking:
            values = {"id": id_, "allowed": ", ".join(lacking)}
            found.append((projects[id_], Problem("RULE_SAMPLE_SECTORS", ("partners",), values, lacking)))
    return found


async def _top_partners(view: View, shapes: Shapes, touched: Touched) -> list[tuple[str, Problem]]:
    """Rule 3: a TOP project has at least two partners."""
    projects = touched.of(TOP_PROJECT, ("PARTNER_IN", True))
    partners = await _by_end(view, "PARTNER_IN", projects, into=True)
    few = [id_ for id_ in projects if len({tie.start for tie in partners.get(id_, [])}) < 2]
    return [(id_, Problem("RULE_TOP_PARTNERS", ("partners",), {"id": id_})) for id_ in few]


async def _suppliers(view: View, shapes: Shapes, touched: Touched) -> list[tuple[str, Problem]]:
    """Rule 4: a volunteer programme of form `indirect` has a civil supplier."""
    indirect = [
        id_
        for id_, held in touched.nodes.items()
        if held.label == VOLUNTEER_PROGRAMME and held.values.get("form") == "indirect"
    ]
    supplied = await _by_end(view, "SUPPLIES_VOLUNTEERS", indirect, into=True)
    return [
        (id_, Problem("RULE_VOLUNTEER_SUPPLIER", ("suppliers",), {"id": id_}))
        for id_ in indirect
        if not supplied.get(id_)
    ]


_TARGETS = ((PROGRAMME, "REACHED"), (SAMPLE_PROJECT, "TAKES_PLACE_IN"))


async def _area(view: View, shapes: Shapes, touched: Touched) -> list[tuple[str, Problem]]:
    """Rule 6: what the programme reaches, and where sample projects take place, lies in a county of its area."""
    found = []
    for label, type_ in _TARGETS:
        for id_, places in (await _by_end(view, type_, touched.of(label, (type_, False)))).items():
            outside = await _outside(view, [tie.end for tie in places])
            if outside:
                values = {"id": id_, "allowed": "inProgrammeArea", "value": ", ".join(outside)}
                found.append((id_, Problem("RULE_PROGRAMME_AREA", (type_,), values, tuple(outside))))
    return found


async def _outside(view: View, places: list[str]) -> list[str]:
    """Those of the places that lie in no county of the programme's area."""
    wholes = {tie.start: tie.end for tie in await view.ties("PART_OF", places)} if places else {}
    settlements = sorted({wholes.get(place, place) for place in places})
    counties = {tie.start: tie.end for tie in await view.ties("IN_COUNTY", settlements)} if settlements else {}
    held = await view.nodes(set(counties.values()))
    inside = {id_ for id_, county in held.items() if county.values.get("inProgrammeArea")}
    return [place for place in places if counties.get(wholes.get(place, place)) not in inside]


async def _phases(view: View, shapes: Shapes, touched: Touched) -> list[tuple[str, Problem]]:
    """A development process has entered at least one phase: its current one follows from them."""
    processes = touched.of(DEVELOPMENT_PROCESS, ("ENTERED", False))
    entered = await _by_end(view, "ENTERED", processes)
    return [(id_, Problem("RULE_PHASE", ("phases",), {"id": id_})) for id_ in processes if not entered.get(id_)]


RULES: tuple[Rule, ...] = (_single_ends, _sectors, _top_partners, _suppliers, _area, _phases, item_problems)


async def _by_end(view: View, type_: str, ids: Collection[str], *, into: bool = False) -> dict[str, list[HeldTie]]:
    """The relationships of a type at each of `ids`."""
    found: dict[str, list[HeldTie]] = {}
    for tie in await view.ties(type_, ids, into=into) if ids else ():
        found.setdefault(tie.end if into else tie.start, []).append(tie)
    return found


def _label(shapes: Shapes, id_: str) -> str | None:
    label = shapes.model.label_of(id_)
    return None if label is None else label.name

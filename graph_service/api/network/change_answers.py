"""What the room `changes` answers: rows of its jobs as data of its types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from graph_service.api.network.asking import Asked
from graph_service.api.network.meta import meta_of
from graph_service.api.network.paging import listed
from graph_service.api.network.scopes import day_of, spoken
from graph_service.api.network.shared import before_after, sector_term
from graph_service.errors import RequestError
from graph_service.model.measures import BY_NAME

if TYPE_CHECKING:
    from graph_service.network.chance.blocks import Block
    from graph_service.network.compare import CommunityChange, ComponentChange, CountyChange, TieChange
    from graph_service.network.jobs.changes import Compared, Tried
    from graph_service.network.projection import Projection
    from graph_service.network.series import Quarter

_KINDS = ("gained", "lost", "strengthened", "weakened", "renewed")


async def answer_what_if(asked: Asked) -> dict[str, Any]:
    """The data of a `WhatIf`. Raises RequestError for collaborations that cannot be thought of."""
    add = tuple(tuple(map(str, one["institutions"])) for one in asked.arguments.get("add") or ())
    for members in add:
        if len(set(members)) != len(members):
            raise RequestError("WHAT_IF_SIZE", value=len(set(members)))
    remove = tuple(map(str, asked.arguments.get("remove") or ()))
    told = await asked.job(
        "what_if", asked.scope(), add, remove, asked.arguments["withBetweenness"], asked.selects("gaps")
    )
    found: Tried = told.value
    before, after = found.result.whole_before, found.result.whole_after
    return {
        "meta": asked.meta(told, "what-if"),
        "tieCount": before_after(before.ties, after.ties),
        "density": before_after(before.density, after.density),
        "components": before_after(before.components, after.components),
        "largestComponent": before_after(before.largest, after.largest),
        "parts": [{"before": list(one.before), "after": list(one.after)} for one in found.result.components],
        "ties": [
            {"a": found.network_ids[one.a], "b": found.network_ids[one.b], "before": one.before, "after": one.after}
            for one in found.result.ties
        ],
        "institutions": _tried(found),
        "gaps": [_block(asked.projection, *one) for one in found.blocks],
    }


def _tried(found: Tried) -> list[dict[str, Any]]:
    """The institutions of which a measure changes, by id."""
    changes: dict[int, dict[str, tuple[Any, Any]]] = {}
    result = found.result
    for name, column in result.before.items():
        for node, before, after in zip(
            result.affected.tolist(), _known(column.tolist()), _known(result.after[name].tolist()), strict=True
        ):
            if before != after:
                changes.setdefault(node, {})[name] = (before, after)
    for core in result.cores:
        changes.setdefault(core.node, {})["core"] = (core.before, core.after)
    for name, rows in found.whole.items():
        for node, old, new in rows:
            changes.setdefault(node, {})[name] = (old, new)
    return [_institution(found.network_ids[node], changes[node]) for node in sorted(changes)]


def _known(values: Iterable[Any]) -> list[Any]:
    """Values with None for what is not defined: only that is not itself."""
    return [None if value != value else value for value in values]


def _institution(id_: str, changes: Mapping[str, tuple[Any, Any]]) -> dict[str, Any]:
    return {"institution": id_, "measures": [_measure(name, *pair) for name, pair in changes.items()]}


def _measure(name: str, before: float | None, after: float | None) -> dict[str, Any]:
    words = BY_NAME[name]

    def label(lang: object) -> str:
        return words.en if spoken(lang) == "en" else words.hu

    return {"name": name, "label": label, **before_after(before, after)}


def _block(projection: Projection, before: Block, after: Block) -> dict[str, Any]:
    return {
        "county": projection.counties.ids[before.county],
        "sectorA": sector_term(projection.sectors[before.sectors[0]]),
        "sectorB": sector_term(projection.sectors[before.sectors[1]]),
        "observed": before_after(before.observed, after.observed),
        "expected": before_after(before.law.mean, after.law.mean),
        "pUnder": before_after(before.p_under, after.p_under),
        "pOver": before_after(before.p_over, after.p_over),
    }


async def answer_compare(asked: Asked) -> dict[str, Any]:
    """The data of a `NetworkDiff`. Raises RequestError for days in the wrong order, or given twice."""
    if (asked.arguments.get("scope") or {}).get("asOf") is not None:
        raise RequestError("DAY_TWICE")
    first, last = (day_of(asked.projection, asked.arguments[name], name) for name in ("from", "to"))
    told = await asked.job("compare", asked.scope(day=last), first, last, asked.selects("verdicts"))
    found: Compared = told.value
    return {
        "before": meta_of(found.first, "compare", stale=asked.held.stale),
        "after": asked.meta(told, "compare"),
        **{kind: _ties(asked, kind, found) for kind in _KINDS},
        "institutions": _institutions(asked, found),
        "counties": [_county(asked.projection, one) for one in found.counties],
        "merged": [_part(asked.projection, one) for one in found.parts.merged],
        "split": [_part(asked.projection, one) for one in found.parts.split],
        "communities": [_community(asked.projection, one) for one in found.parts.communities],
        "verdicts": [
            {"id": one.key, "before": one.before.verdict, "after": one.after.verdict} for one in found.verdicts
        ],
    }


def _ties(asked: Asked, kind: str, found: Compared) -> Any:
    rows = [(one.key, _tie(asked.projection, one)) for one in found.ties if one.kind == kind.upper()]
    return lambda **page: _rows(asked.list_inside(kind), rows, page)


def _institutions(asked: Asked, found: Compared) -> Any:
    ids = asked.projection.institutions.ids
    rows = [
        (one.key, _institution(ids[one.institution], {n: (v.before, v.after) for n, v in one.values.items()}))
        for one in found.institutions
    ]
    return lambda **page: _rows(asked.list_inside("institutions"), rows, page)


def _rows(name: str, rows: list[tuple[str, dict[str, Any]]], page: Mapping[str, Any]) -> dict[str, Any]:
    """A page of rows by their keys."""
    nodes = dict(rows)
    return listed(name, list(nodes), lambda key: key, page, nodes.__getitem__)


def _tie(projection: Projection, one: TieChange) -> dict[str, Any]:
    ids, works = projection.institutions.ids, projection.collaborations.ids
    return {
        "a": ids[one.a],
        "b": ids[one.b],
        "before": one.before,
        "after": one.after,
        "begun": [works[row] for row in one.begun],
        "ended": [works[row] for row in one.ended],
        "kept": [works[row] for row in one.kept],
    }


def _county(projection: Projection, one: CountyChange) -> dict[str, Any]:
    first, second = one.before, one.after
    return {
        "county": projection.counties.ids[one.county],
        "ties": before_after(first.ties, second.ties),
        "tiesAcross": before_after(first.ties_across, second.ties_across),
        "density": before_after(first.density, second.density),
        "active": before_after(first.active, second.active),
        "openness": before_after(first.openness, second.openness),
    }


def _part(projection: Projection, one: ComponentChange) -> dict[str, Any]:
    return {"first": projection.institutions.ids[one.first], "size": one.size, "parts": list(one.parts)}


def _community(projection: Projection, one: CommunityChange) -> dict[str, Any]:
    from graph_service.network.rounding import told

    ids = projection.institutions.ids
    return {
        "kind": one.kind,
        "before": None if one.before is None else ids[one.before],
        "after": None if one.after is None else ids[one.after],
        "size": before_after(one.size_before, one.size_after),
        "jaccard": told(one.jaccard),
    }


async def answer_series(asked: Asked) -> dict[str, Any]:
    """The data of a `NetworkSeries`. Raises RequestError for other than 1 to 40 quarters."""
    told = await asked.job("series", asked.scope(), asked.arguments["quarters"])
    return {"meta": asked.meta(told, "series"), "points": [_quarter(one) for one in told.value]}


def _quarter(one: Quarter) -> dict[str, Any]:
    from graph_service.network.rounding import told

    place = {"quarter": one.name, "day": date.fromordinal(one.day).isoformat()}
    numbers = one.numbers
    if numbers is None:
        return {**place, **dict.fromkeys(_NUMBERS)}
    whole = numbers.whole
    values = (
        whole.nodes,
        whole.active,
        numbers.collaborations,
        numbers.started,
        whole.ties,
        told(whole.density),
        told(whole.mean_degree),
        whole.components,
        told(numbers.largest_share),
        told(numbers.ei_sector),
        told(numbers.openness),
    )
    return {**place, **dict(zip(_NUMBERS, values, strict=True))}


_NUMBERS = (
    "institutions",
    "active",
    "collaborations",
    "begun",
    "ties",
    "density",
    "meanDegree",
    "components",
    "largestShare",
    "eiSector",
    "openness",
)

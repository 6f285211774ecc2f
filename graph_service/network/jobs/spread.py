"""Jobs on spread and cover: practices that could be adopted, mentors and the places they reach."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from graph_service.errors import RequestError
from graph_service.network.coverage import CountyCover, Coverage, PlaceCover, mentor_coverage
from graph_service.network.diffusion import Diffusion, DiffusionRow, practice_diffusion
from graph_service.network.diffusion.check import AdoptionBacktest, adoption_backtest
from graph_service.network.jobs.told import KEPT, METHOD_VERSION, Slice, Told, Window, slice_of
from graph_service.network.network import TimeMode
from graph_service.network.projection import Projection


@dataclass(frozen=True)
class DiffusionPage:
    """A page of practices and institutions, with what the past says of the score."""

    rows: Slice[DiffusionRow]
    tested: AdoptionBacktest | None
    """None where it was not asked for: it looks at all practices, whichever are listed."""


@dataclass(frozen=True)
class CoveragePage:
    """A page of reached places, and all counties."""

    places: Slice[PlaceCover]
    counties: tuple[CountyCover, ...]
    far_mentors: dict[int, int]
    """County to its mentors with a place farther than allowed."""


def diffusion(
    projection: Projection,
    day: int,
    mode: TimeMode,
    practice: int | None,
    settlement: int | None,
    min_parts: int,
    only_homebound: bool,
    real: bool | None,
    with_backtest: bool,
    window: Window,
) -> Told:
    """A `DiffusionPage`, best first; `only_homebound` keeps practices that never left the counties of their owners.

    Raises RequestError SCOPE_EMPTY where there is no institution of the kind asked for: an empty list would say that
    nobody could adopt anything.
    """
    started = time.process_time()
    if real is not None and not bool((projection.institutions.real == real).any()):
        raise RequestError("SCOPE_EMPTY")
    seen = projection if mode == "STATE" else projection.without_ends
    key = (projection.version, day, mode, practice, settlement, min_parts, real)
    found: Diffusion = KEPT.get(
        ("diffusion", *key), lambda: practice_diffusion(seen, day, practice, settlement, min_parts, real)
    )
    tested: AdoptionBacktest | None = None
    if with_backtest:
        tested = KEPT.get(
            ("adoptions", projection.version, day, mode, min_parts, real),
            lambda: adoption_backtest(seen, day, min_parts, real),
        )
    places = [place for place in range(len(found)) if not only_homebound or _is_homebound(found, place)]
    page = slice_of(_Chosen(found, places), lambda place: found.key(places[place]), window)
    return _told(projection, (day, mode), DiffusionPage(page, tested), found.is_synthetic, started)


def _is_homebound(found: Diffusion, place: int) -> bool:
    practice = found.practice[place]
    return bool(found.owned[practice] and found.homebound[practice])


class _Chosen(Sequence[DiffusionRow]):
    """Some rows of the answer, made when they are looked at."""

    def __init__(self, found: Diffusion, places: list[int]) -> None:
        self._found = found
        self._places = places

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, place: int) -> DiffusionRow:  # type: ignore[override]  # pages ask for single places
        return self._found[self._places[place]]


def coverage(
    projection: Projection,
    day: int,
    mode: TimeMode,
    counties: tuple[int, ...] | None,
    max_km: float,
    stale_after_days: int,
    real: bool | None,
    window: Window,
) -> Told:
    """A `CoveragePage`, the widest gap first. Raises RequestError COUNTIES_EMPTY where nothing was reached."""
    started = time.process_time()
    seen = projection if mode == "STATE" else projection.without_ends
    if real is not None:
        seen = seen.mentoring_of(real)
    found: Coverage = KEPT.get(
        ("coverage", projection.version, day, mode, counties, max_km, stale_after_days, real),
        lambda: mentor_coverage(seen, day, counties, max_km, stale_after_days),
    )
    if not found.places and not found.counties:
        raise RequestError("COUNTIES_EMPTY")
    far: dict[int, int] = {}
    for one in found.mentors:
        if one.county is not None and one.far:
            far[one.county] = far.get(one.county, 0) + 1
    page = CoveragePage(slice_of(found.places, lambda place: found.places[place].key, window), found.counties, far)
    return _told(projection, (day, mode), page, found.is_synthetic, started)


def _told(projection: Projection, when: tuple[int, TimeMode], value: object, synthetic: bool, started: float) -> Told:
    """What rests on no network of ties: its nodes are the institutions."""
    return Told(
        value=value,
        version=projection.version,
        day=when[0],
        mode=when[1],
        method="EXACT",
        approximate=False,
        nodes=len(projection.institutions.ids),
        collaborations=0,
        ties=0,
        synthetic=synthetic,
        milliseconds=round((time.process_time() - started) * 1000),
        method_version=METHOD_VERSION,
    )

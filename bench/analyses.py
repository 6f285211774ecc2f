"""The analyses that `analysis.py` measures, with their bars: one table."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise

import numpy as np

from bench.analysis import COPIES, HUNDRED, ONE, TEN, Analysis, Case
from graph_service.model.measures import BY_NAME
from graph_service.network.brokerage import brokerage_of
from graph_service.network.communities import communities
from graph_service.network.coverage import mentor_coverage
from graph_service.network.diffusion import practice_diffusion
from graph_service.network.fragility import fragility, fragility_with_mentors
from graph_service.network.gaps import GapLevel
from graph_service.network.hypothetical import Edit, edit_by_number
from graph_service.network.jobs.candidates import candidates
from graph_service.network.jobs.changes import compare, series, what_if
from graph_service.network.jobs.gaps import activity, gaps, openness
from graph_service.network.jobs.structure import measures, summary
from graph_service.network.jobs.told import Window
from graph_service.network.measures.local import Neighbourhoods
from graph_service.network.measures.table import measures_of
from graph_service.network.network import Network, network_of
from graph_service.network.tie_effect import TieEffects
from graph_service.network.what_if import what_if as tried

Work = Callable[[], object]
LOCAL = tuple(name for name, measure in BY_NAME.items() if not measure.heavy)
_PAGE = Window(20)
_ALL = (ONE, TEN, HUNDRED)
_YEAR, _TIES, _PAIRS = 365, 10, 20
_TIMES, _HUNDRED = 12.0, 1000.0


def _network(case: Case) -> Work:
    projection, scope = case.fresh("CUMULATIVE")
    return lambda: network_of(projection, scope).ties


def _gaps(level: GapLevel, case: Case) -> Work:
    return partial(gaps, *case.fresh(), level, None, "SHRUNK_RATIO_ASC", _PAGE)


def _candidates(case: Case) -> Work:
    return partial(candidates, *case.fresh(), 25.0, False, None, None, True, _PAGE)


def _measured(names: tuple[str, ...], case: Case) -> Work:
    """Of the network that fields of an institution tell, from the projection on."""
    projection, scope = case.fresh("CUMULATIVE")
    return lambda: measures_of(network_of(projection, scope), names)


def _pairs(network: Network, count: int) -> list[tuple[int, ...]]:
    """Neighbours in a list of institutions with ties, spread over the whole of it."""
    tied = np.flatnonzero(np.diff(network.weights.indptr))
    some = tied[np.linspace(0, len(tied) - 1, count + 1).astype(int)].tolist()
    return list(pairwise(some))


def _edit(network: Network) -> Edit:
    return edit_by_number(network, _pairs(network, _TIES), [])


def _what_if(case: Case) -> Work:
    """The network is at hand, as it is in service from the second request on."""
    return partial(tried, case.now, _edit(case.now))


def _what_if_told(case: Case) -> Work:
    ids = [tuple(case.now.ids[node] for node in pair) for pair in _pairs(case.now, _TIES)]
    return partial(what_if, *case.fresh(), tuple(ids), (), False, True)


def _effects(case: Case) -> Work:
    def work() -> object:
        effects = TieEffects(case.now)
        return [effects.of(a, b) for a, b in _pairs(case.now, _PAIRS)]

    return work


def _brokerage(case: Case) -> Work:
    return lambda: brokerage_of(Neighbourhoods(case.now.weights), case.now.sector)


def _compare(case: Case) -> Work:
    return partial(compare, *case.fresh(), case.projection.today - _YEAR, case.projection.today, True)


def _diffusion(case: Case) -> Work:
    projection, _ = case.fresh()
    return partial(practice_diffusion, projection, projection.today, len(projection.practices.ids) // 2)


def _coverage(case: Case) -> Work:
    projection, _ = case.fresh()
    return partial(mentor_coverage, projection, projection.today)


def _walks_ties(title: str, run: Callable[[Case], Work], most: float | None = None, family: str = "") -> Analysis:
    """What costs as much as there are ties, give or take: held to copies, where these grow as all else does."""
    return Analysis(title, run, most, _TIMES, _HUNDRED, (ONE, COPIES, TEN, HUNDRED), COPIES, family=family)


ANALYSES: tuple[Analysis, ...] = (
    _walks_ties("network and its ties", _network),
    Analysis("gaps of the country", partial(_gaps, "COUNTRY"), 150, _TIMES, None, _ALL),
    Analysis("gaps of all regions", partial(_gaps, "REGION"), 150, _TIMES, None, _ALL),
    Analysis("gaps of all counties", partial(_gaps, "COUNTY"), 150, _TIMES, None, _ALL),
    Analysis("gaps of activity", lambda case: partial(activity, *case.fresh(), None, _PAGE), 150, _TIMES, None, _ALL),
    Analysis("openness of counties", lambda case: partial(openness, *case.fresh(), _PAGE), 150, _TIMES, None, _ALL),
    Analysis("candidates, backtest, effects of a page", _candidates, 500, _TIMES),
    _walks_ties("cheap measures of all institutions", partial(_measured, LOCAL), 50),
    Analysis("  as tables of rounded numbers", lambda case: partial(measures, *case.fresh("CUMULATIVE"), LOCAL)),
    *(_walks_ties(f"  {name} alone", partial(_measured, (name,)), family="a local measure") for name in LOCAL),
    _walks_ties("what-if of ten ties", _what_if, 5),
    Analysis("  with the network and sector pairs", _what_if_told),
    _walks_ties("effects of twenty ties", _effects),
    _walks_ties("brokerage with chance", _brokerage),
    _walks_ties("fragility", lambda case: partial(fragility, case.now)),
    Analysis("fragility with mentors", lambda case: partial(fragility_with_mentors, case.now)),
    Analysis("communities", lambda case: partial(communities, case.now)),
    Analysis("summary with agreement of communities", lambda case: partial(summary, *case.fresh(), "SECTOR")),
    Analysis("closeness, harmonic", partial(_measured, ("closeness", "harmonic")), is_walk=True),
    Analysis("betweenness", partial(_measured, ("betweenness",)), is_walk=True),
    Analysis("comparison with a year before", _compare),
    Analysis("twelve quarters", lambda case: partial(series, *case.fresh(), 12)),
    Analysis("spread of one practice", _diffusion),
    Analysis("cover by mentors", _coverage),
)

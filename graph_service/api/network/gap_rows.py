"""Rows of tests against chance as data: what all of them tell, their sentences, and gaps of sector pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph_service.api.network.asking import Asked
from graph_service.api.network.completeness_answers import Reported
from graph_service.api.network.paging import listed
from graph_service.api.network.scopes import spoken
from graph_service.api.network.shared import interval, sector_term
from graph_service.errors import Language

if TYPE_CHECKING:
    from graph_service.network.gaps import Gap
    from graph_service.network.projection import Projection
    from graph_service.network.sentences import AgainstChance, Place


def gap_data(asked: Asked, gap: Gap, family: int, candidates: Any, reported: Reported) -> dict[str, Any]:
    """The data of a `Gap`; `family` is the number of tests made together, `candidates` a function of `first`."""
    from graph_service.network.rounding import told

    projection = asked.projection
    evidence = asked.list_inside(f"collaborations {gap.id}")
    works = [projection.collaborations.ids[row] for row in gap.collaborations.tolist()]
    return {
        "id": gap.id,
        "region": None if gap.region is None or gap.county is not None else projection.regions.ids[gap.region],
        "county": None if gap.county is None else projection.counties.ids[gap.county],
        "sectorA": sector_term(gap.sector_a),
        "sectorB": sector_term(gap.sector_b),
        **tested(gap, gap.observed),
        "minAttainableP": told(gap.min_attainable_p),
        "shrunkRatio": told(gap.shrunk_ratio),
        "shrunkRange": {"low": told(gap.shrunk_range[0]), "high": told(gap.shrunk_range[1])},
        "rawRatio": told(gap.raw_ratio),
        "observedTies": gap.observed_ties,
        "expectedTies": told(gap.expected_ties),
        "participationsA": gap.participations_a,
        "participationsB": gap.participations_b,
        "collaborations": lambda **page: listed(evidence, works, lambda id_: id_, page),
        "candidates": candidates,
        "sentence": lambda lang: _gap_sentence(projection, gap, family, spoken(lang)),
        "completeness": None if gap.county is None else reported.county(gap.county),
    }


def tested(row: Any, observed: int) -> dict[str, Any]:
    """What all tests against chance tell."""
    from graph_service.network.rounding import told

    return {
        "verdict": row.verdict,
        "observed": observed,
        "expected": told(row.expected),
        "interval": interval(row.interval),
        "pUnder": told(row.p_under),
        "pOver": told(row.p_over),
        "qUnder": told(row.q_under),
        "qOver": told(row.q_over),
    }


def _gap_sentence(projection: Projection, gap: Gap, family: int, language: Language) -> str:
    from graph_service.network.sentences import GapFacts, gap_sentence

    facts = GapFacts(
        place=place_of(projection, gap.region, gap.county),
        sector_a=gap.sector_a,
        sector_b=gap.sector_b,
        numbers=numbers_of(gap, gap.observed, family),
        participations_a=gap.participations_a,
        participations_b=gap.participations_b,
    )
    return gap_sentence(facts, language)


def place_of(projection: Projection, region: int | None, county: int | None) -> Place:
    """A place as sentences name it; neither region nor county is the country."""
    from graph_service.network.sentences import Place, Words

    if county is not None:
        rows = projection.counties
        return Place("COUNTY", Words(rows.names_hu[county], rows.names_en[county]))
    if region is not None:
        return Place("REGION", Words(projection.regions.names_hu[region], projection.regions.names_en[region]))
    return Place("COUNTRY", Words("", ""))


def numbers_of(row: Any, observed: int, family: int) -> AgainstChance:
    """What a sentence says of a test; q is that of the side the verdict speaks of."""
    from graph_service.network.sentences import AgainstChance

    known = [q for q in (row.q_under, row.q_over) if q is not None]
    sides = {"UNDER_CONNECTED": row.q_under, "OVER_CONNECTED": row.q_over}
    return AgainstChance(
        verdict=row.verdict,
        observed=observed,
        expected=row.expected,
        low=row.interval[0],
        high=row.interval[1],
        q=sides.get(row.verdict, min(known, default=None)),
        smallest_p=row.min_attainable_p,
        family=family,
    )

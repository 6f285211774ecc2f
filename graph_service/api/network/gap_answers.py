"""What the room `gaps` answers: rows of its jobs as data of its types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph_service.api.network.asking import Asked
from graph_service.api.network.candidate_answers import connection_of
from graph_service.api.network.completeness_answers import Reported
from graph_service.api.network.paging import Page, listed
from graph_service.api.network.scopes import name_of, spoken
from graph_service.api.network.shared import interval, sector_term
from graph_service.errors import Language
from graph_service.query.pages import page_size

if TYPE_CHECKING:
    from graph_service.network.activity_gaps import ActivityGap
    from graph_service.network.county_pairs import CountyPair
    from graph_service.network.gaps import Gap
    from graph_service.network.jobs.gaps import FamilyPage, OpennessPage
    from graph_service.network.openness import CountyOpenness
    from graph_service.network.projection import Projection
    from graph_service.network.sentences import AgainstChance, Place

Rows = dict[str, Any]
_CANDIDATES = 20


async def answer_gaps(asked: Asked) -> dict[str, Any]:
    """The data of a page of gaps."""
    scope, level = asked.scope(), name_of(asked.arguments["level"])
    order = asked.arguments.get("orderBy")
    told = await asked.job(
        "gaps",
        scope,
        level,
        _verdicts(asked),
        "SHRUNK_RATIO_ASC" if order is None else name_of(order),
        asked.page.window,
    )
    page: FamilyPage = told.value
    candidates = await _candidates(asked, level, tuple(gap.id for gap in page.rows.rows))
    reported = await Reported.of(asked)
    return asked.page.connection(
        page.rows,
        lambda gap: _gap(asked, gap, page.family_size, candidates.get(gap.id), reported),
        meta=asked.meta(told, "gaps"),
        familySize=page.family_size,
        attainable=page.attainable,
    )


def _verdicts(asked: Asked) -> tuple[str, ...] | None:
    given = asked.arguments.get("verdict")
    return None if given is None else tuple(sorted({name_of(one) for one in given}))


async def _candidates(asked: Asked, level: str, ids: tuple[str, ...]) -> Rows:
    """Gap id to its candidates as a function of `first`; empty where none are selected."""
    if not ids or not asked.selects("candidates"):
        return {}
    most = asked.most_of("candidates", "first", _CANDIDATES)
    with_effects = asked.selects("candidates.nodes.effect", "candidates.edges.node.effect")
    told = await asked.job("gap_candidates", asked.scope(), level, ids, most, with_effects)
    sentence = "candidates.nodes.sentence"
    found: Rows = {}
    for id_, page in told.value.items():
        whole = await connection_of(asked, told, page, Page(most, False, None, "candidates"), sentence)
        found[id_] = _first_of(whole)
    return found


def _first_of(whole: dict[str, Any]) -> Any:
    """The first so many of a connection."""

    def cut(first: int = _CANDIDATES) -> dict[str, Any]:
        size = page_size(first)
        edges = whole["edges"][:size]
        info = {**whole["pageInfo"], "hasNextPage": size < whole["totalCount"]}
        info["endCursor"] = edges[-1]["cursor"] if edges else None
        return {**whole, "edges": edges, "nodes": whole["nodes"][:size], "pageInfo": info}

    return cut


def _gap(asked: Asked, gap: Gap, family: int, candidates: Any, reported: Reported) -> dict[str, Any]:
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
        **_tested(gap, gap.observed),
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


def _tested(row: Any, observed: int) -> dict[str, Any]:
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
        place=_place(projection, gap.region, gap.county),
        sector_a=gap.sector_a,
        sector_b=gap.sector_b,
        numbers=_numbers(gap, gap.observed, family),
        participations_a=gap.participations_a,
        participations_b=gap.participations_b,
    )
    return gap_sentence(facts, language)


def _place(projection: Projection, region: int | None, county: int | None) -> Place:
    from graph_service.network.sentences import Place, Words

    if county is not None:
        rows = projection.counties
        return Place("COUNTY", Words(rows.names_hu[county], rows.names_en[county]))
    if region is not None:
        return Place("REGION", Words(projection.regions.names_hu[region], projection.regions.names_en[region]))
    return Place("COUNTRY", Words("", ""))


def _numbers(row: Any, observed: int, family: int) -> AgainstChance:
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


async def answer_activity(asked: Asked) -> dict[str, Any]:
    """The data of a page of activity gaps."""
    told = await asked.job("activity", asked.scope(), _verdicts(asked), asked.page.window)
    page: FamilyPage = told.value
    reported = await Reported.of(asked)
    return asked.page.connection(
        page.rows,
        lambda row: _activity(asked.projection, row, page.family_size, reported),
        meta=asked.meta(told, "activity-gaps"),
        familySize=page.family_size,
        attainable=page.attainable,
    )


def _activity(projection: Projection, row: ActivityGap, family: int, reported: Reported) -> dict[str, Any]:
    from graph_service.network.rounding import told

    return {
        "id": row.id,
        "county": projection.counties.ids[row.county],
        "sector": sector_term(row.sector),
        "institutions": row.institutions,
        **_tested(row, row.active),
        "minAttainableP": told(row.min_attainable_p),
        "sentence": lambda lang: _activity_sentence(projection, row, family, spoken(lang)),
        "completeness": reported.county(row.county),
    }


def _activity_sentence(projection: Projection, row: ActivityGap, family: int, language: Language) -> str:
    from graph_service.network.sentences import ActivityFacts, activity_sentence

    facts = ActivityFacts(
        place=_place(projection, None, row.county),
        sector=row.sector,
        institutions=row.institutions,
        numbers=_numbers(row, row.active, family),
    )
    return activity_sentence(facts, language)


async def answer_openness(asked: Asked) -> dict[str, Any]:
    """The data of a page of counties and of the pairs that can be tested."""
    told = await asked.job("openness", asked.scope(), asked.page.window)
    page: OpennessPage = told.value
    return asked.page.connection(
        page.rows,
        lambda row: _open_county(asked.projection, row),
        meta=asked.meta(told, "openness"),
        pairs=[_pair(asked.projection, pair) for pair in page.pairs],
        untested=page.untested,
    )


def _open_county(projection: Projection, row: CountyOpenness) -> dict[str, Any]:
    from graph_service.network.rounding import told

    return {
        "county": projection.counties.ids[row.county],
        "participations": row.participations,
        **_tested(row, row.crossing),
        "share": told(row.share),
        "ei": told(row.ei),
        "sentence": lambda lang: _openness_sentence(projection, row, spoken(lang)),
    }


def _openness_sentence(projection: Projection, row: CountyOpenness, language: Language) -> str:
    from graph_service.network.sentences import OpennessFacts, openness_sentence

    numbers = _numbers(row, row.crossing, len(projection.counties.ids))
    return openness_sentence(OpennessFacts(_place(projection, None, row.county), row.participations, numbers), language)


def _pair(projection: Projection, pair: CountyPair) -> dict[str, Any]:
    from graph_service.network.rounding import told

    ids = projection.counties.ids
    tested = {key: value for key, value in _tested(pair, pair.observed).items() if not key.startswith("q")}
    return {"a": ids[pair.county_a], "b": ids[pair.county_b], **tested, "km": told(pair.km)}

"""What the room `gaps` answers: rows of its jobs as data of its types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph_service.api.network.asking import Asked
from graph_service.api.network.candidate_answers import connection_of
from graph_service.api.network.completeness_answers import Reported
from graph_service.api.network.gap_rows import gap_data, numbers_of, place_of, tested
from graph_service.api.network.paging import Page
from graph_service.api.network.scopes import name_of, spoken
from graph_service.api.network.shared import sector_term
from graph_service.errors import Language, RequestError
from graph_service.query.pages import page_size

if TYPE_CHECKING:
    from graph_service.network.activity_gaps import ActivityGap
    from graph_service.network.county_pairs import CountyPair
    from graph_service.network.jobs.gaps import FamilyPage, OpennessPage
    from graph_service.network.openness import CountyOpenness
    from graph_service.network.projection import Projection

Rows = dict[str, Any]
_CANDIDATES = 20
_SENTENCES = ("candidates.nodes.sentence", "candidates.edges.node.sentence")


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
        lambda gap: gap_data(asked, gap, page.family_size, candidates.get(gap.id), reported),
        meta=asked.meta(told, "gaps"),
        familySize=page.family_size,
        attainable=page.attainable,
    )


def _verdicts(asked: Asked) -> tuple[str, ...] | None:
    given = asked.arguments.get("verdict")
    if given is not None and not given:
        raise RequestError("LIST_EMPTY", argument="verdict")
    return None if given is None else tuple(sorted({name_of(one) for one in given}))


async def _candidates(asked: Asked, level: str, ids: tuple[str, ...]) -> Rows:
    """Gap id to its candidates as a function of `first`; empty where none are selected."""
    if not ids or not asked.selects("candidates"):
        return {}
    most = asked.most_of("candidates", "first", _CANDIDATES)
    with_effects = asked.selects("candidates.nodes.effect", "candidates.edges.node.effect")
    told = await asked.job("gap_candidates", asked.scope(), level, ids, most, with_effects)
    found: Rows = {}
    for id_, page in told.value.items():
        whole = await connection_of(asked, told, page, Page(most, False, None, "candidates"), _SENTENCES)
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
        **tested(row, row.active),
        "minAttainableP": told(row.min_attainable_p),
        "sentence": lambda lang: _activity_sentence(projection, row, family, spoken(lang)),
        "completeness": reported.county(row.county),
    }


def _activity_sentence(projection: Projection, row: ActivityGap, family: int, language: Language) -> str:
    from graph_service.network.sentences import ActivityFacts, activity_sentence

    facts = ActivityFacts(
        place=place_of(projection, None, row.county),
        sector=row.sector,
        institutions=row.institutions,
        numbers=numbers_of(row, row.active, family),
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
        **tested(row, row.crossing),
        "share": told(row.share),
        "ei": told(row.ei),
        "sentence": lambda lang: _openness_sentence(projection, row, spoken(lang)),
    }


def _openness_sentence(projection: Projection, row: CountyOpenness, language: Language) -> str:
    from graph_service.network.sentences import OpennessFacts, openness_sentence

    numbers = numbers_of(row, row.crossing, len(projection.counties.ids))
    return openness_sentence(
        OpennessFacts(place_of(projection, None, row.county), row.participations, numbers), language
    )


def _pair(projection: Projection, pair: CountyPair) -> dict[str, Any]:
    from graph_service.network.rounding import told

    ids = projection.counties.ids
    told_of_pair = {key: value for key, value in tested(pair, pair.observed).items() if not key.startswith("q")}
    return {"a": ids[pair.county_a], "b": ids[pair.county_b], **told_of_pair, "km": told(pair.km)}

"""What the room `candidates` answers: rows of its job as data of its types."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from graph_service.api.network.asking import Asked
from graph_service.api.network.completeness_answers import Reported
from graph_service.api.network.gap_rows import gap_data
from graph_service.api.network.paging import Page, listed
from graph_service.api.network.persons import Counted
from graph_service.api.network.scopes import county_row, row_of, spoken
from graph_service.api.network.shared import before_after
from graph_service.errors import Language, RequestError
from graph_service.model.labels import INSTITUTION
from graph_service.writes.worklist import OPEN

if TYPE_CHECKING:
    from graph_service.network.candidates import Backtest, Candidate, ScorePart
    from graph_service.network.candidates import Estimate as Estimated
    from graph_service.network.candidates.logistic import Model
    from graph_service.network.jobs.candidates import CandidatePage, Effect
    from graph_service.network.jobs.told import Told
    from graph_service.network.projection import Projection
    from graph_service.network.tie_effect import RolesGained

Names = dict[str, tuple[str, str]]
_MOST_KM = 500


async def answer_candidates(asked: Asked) -> dict[str, Any]:
    """The data of a page of candidate pairs. Raises RequestError for a distance outside 0 to 500 km."""
    arguments = asked.arguments
    if not 0 <= arguments["maxKm"] <= _MOST_KM:
        raise RequestError("NUMBER_RANGE", argument="maxKm", least=0, most=_MOST_KM, value=arguments["maxKm"])
    institution = row_of(asked.projection.institutions.ids, arguments.get("institution"), INSTITUTION, "institutions")
    county = arguments.get("county")
    told = await asked.job(
        "candidates",
        asked.scope(),
        float(arguments["maxKm"]),
        arguments["crossSectorOnly"],
        institution,
        None if county is None else county_row(asked.projection, county),
        asked.selects("effect"),
        asked.page.window,
    )
    return await connection_of(asked, told, told.value, asked.page, ("sentence",))


async def connection_of(
    asked: Asked, told: Told, found: CandidatePage, page: Page, sentences: tuple[str, ...]
) -> dict[str, Any]:
    """The data of a connection of candidates; `sentences` is where in the root their sentences may be selected."""
    ids = asked.projection.institutions.ids
    ends = {ids[end] for row in found.rows.rows for end in (row.a, row.b)}
    names = await asked.names(sorted(ends)) if ends and asked.selects(*sentences) else {}
    reported = await Reported.of(asked)
    gaps = await _gaps(asked, found)
    items = asked.projection.worklist.pairs(*OPEN)
    effects = dict(zip((row.rank for row in found.rows.rows), found.effects, strict=False))
    return page.connection(
        found.rows,
        lambda row: {
            "workItem": items.get((row.a, row.b)) or items.get((row.b, row.a)),
            **_candidate(asked, found, row, effects.get(row.rank), reported, names),
            "gap": gaps.get(_block(asked.projection, row)),
        },
        meta=asked.meta(told, "candidates"),
        ranking=found.ranking,
        leftOut=found.left_out,
        backtest=_backtest(found.backtest),
        intercept=found.intercept,
    )


Block = tuple[int, int, int]


def _block(tables: Projection, row: Candidate) -> Block | None:
    """County and sectors of a pair, as rows; None where it is of two counties, or of none that is known."""
    from graph_service.network.projection import NONE

    places, kinds = tables.institutions.county, tables.institutions.sector
    if not places[row.a] == places[row.b] != NONE:
        return None
    low, high = sorted((int(kinds[row.a]), int(kinds[row.b])))
    return int(places[row.a]), low, high


async def _gaps(asked: Asked, found: CandidatePage) -> dict[Block | None, dict[str, Any]]:
    """The gaps that the pairs would work on, by block; read where they are selected."""
    blocks = {block for row in found.rows.rows if (block := _block(asked.projection, row)) is not None}
    if not blocks or not asked.selects("gap", "candidates.nodes.gap", "candidates.edges.node.gap"):
        return {}
    told = await asked.job("gap_rows", asked.scope(), tuple(sorted(blocks)))
    gaps, family = told.value
    reported = await Reported.of(asked)
    return {block: gap_data(asked, gap, family, None, reported) for block, gap in gaps.items()}


def _candidate(
    asked: Asked, found: CandidatePage, row: Candidate, effect: Effect | None, reported: Reported, names: Names
) -> dict[str, Any]:
    from graph_service.network.rounding import told

    tables = asked.projection
    ids = tables.institutions.ids
    mentors = Counted(row.shared_mentors, asked.may_read_people)
    partners = sorted(ids[one] for one in row.common_partners)
    return {
        "a": ids[row.a],
        "b": ids[row.b],
        "rank": row.rank,
        "probability": row.probability,
        "parts": [_part(part) for part in row.parts],
        "commonPartners": lambda **page: listed("commonPartners", partners, lambda id_: id_, page),
        "sharedMentorCount": mentors.told,
        "suppressed": mentors.is_suppressed,
        "mentorOffices": [tables.counties.ids[one] for one in row.mentor_counties],
        "sharedTrainings": [tables.sessions.ids[one] for one in row.sessions],
        "sharedThemes": [f"{_THEMES}{tables.themes[one]}" for one in row.themes],
        "distanceKm": told(row.km),
        "effect": None if effect is None else _effect(tables, row, effect),
        "sentence": lambda lang: _sentence(tables, row, names, spoken(lang)),
        "completeness": reported.lesser(row.a, row.b),
    }


_THEMES = "concept:goodPracticeTheme:"


def _part(part: ScorePart) -> dict[str, Any]:
    from graph_service.network.rounding import told
    from graph_service.network.sentences import PART_LABELS

    return {
        "code": part.code,
        "raw": told(part.raw),
        # Contributions and intercept add up to the logit of the probability, so all three are told in full.
        "contribution": part.contribution,
        "label": lambda lang: PART_LABELS[part.code].in_(spoken(lang)),
    }


def _sentence(tables: Projection, row: Candidate, names: Names, language: Language) -> str:
    from graph_service.network.sentences import CandidateFacts, candidate_sentence

    side = 0 if language == "hu" else 1
    ids, sectors = tables.institutions.ids, tables.institutions.sector
    facts = CandidateFacts(
        a=names[ids[row.a]][side],
        b=names[ids[row.b]][side],
        distance_km=row.km,
        common_partners=len(row.common_partners),
        has_shared_mentor=row.shared_mentors > 0,
        shared_trainings=len(row.sessions),
        shared_themes=len(row.themes),
        has_different_sectors=bool(sectors[row.a] != sectors[row.b]),
        probability=row.probability,
    )
    return candidate_sentence(facts, language)


def _effect(tables: Projection, row: Candidate, effect: Effect) -> dict[str, Any]:
    tie = effect.tie
    return {
        "componentsJoined": None if tie.joined is None else list(tie.joined),
        "constraintA": before_after(*tie.constraint_a),
        "constraintB": before_after(*tie.constraint_b),
        "countyDensity": [
            {"county": tables.counties.ids[one.county], "density": before_after(one.before, one.after)}
            for one in tie.densities
        ],
        "newlyWithinTwoHops": tie.newly_within_two_hops,
        "rolesGained": [
            *_gained(tables.institutions.ids[row.a], tie.roles_a),
            *_gained(tables.institutions.ids[row.b], tie.roles_b),
        ],
        "gap": _gap(tables, row, effect),
    }


def _gap(tables: Projection, row: Candidate, effect: Effect) -> dict[str, Any] | None:
    if effect.gap is None:
        return None
    before, after = effect.gap
    return {
        "county": tables.counties.ids[int(tables.institutions.county[row.a])],
        "observed": before_after(before.observed, after.observed),
        "pUnder": before_after(before.p_under, after.p_under),
    }


def _gained(institution: str, roles: RolesGained) -> list[dict[str, Any]]:
    counts = {
        "COORDINATOR": roles.coordinator,
        "ITINERANT": roles.itinerant,
        "BOUNDARY": roles.boundary,
        "LIAISON": roles.liaison,
    }
    return [{"institution": institution, "role": role, "gained": count} for role, count in counts.items() if count]


def estimate(found: Estimated) -> dict[str, Any] | None:
    """The data of an `Estimate`; None where it is not defined."""
    from graph_service.network.rounding import told

    if told(found.value) is None:
        return None
    return {
        "value": told(found.value),
        "low": told(found.low),
        "high": told(found.high),
        "level": found.level,
        "method": found.method,
    }


def _backtest(found: Backtest) -> dict[str, Any]:
    from graph_service.network.rounding import told

    return {
        "cut": date.fromordinal(max(found.cut, 1)).isoformat(),
        "horizonDays": found.horizon,
        "positives": found.positives,
        "candidates": found.candidates,
        "verdict": found.verdict,
        "auc": estimate(found.auc),
        "precisionAtK": estimate(found.precision),
        "k": found.k,
        "recallAt100": estimate(found.recall),
        "difference": estimate(found.against.difference),
        "baselines": [
            {"name": one.code, "auc": estimate(one.auc), "difference": estimate(one.difference)}
            for one in found.baselines
        ],
        "calibration": [
            {
                "low": told(one.low),
                "high": told(one.high),
                "pairs": one.pairs,
                "expected": told(one.expected),
                "observed": one.observed,
            }
            for one in found.calibration
        ],
        "weights": [] if found.newest is None else _weights(found.newest),
        "intercept": None if found.newest is None else found.newest.intercept,
        "sentence": lambda lang: _backtest_sentence(found, spoken(lang)),
    }


def _weights(model: Model) -> list[dict[str, Any]]:
    from graph_service.network.candidates import MODELLED

    columns = zip(MODELLED, model.weights.tolist(), model.mean.tolist(), model.scale.tolist(), strict=True)
    return [{"code": code, "weight": weight, "mean": mean, "sd": sd} for code, weight, mean, sd in columns]


def _counted(found: Backtest) -> int:
    """The new ties that the sentence speaks of: of the window that had too few, or of the one that was tested."""
    is_short = found.verdict == "TOO_FEW_POSITIVES"
    return min(found.positives, found.training_positives) if is_short else found.positives


def _backtest_sentence(found: Backtest, language: Language) -> str:
    from graph_service.network.candidates.backtest import FEWEST_POSITIVES
    from graph_service.network.sentences import BacktestFacts, backtest_sentence

    rule = found.against
    facts = BacktestFacts(
        verdict=found.verdict,
        positives=_counted(found),
        needed=FEWEST_POSITIVES,
        auc=found.auc.value,
        low=found.auc.low,
        high=found.auc.high,
        baseline=rule.code,
        baseline_auc=rule.auc.value,
    )
    return backtest_sentence(facts, language)

"""The planted answers, read from the plain rows."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict, deque
from datetime import date, timedelta

from graph_service.seeding.partners import VERDICTS
from tests.unit.seeding.chance import findings, verdicts
from tests.unit.seeding.reading import Reading

LAST = date(2019, 9, 15)
_ENDS = ((3, 31), (6, 30), (9, 30), (12, 31))
QUARTERS = [*[date(y, m, d) for y in (2016, 2017, 2018, 2019) for m, d in _ENDS][3:14], LAST]


def _planted(made: Reading, name: str) -> list[str]:
    return made.dataset.planted[name]


def test_targets_without_a_community(made: Reading) -> None:
    reached = {tie.to_id for tie in made.ties("REACHED")}
    based = {tie.to_id for tie in made.ties("BASED_IN")}
    assert (len(reached), len(reached - based)) == (360, 30)


def test_each_mentor_has_five_communities(made: Reading) -> None:
    loads = Counter(tie.from_id for tie in made.ties("MENTORS"))
    assert set(loads.values()) == {5}
    assert len(loads) == 72


def test_communities_without_activity(made: Reading) -> None:
    subject = {tie.from_id: tie.to_id for tie in made.ties("FOR")}
    last: dict[str, date] = defaultdict(lambda: date.min)
    for row in made.nodes("MentoringActivity"):
        last[subject[row["id"]]] = max(last[subject[row["id"]]], row["date"])
    quiet = sorted(id_ for id_, day in last.items() if day < LAST - timedelta(days=90))
    assert quiet == _planted(made, "23 communities without an activity in the last 90 days")
    assert len({made.county(id_) for id_ in quiet}) == len(quiet) == 18


def _assessments(made: Reading) -> dict[str, list[dict[str, object]]]:
    found = {id_: [made.rows[a] for a in ids] for id_, ids in made.ends("HAS_ASSESSMENT").items()}
    return {id_: sorted(rows, key=lambda row: row["assessedOn"]) for id_, rows in found.items()}


def _socialised(made: Reading) -> set[str]:
    return {
        id_
        for id_, rows in _assessments(made).items()
        if rows[-1]["degree"] != "none" and "documented" in str(rows[-1]["elementsMet"])
    }


def test_three_socialised_institutions_a_county_one_a_sector(made: Reading) -> None:
    counted = Counter((made.county(id_), made.rows[id_]["sector"]) for id_ in _socialised(made))
    assert set(counted.values()) == {1}
    assert len(counted) == 54


def test_socialised_institutions_without_trained_employee(made: Reading) -> None:
    trained = {tie.from_id for tie in made.ties("ATTENDED")}
    staff = made.starts("EMPLOYED_BY")
    found = sorted(id_ for id_ in _socialised(made) if not staff[id_] & trained)
    assert found == _planted(made, "25 socialised institutions without a trained employee")
    assert len(found) == 6


def test_levels_that_did_not_rise_and_passive_stances(made: Reading) -> None:
    found = _assessments(made)
    flat = sorted(
        id_
        for id_, rows in found.items()
        if any(b["participationLevel"] <= a["participationLevel"] for a, b in itertools.pairwise(rows))
    )
    passive = sorted(id_ for id_, rows in found.items() if any(row["stance"] == "both_passive" for row in rows))
    assert flat == _planted(made, "26 socialised institutions without a rise")
    assert passive == _planted(made, "26 institutions at both passive")
    assert (len(flat), len(passive)) == (9, 12)


def test_towns_without_a_link(made: Reading) -> None:
    partners = made.partners()
    towns: dict[str, dict[str, str]] = defaultdict(dict)
    for row in made.nodes("Institution"):
        place = made.settlement(row["id"])
        if made.rows[place]["legalStatus"] == "varos":
            towns[place][row["sector"]] = row["id"]
    bare = sorted(t for t, by in towns.items() if by["library"] not in partners[by["community_culture"]])
    assert bare == _planted(made, "21 towns without a link of library and cultural centre")
    assert (len(towns), len(bare)) == (85, 40)


def test_practices_never_adopted_outside(made: Reading) -> None:
    owner = {tie.to_id: tie.from_id for tie in made.ties("OWNS_PRACTICE")}
    outside = {t.to_id for t in made.ties("ADOPTED") if made.county(t.from_id) != made.county(owner[t.to_id])}
    found = sorted(id_ for id_ in owner if id_ not in outside)
    assert found == _planted(made, "27 good practices never adopted outside their county")
    assert len(found) == 24
    assert set(Counter(made.county(t.from_id) for t in made.ties("ADOPTED")).values()) == {12}


def test_processes_that_acted_first(made: Reading) -> None:
    entered: dict[str, dict[str, date]] = defaultdict(dict)
    for tie in made.ties("ENTERED"):
        day = tie.properties["on"]
        assert isinstance(day, date)
        entered[tie.from_id][tie.to_id.rsplit(":", 1)[1]] = day
    hasty = sorted(
        id_
        for id_, days in entered.items()
        if "action" in days and not days.get("situation_analysis", date.max) < days["action"]
    )
    assert hasty == _planted(made, "28 action before situation analysis")
    order = ("situation_analysis", "historical_exploration", "action", "programme", "evaluation", "sustaining")
    for id_, days in entered.items():
        if id_ not in hasty:
            steps = [days[phase] for phase in order if phase in days]
            assert steps == sorted(set(steps))
    assert len(hasty) == 12


def test_sample_projects_join_three_sectors(made: Reading) -> None:
    partners = made.starts("PARTNER_IN")
    for row in made.nodes("SampleProject"):
        sectors = {made.rows[id_].get("sector") for id_ in partners[row["id"]]}
        assert {"museum", "library", "community_culture"} <= sectors
    assert min(len(partners[row["id"]]) for row in made.nodes("TopProject")) >= 2


def test_respondents_add_up(made: Reading) -> None:
    external = [row["respondents"] for row in made.nodes("Measurement") if row["perspective"] == "external"]
    assert (len(external), sum(external), min(external) > 0) == (1080, 6856, True)


def test_trainings_are_full(made: Reading) -> None:
    seats = Counter(tie.to_id for tie in made.ties("ATTENDED", "Professional"))
    assert Counter(seats.values()) == {11: 24, 12: 18}
    assert len({tie.from_id for tie in made.ties("ATTENDED", "Professional")}) == 420
    done = {tie.from_id for tie in made.ties("ATTENDED", "Mentor") if tie.properties["completed"]}
    assert len(done) == 84


def test_events_before_and_after_the_last_day_in_each_county(made: Reading) -> None:
    place = {tie.from_id: tie.to_id for tie in made.ties("HELD_IN")}
    for low, high in ((-30, 0), (1, 30)):
        days = (LAST + timedelta(days=low), LAST + timedelta(days=high))
        events = [row["id"] for row in made.nodes("Event") if days[0] <= row["startDate"] <= days[1]]
        assert len({made.county(place[id_]) for id_ in events}) == 18


def test_isolated_institutions(made: Reading) -> None:
    busy = {tie.from_id for tie in made.ties("PARTICIPATES_IN", "Institution")}
    assert 720 - len(busy) == 108
    sizes = Counter(tie.to_id for tie in made.ties("PARTICIPATES_IN"))
    assert set(sizes.values()) <= {2, 3, 4, 5}


def _distances(neighbours: dict[str, set[str]], start: str) -> dict[str, int]:
    found, waiting = {start: 0}, deque([start])
    while waiting:
        here = waiting.popleft()
        for there in sorted(neighbours[here] - found.keys()):
            found[there] = found[here] + 1
            waiting.append(there)
    return found


def test_path_of_four_steps_has_nothing_shorter(made: Reading) -> None:
    neighbours: dict[str, set[str]] = defaultdict(set)
    for type_ in ("PARTICIPATES_IN", "MENTORS", "USES_SPACE_OF"):
        for tie in made.ties(type_):
            start = tie.properties.get("from")
            assert start is None or isinstance(start, date)
            neighbours[tie.from_id].add(tie.to_id)
            neighbours[tie.to_id].add(tie.from_id)
    path = _planted(made, "8 path of four steps in HU223")
    assert [made.labels[id_] for id_ in path] == ["Institution", "Community", "Mentor", "Community", "Institution"]
    assert all(there in neighbours[here] for here, there in itertools.pairwise(path))
    assert _distances(neighbours, path[0])[path[-1]] == 4
    assert {made.county(path[0]), made.county(path[-1])} == {"county:HU223"}


def test_cross_county_chain_is_the_only_way(made: Reading) -> None:
    partners = made.partners()
    chain = _planted(made, "8 cross-county chain of cooperation")
    assert partners[chain[0]] == {chain[1]}
    assert partners[chain[3]] == {chain[2]}
    assert chain[2] in partners[chain[1]]
    assert [made.county(id_)[-5:] for id_ in chain] == ["HU223", "HU223", "HU222", "HU222"]


def test_museums_and_libraries_meet_at_two_fifths_of_chance(made: Reading) -> None:
    """Of all collaborations; what holds of those of the last day is found by the method itself, tests/network."""
    sectors = {row["id"]: row["sector"] for row in made.nodes("Institution")}
    works: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for tie in made.ties("PARTICIPATES_IN", "Institution"):
        works[made.county(tie.from_id)][tie.to_id].append(tie.from_id)
    found = findings({county: list(by.values()) for county, by in works.items()}, sectors)
    pair = found["library", "museum"]
    assert 0.35 <= pair.observed / pair.expected <= 0.45
    assert verdicts(found) == VERDICTS


def _growth(days: dict[str, date]) -> list[int]:
    return [sum(day <= quarter for day in days.values()) for quarter in QUARTERS]


def test_indicators_grow_to_their_targets(made: Reading) -> None:
    series = {
        360: {t.to_id: t.properties["from"] for t in made.ties("MENTORS")},
        361: {t.to_id: t.properties["on"] for t in made.ties("REACHED")},
        72: {t.from_id: t.properties["from"] for t in made.ties("WORKS_AT")},
        18: {row["id"]: row["startDate"] for row in made.nodes("SampleProject")},
    }
    for target, days in series.items():
        values = _growth(days)  # type: ignore[arg-type]  # these properties are days
        assert values == sorted(values)
        assert len(set(values)) > 5
        assert values[-1] == target - target % 2

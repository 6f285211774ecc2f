"""The methodology teams' questions, 21 to 30."""

from __future__ import annotations

from typing import Any

from bench.questions.shapes.naming import DISADVANTAGE, Json, Row, named, paged, upper


def q21(answer: Any, given: dict[str, Any]) -> Json:
    total, institutions = answer
    nodes = [
        {
            "id": id_,
            "name": {"hu": hu, "en": en},
            "sector": sector.upper(),
            "settlement": {"id": place, "name": name, "legalStatus": status.upper()},
            "unlinkedNeighbours": {
                "totalCount": free,
                "nodes": [{"id": i, "name": {"hu": h, "en": e}, "sector": s.upper()} for i, h, e, s in neighbours],
            },
        }
        for id_, hu, en, sector, place, name, status, free, neighbours in institutions
    ]
    return {"institutions": paged(total, given, nodes)}


def q22(answer: Any, given: dict[str, Any]) -> Json:
    id_, total, places = answer
    edges = [
        {
            "on": day,
            "method": method.upper(),
            "node": {
                "__typename": "Settlement" if is_settlement else "SettlementPart",
                "id": i,
                "name": name,
                "population": people,
                "county": {"id": county, "name": {"hu": hu, "en": en}},
                "responsibleMentors": {"totalCount": mentors},
            },
        }
        for day, method, is_settlement, i, name, people, county, hu, en, mentors in places
    ]
    page = {"totalCount": total, "pageInfo": {"hasNextPage": total > given["first"]}, "edges": edges}
    return {"programme": {"id": id_, "reached": page}}


def q23(answer: Any, given: dict[str, Any]) -> Json:
    total, communities = answer
    nodes = [
        {
            "id": id_,
            "name": {"hu": hu, "en": en},
            "settlement": {"id": place, "name": name},
            "county": {"id": county, "name": {"hu": county_hu, "en": county_en}},
            "mentors": {"totalCount": mentors},
            "mentoring": {
                "totalCount": visits[0],
                "nodes": [{"id": i, "date": day, "type": type_.upper()} for i, day, type_ in visits[1]],
            },
        }
        for id_, hu, en, place, name, county, county_hu, county_en, mentors, visits in communities
    ]
    return {"communities": paged(total, given, nodes)}


def q24(answer: Any, given: dict[str, Any]) -> Json:
    total, mentors = answer
    nodes = [
        {
            "id": id_,
            "displayName": name,
            "county": county and named(*county),
            "farthestKm": km,
            "communities": {"totalCount": load},
        }
        for id_, name, county, km, load in mentors
    ]
    return {"mentors": paged(total, given, nodes)}


def q25(answer: Any, given: dict[str, Any]) -> Json:
    total, institutions = answer
    nodes = [
        {
            "id": id_,
            "name": {"hu": hu, "en": en},
            "sector": sector.upper(),
            "socialisedSince": since,
            "county": {"id": county, "name": {"hu": county_hu, "en": county_en}},
            "professionals": {"totalCount": professionals},
        }
        for id_, hu, en, sector, since, county, county_hu, county_en, professionals in institutions
    ]
    return {"institutions": paged(total, given, nodes)}


def q26(answer: Any, given: dict[str, Any]) -> Json:
    total, institutions = answer
    return {"institutions": paged(total, given, [_assessed(*row) for row in institutions])}


def _assessed(id_: str, hu: str, en: str, sector: str, county: Row, change: int | None, newest: Row) -> Json:
    return {
        "id": id_,
        "name": {"hu": hu, "en": en},
        "sector": sector.upper(),
        "county": named(*county),
        "participationLevelChange": change,
        "latestAssessment": {
            "id": newest[0],
            "assessedOn": newest[1],
            "participationLevel": newest[2],
            "degree": newest[3].upper(),
            "stance": upper(newest[4]),
        },
    }


def q27(answer: Any, given: dict[str, Any]) -> Json:
    practices, settlements = answer
    practice_nodes = [
        {
            "id": id_,
            "title": {"hu": hu, "en": en},
            "adoptersElsewhere": elsewhere,
            "themes": {"nodes": [{"id": i, "code": code, "name": {"hu": h, "en": e}} for i, code, h, e in themes]},
            "owners": {"nodes": [{"id": i, "settlement": _home(*place)} for i, place in owners]},
            "adopters": {"totalCount": adopters},
        }
        for id_, hu, en, elsewhere, themes, owners, adopters in practices[1]
    ]
    settlement_nodes = [
        {
            "id": id_,
            "name": name,
            "population": people,
            "disadvantage": DISADVANTAGE[disadvantage],
            "county": named(*counties[0]),
            "communities": {"nodes": [named(*row) for row in groups]},
        }
        for id_, name, people, disadvantage, counties, groups in settlements[1]
    ]
    return {
        "goodPractices": paged(practices[0], given, practice_nodes),
        "settlements": {"totalCount": settlements[0], "nodes": settlement_nodes},
    }


def _home(id_: str, name: str, people: int, disadvantage: str, county: str, nuts3: str) -> Json:
    return {
        "id": id_,
        "name": name,
        "population": people,
        "disadvantage": DISADVANTAGE[disadvantage],
        "county": {"id": county, "nuts3": nuts3},
    }


def q28(answer: Any, given: dict[str, Any]) -> Json:
    total, processes = answer
    nodes = [
        {
            "id": id_,
            "startedOn": start,
            "currentPhase": phase.upper(),
            "community": {**named(*home[:3]), "county": named(*home[3:])},
            "phases": {
                "edges": [
                    {"on": day, "node": {"id": i, "code": code, "name": {"hu": h, "en": e}}}
                    for day, i, code, h, e in phases
                ]
            },
        }
        for id_, start, phase, phases, home in processes
    ]
    return {"developmentProcesses": paged(total, given, nodes)}


def q29(answer: Any, given: dict[str, Any]) -> Json:
    samples, tops = answer
    sample_nodes = [
        {
            "id": id_,
            "name": {"hu": hu, "en": en},
            "startDate": start,
            "partners": {
                "totalCount": total,
                "nodes": [
                    {"__typename": type_, "id": i, "name": {"hu": h, "en": e}, "sector": s.upper()}
                    if type_ == "Institution"
                    else {"__typename": type_, "id": i, "name": {"hu": h, "en": e}}
                    for type_, i, h, e, s in partners
                ],
            },
        }
        for id_, hu, en, start, total, partners in samples[1]
    ]
    top_nodes = [
        {
            "id": id_,
            "name": {"hu": hu, "en": en},
            "startDate": start,
            "partners": {"totalCount": total, "nodes": [named(*row) for row in partners]},
        }
        for id_, hu, en, start, total, partners in tops[1]
    ]
    return {
        "sampleProjects": paged(samples[0], given, sample_nodes),
        "topProjects": {"totalCount": tops[0], "nodes": top_nodes},
    }


def q30(answer: Any, given: dict[str, Any]) -> Json:
    total, institutions = answer
    nodes = [
        {
            "id": id_,
            "name": {"hu": hu, "en": en},
            "sector": sector.upper(),
            "settlement": {"id": place, "name": name},
            "possiblePartners": {"totalCount": near, "edges": [_partner(*row) for row in partners]},
        }
        for id_, hu, en, sector, place, name, near, partners in institutions
    ]
    return {"institutions": paged(total, given, nodes)}


def _partner(weight: int, km: float, id_: str, hu: str, en: str, sector: str, place: Row, common: Row) -> Json:
    return {
        "weight": weight,
        "km": km,
        "node": {
            "id": id_,
            "name": {"hu": hu, "en": en},
            "sector": sector.upper(),
            "settlement": {"id": place[0], "name": place[1]},
        },
        "commonPartners": {"totalCount": weight, "nodes": [named(*row) for row in common]},
    }

"""The analysts' questions, 1 to 10."""

from __future__ import annotations

from typing import Any

from bench.questions.shapes.naming import Json, Row, name_of, named, paged, rounded


def q01(answer: Any, given: dict[str, Any]) -> Json:
    id_, hu, en, total, pairs, alone, loners = answer
    return {
        "county": {
            "id": id_,
            "name": name_of(hu, en),
            "cooperation": paged(
                total,
                given,
                [
                    {
                        "institutions": [
                            {
                                "id": i,
                                "name": {"hu": h, "en": e},
                                "sector": s.upper(),
                                "settlement": {"name": place[0]},
                                "county": {"nuts3": place[1]},
                            }
                            for i, h, e, s, place in two
                        ],
                        "weight": weight,
                        "since": since,
                        "types": [type_.upper() for type_ in types],
                        "crossSector": sector,
                        "crossCounty": county,
                        "collaborations": {
                            "totalCount": shared,
                            "nodes": [
                                {
                                    "id": i,
                                    "name": {"hu": h, "en": e},
                                    "type": type_.upper(),
                                    "startDate": start,
                                    "endDate": end,
                                    "agreementSigned": signed,
                                    "sources": {"nodes": [{"title": title, "url": url} for title, url in sources]},
                                }
                                for i, h, e, type_, start, end, signed, sources in works
                            ],
                        },
                    }
                    for two, weight, since, types, sector, county, shared, works in pairs
                ],
            ),
            "institutions": {
                "totalCount": alone,
                "nodes": [
                    {"id": i, "name": {"hu": h, "en": e}, "sector": s.upper(), "settlement": {"name": place}}
                    for i, h, e, s, place in loners
                ],
            },
        }
    }


def q02(answer: Any, given: dict[str, Any]) -> Json:
    programme, mentored, active, trained, socialised, professionals, samples = answer
    id_, hu, en, total, indicators, reached = programme
    return {
        "programme": {
            "id": id_,
            "name": name_of(hu, en),
            "indicators": {"totalCount": total, "nodes": [_indicator(*row) for row in indicators]},
            "reached": {"totalCount": reached},
        },
        "mentored": {"totalCount": mentored},
        "active": {"totalCount": active},
        "trained": {"totalCount": trained},
        "socialised": {"totalCount": socialised},
        "professionals": {"totalCount": professionals},
        "sampleProjects": {"totalCount": samples},
    }


def _indicator(
    id_: str,
    code: str,
    kind: str,
    hu: str,
    en: str,
    unit_hu: str,
    unit_en: str,
    target: int,
    base: Any,
    now: Row,
    said: Row,
) -> Json:
    return {
        "id": id_,
        "code": code,
        "kind": kind.upper(),
        "name": {"hu": hu, "en": en},
        "unit": {"hu": unit_hu, "en": unit_en},
        "target": target,
        "baseline": base,
        "computed": now and {"value": now[0], "asOf": now[1]},
        "reported": {
            "nodes": [
                {
                    "value": value,
                    "asOf": day,
                    "note": note,
                    "sources": {"nodes": [{"key": key, "title": title, "url": url} for key, title, url in sources]},
                }
                for value, day, note, sources in said
            ]
        },
    }


def q04(answer: Any, given: dict[str, Any]) -> Json:
    total, counties = answer
    nodes = [
        {
            "id": id_,
            "nuts3": code,
            "name": {"hu": hu, "en": en},
            "population": people,
            "cooperationRate": rate,
            "cooperation": {"totalCount": ties},
        }
        for id_, code, hu, en, people, rate, ties in counties
    ]
    return {"counties": {"totalCount": total, "nodes": nodes}}


def q05(answer: Any, given: dict[str, Any]) -> Json:
    total, institutions = answer
    nodes = [
        {
            "id": id_,
            "name": {"hu": hu, "en": en},
            "sector": sector.upper(),
            "county": named(*counties[0]),
            "bridges": {"totalCount": bridges, "aggregate": {"sector": {"countDistinct": sectors}}},
            "otherCounties": {"totalCount": others},
        }
        for id_, hu, en, sector, counties, bridges, sectors, others in institutions
    ]
    return {"institutions": paged(total, given, nodes)}


def q09(answer: Any, given: dict[str, Any]) -> Json:
    none: Row = [0, 0, None, None, None]
    found = {won: row for won, row in answer}
    return {"with": _settlements(*found.get(True, none)), "without": _settlements(*found.get(False, none))}


def _settlements(count: int, total: int, mean: float | None, most: int | None, people: float | None) -> Json:
    return {
        "totalCount": count,
        "aggregate": {
            "communitiesCount": {
                "sum": float(total),
                "avg": rounded(mean),
                "max": None if most is None else float(most),
            },
            "population": {"avg": rounded(people)},
        },
    }

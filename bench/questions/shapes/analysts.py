"""The analysts' questions, 1 to 10."""

from __future__ import annotations

from typing import Any

from bench.questions.shapes.naming import Json, Row, key_of, name_of, named, paged, rounded


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


def q03(answer: Any, given: dict[str, Any]) -> Json:
    programme, mentors, institutions = answer
    id_, reached, indicators = programme
    return {
        "programme": {
            "id": id_,
            "reached": _grown(reached, "ON_QUARTER", has_more=reached[1] > given["first"]),
            "indicators": {
                "nodes": [
                    {
                        "id": i,
                        "code": code,
                        "name": {"hu": hu, "en": en},
                        "values": {"nodes": [{"asOf": day, "value": value} for day, value in values]},
                    }
                    for i, code, hu, en, values in indicators
                ]
            },
        },
        "mentors": _grown(mentors, "JOINED_ON_QUARTER"),
        "institutions": _grown(institutions, "SOCIALISED_SINCE_QUARTER"),
    }


def _grown(found: Row, quarter: str, *, has_more: bool | None = None) -> Json:
    """Rows by quarter and county."""
    total, groups, rows = found
    page = {} if has_more is None else {"pageInfo": {"hasNextPage": has_more}}
    nodes = [
        {
            "key": [
                {"field": quarter, "value": f"{year}-Q{number}", "label": None},
                {"field": "COUNTY", "value": county, "label": county and {"hu": hu, "en": en}},
            ],
            "count": count,
        }
        for year, number, county, hu, en, count in rows
    ]
    return {"totalCount": total, "groupBy": {"totalCount": groups, **page, "nodes": nodes}}


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


def q06(answer: Any, given: dict[str, Any]) -> Json:
    id_, hu, en, [total, groups, rows] = answer
    nodes = [
        {
            "key": [
                {"field": "WAVE_NO", "value": str(number), "label": None},
                key_of("DISTRICT_DISADVANTAGE", "districtDisadvantage", code),
            ],
            "count": count,
            "aggregate": {"value": {"avg": rounded(mean), "min": least, "max": most}},
        }
        for number, code, count, mean, least, most in rows
    ]
    return {
        "concept": {
            "id": id_,
            "name": name_of(hu, en),
            "measurements": {
                "totalCount": total,
                "groupBy": {"totalCount": groups, "pageInfo": {"hasNextPage": groups > given["first"]}, "nodes": nodes},
            },
        }
    }


def q07(answer: Any, given: dict[str, Any]) -> Json:
    [total, places, types], institutions = answer
    place_nodes = [
        {
            "key": [
                {"field": "EMPLOYER_COUNTY", "value": county, "label": county and {"hu": hu, "en": en}},
                key_of("EMPLOYER_SECTOR", "sector", sector),
            ],
            "count": count,
            "aggregate": {"attendedCount": {"avg": rounded(mean)}},
        }
        for county, hu, en, sector, count, mean in places[1]
    ]
    type_nodes = [
        {"key": [key_of("EMPLOYER_INSTITUTION_TYPE", "institutionType", type_)], "count": count}
        for type_, count in types[1]
    ]
    socialised_nodes = [
        {
            "key": [{"field": "SOCIALISED", "value": None if is_ is None else str(is_).lower(), "label": None}],
            "count": n,
        }
        for is_, n in institutions
    ]
    page = {"hasNextPage": places[0] > given["first"]}
    return {
        "professionals": {
            "totalCount": total,
            "groupBy": {"totalCount": places[0], "pageInfo": page, "nodes": place_nodes},
            "byType": {"totalCount": types[0], "nodes": type_nodes},
        },
        "institutions": {
            "totalCount": sum(count for _, count in institutions),
            "groupBy": {"nodes": socialised_nodes},
        },
    }


def q08(answer: Any, given: dict[str, Any]) -> Json:
    if answer is None:
        return {"paths": {"truncated": False, "totalCount": 0, "nodes": []}}
    nodes, ties = answer
    steps = [{"relationship": None, "node": _member(*nodes[0])}] + [
        {
            "relationship": {"type": "COOPERATES_WITH", "from": since, "source": source, "target": target},
            "node": _member(*node),
        }
        for node, (since, source, target) in zip(nodes[1:], ties, strict=True)
    ]
    return {"paths": {"truncated": False, "totalCount": 1, "nodes": [{"length": len(ties), "steps": steps}]}}


def _member(id_: str, hu: str, en: str, sector: str, county: Row) -> Json:
    return {**named(id_, hu, en), "sector": sector.upper(), "county": named(*county)}


def q10(answer: Any, given: dict[str, Any]) -> Json:
    total, changes = answer
    nodes = [
        {
            "on": day,
            "change": change,
            "relationship": {"type": type_, "key": key, "from": begun, "to": ended},
            "source": {"id": source[0], "name": name_of(*source[2:])} if source[1] else {"id": source[0]},
            "target": _target(*target),
        }
        for day, change, type_, key, begun, ended, source, target in changes
    ]
    return {"networkChanges": paged(total, given, nodes)}


def _target(id_: str, kind: int, hu: str, en: str | None) -> Json:
    """Named, titled, or a person."""
    return {"id": id_} if kind == 0 else {"id": id_, ("title" if kind == 2 else "name"): {"hu": hu, "en": en}}

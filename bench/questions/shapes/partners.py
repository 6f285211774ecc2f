"""The partner sites' questions, 11 to 20."""

from __future__ import annotations

from typing import Any

from bench.questions.shapes.naming import (
    Json,
    name_of,
    named,
    paged,
    place_of,
    point_of,
    summary_of,
    type_of,
    upper,
    words_of_type,
)


def q11(answer: Any, given: dict[str, Any]) -> Json:
    id_, name, people, status, x, y, county, communities, institutions, parts, events = answer
    office = county[3]
    return {
        "settlement": {
            "id": id_,
            "name": name,
            "population": people,
            "legalStatus": status.upper(),
            "location": point_of(x, y),
            "county": {
                "id": county[0],
                "name": name_of(county[1], county[2]),
                "office": office
                and {
                    "id": office[0],
                    "name": name_of(office[1], office[2]),
                    "address": office[3],
                    "settlement": place_of(*office[4]),
                },
            },
            "communities": {
                "totalCount": communities[0],
                "nodes": [
                    {
                        "id": i,
                        "name": {"hu": h, "en": e},
                        "memberCount": members,
                        "themes": [theme.upper() for theme in themes],
                    }
                    for i, h, e, members, themes in communities[1]
                ],
            },
            "institutions": {
                "totalCount": institutions[0],
                "nodes": [
                    {"id": i, "name": {"hu": h, "en": e}, "sector": s.upper(), "institutionType": type_.upper()}
                    for i, h, e, s, type_ in institutions[1]
                ],
            },
            "parts": {
                "nodes": [
                    {
                        "id": i,
                        "name": n,
                        "communities": {"nodes": [named(*row) for row in groups]},
                        "institutions": {"nodes": [named(*row) for row in houses]},
                    }
                    for i, n, groups, houses in parts
                ]
            },
            "events": {
                "totalCount": events[0],
                "nodes": [
                    {"id": i, "name": {"hu": h, "en": e}, "type": type_.upper(), "startDate": start, "endDate": end}
                    for i, h, e, type_, start, end in events[1]
                ],
            },
        }
    }


def q12(answer: Any, given: dict[str, Any]) -> Json:
    total, practices = answer
    nodes = [
        {
            "id": id_,
            "title": {"text": title},
            "summary": None if summary is None else {"text": summary},
            "owners": {
                "nodes": [
                    {"id": i, "name": {"hu": h, "en": e}, "settlement": {"id": place[0], "name": place[1]}}
                    for i, h, e, place in owners
                ]
            },
        }
        for id_, title, summary, owners in practices
    ]
    return {"goodPractices": paged(total, given, nodes)}


def q13(answer: Any, given: dict[str, Any]) -> Json:
    id_, hu, en, total, institutions = answer
    nodes = [
        {
            "id": i,
            "name": {"hu": h, "en": e},
            "sector": s.upper(),
            "institutionType": type_.upper(),
            "socialised": socialised,
            "location": None if x is None else {"longitude": x, "latitude": y},
            "settlement": {"id": place, "name": n, "location": {"longitude": place_x, "latitude": place_y}},
        }
        for i, h, e, s, type_, socialised, x, y, place, n, place_x, place_y in institutions
    ]
    return {"county": {"id": id_, "name": name_of(hu, en), "institutions": paged(total, given, nodes)}}


def q14(answer: Any, given: dict[str, Any]) -> Json:
    total, hits, types, counties = answer
    return {
        "search": {
            "totalCount": min(total, 2000),
            "truncated": total > 2000,
            "pageInfo": {"hasNextPage": total > given["first"]},
            "nodes": [_hit(*row) for row in hits],
            "facets": {
                "types": [_type(prefix, count) for prefix, count in types],
                "counties": [{"county": named(i, hu, en), "count": count} for i, hu, en, count in counties],
            },
        }
    }


def _hit(id_: str, hu: str, en: str | None, title_hu: str, title_en: str | None, *county: str | None) -> Json:
    label = type_of(id_)
    node = {"__typename": label, "id": id_}
    if label in _PARTICIPANTS:
        return {**node, "name": {"hu": hu, "en": en}, "county": named(*county)}
    if label in _UNDERTAKINGS:
        return {**node, "name": {"hu": hu, "en": en}}
    if label == "Event":
        return {**node, "name": {"hu": hu, "en": en}, "place": named(*county) if county[0] else None}
    if label == "GoodPractice":
        return {**node, "title": {"hu": title_hu, "en": title_en}}
    return {**node, "titleHu": title_hu, "titleEn": title_en} if label == "Publication" else node


_PARTICIPANTS = frozenset(
    ("Institution", "Community", "Municipality", "CivilOrganisation", "ChurchOrganisation", "OtherOrganisation")
) | {"ConsortiumMember", "CountyOffice"}
_UNDERTAKINGS = frozenset(("Collaboration", "Programme", "SampleProject", "TopProject", "VolunteerProgramme"))


def _type(prefix: str, count: int) -> Json:
    value, hu, en = words_of_type(prefix)
    return {"value": value, "label": {"hu": hu, "en": en}, "count": count}


def q15(answer: Any, given: dict[str, Any]) -> Json:
    total, cards = answer
    nodes = [
        {
            "id": id_,
            "name": {"hu": hu, "en": en},
            "summary": summary_of(summary_hu, summary_en),
            "startDate": start,
            "endDate": end,
            "grantHuf": grant,
            "status": status.upper(),
            "settlements": {"nodes": [{"id": i, "name": n} for i, n in places]},
            "partners": {
                "totalCount": partners[0],
                "edges": [
                    {"role": role.upper(), "node": {"__typename": type_, "id": i, "name": {"hu": h, "en": e}}}
                    for role, type_, i, h, e in partners[1]
                ],
            },
            "results": {
                "totalCount": results[0],
                "nodes": [
                    {
                        "__typename": type_,
                        "id": i,
                        ("name" if type_ == "Collaboration" else "title"): {"hu": h, "en": e},
                    }
                    for type_, i, h, e in results[1]
                ],
            },
        }
        for id_, hu, en, summary_hu, summary_en, start, end, grant, status, places, partners, results in cards
    ]
    return {"sampleProjects": paged(total, given, nodes)}


def q16(answer: Any, given: dict[str, Any]) -> Json:
    total, events = answer
    nodes = [
        {
            "id": id_,
            "name": {"hu": hu, "en": en},
            "type": type_.upper(),
            "startDate": start,
            "endDate": end,
            "settlement": {"id": place, "name": name},
            "series": named(*series[0]) if series else None,
            "organisers": {"nodes": [named(*row) for row in organisers]},
        }
        for id_, hu, en, type_, start, end, place, name, series, organisers in events
    ]
    return {"events": paged(total, given, nodes)}


def q17(answer: Any, given: dict[str, Any]) -> Json:
    total, publications = answer
    nodes = [
        {
            "id": id_,
            "titleHu": hu,
            "titleEn": en,
            "type": type_.upper(),
            "audience": upper(audience),
            "year": year,
            "languages": languages,
            "isbn": isbn,
            "url": url,
            "describes": {
                "nodes": [
                    {"__typename": row[0], "id": row[1], "name": {"hu": row[2], "en": row[3]}}
                    if len(row) == 4
                    else {"__typename": row[0], "id": row[1]}
                    for row in described
                ]
            },
        }
        for id_, hu, en, type_, audience, year, languages, isbn, url, described in publications
    ]
    return {"publications": paged(total, given, nodes)}


def q18(answer: Any, given: dict[str, Any]) -> Json:
    total, quests = answer
    nodes = [
        {
            "id": id_,
            "name": {"hu": hu, "en": en},
            "points": points,
            "active": active,
            "introduces": {"id": i, "name": {"hu": h, "en": e}, "settlement": {"id": place, "name": name}},
            "stats": {
                "totalCount": stats[0],
                "aggregate": {
                    "starts": {"sum": float(stats[1])},
                    "completions": {"sum": float(stats[2])},
                    "teams": {"sum": float(stats[3])},
                },
            },
        }
        for id_, hu, en, points, active, i, h, e, place, name, stats in quests
    ]
    return {"quests": paged(total, given, nodes)}


def q19(answer: Any, given: dict[str, Any]) -> Json:
    id_, hu, en, sector, type_, operator, socialised, since, level, place, assessed, partners, helped, practices = (
        answer
    )
    return {
        "institution": {
            "id": id_,
            "name": name_of(hu, en),
            "sector": sector.upper(),
            "institutionType": type_.upper(),
            "operatorType": operator.upper(),
            "socialised": socialised,
            "socialisedSince": since,
            "participationLevel": level,
            "settlement": place_of(place[0], place[1]),
            "county": named(*place[2:]),
            "assessments": {
                "totalCount": assessed[0],
                "nodes": [
                    {
                        "id": i,
                        "assessedOn": day,
                        "participationLevel": reached,
                        "degree": degree.upper(),
                        "elementsMet": [element.upper() for element in elements],
                        "stance": upper(stance),
                    }
                    for i, day, reached, degree, elements, stance in assessed[1]
                ],
            },
            "cooperatesWith": {
                "totalCount": partners[0],
                "edges": [
                    {
                        "weight": weight,
                        "since": day,
                        "types": [one.upper() for one in types],
                        "node": {"id": i, "name": {"hu": h, "en": e}, "sector": s.upper()},
                    }
                    for weight, day, types, i, h, e, s in partners[1]
                ],
            },
            "volunteerProgrammes": {
                "totalCount": helped[0],
                "nodes": [
                    {
                        "id": i,
                        "name": {"hu": h, "en": e},
                        "form": form.upper(),
                        "startDate": start,
                        "endDate": end,
                        "volunteerCount": people,
                        "hoursPerYear": hours,
                    }
                    for i, h, e, form, start, end, people, hours in helped[1]
                ],
            },
            "practices": {
                "totalCount": practices[0],
                "nodes": [
                    {"id": i, "title": {"hu": h, "en": e}, "publishedOn": day, "reviewStatus": status.upper()}
                    for i, h, e, day, status in practices[1]
                ],
            },
        }
    }


def q20(answer: Any, given: dict[str, Any]) -> Json:
    total, changed = answer
    nodes = [
        {
            "__typename": type_of(id_),
            "id": id_,
            "updatedAt": moment.iso_format().replace("+00:00", "Z").replace(".000000000", ""),
            "dataOrigin": origin.upper(),
        }
        for id_, moment, origin in changed
    ]
    return {"everything": paged(total, given, nodes)}

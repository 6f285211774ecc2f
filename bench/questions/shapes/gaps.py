"""The methodology teams' questions, 21 to 30."""

from __future__ import annotations

from typing import Any

from bench.questions.shapes.naming import Json, named, paged


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

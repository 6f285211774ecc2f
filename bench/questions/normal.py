"""One JSON for the answers of all sides: stored codes, flat names, plain lists. Nothing is sorted or left out."""

from __future__ import annotations

from typing import Any

Json = Any  # parsed JSON; each function below raises KeyError or TypeError for a shape it does not know


_CURSORS = frozenset({"cursor", "startCursor", "endCursor"})


def without_cursors(data: Json) -> Json:
    """From `data` of our answer, or of the hand-written endpoint, which makes the same JSON but for our cursors."""
    if isinstance(data, dict):
        return {name: without_cursors(value) for name, value in data.items() if name not in _CURSORS}
    return [without_cursors(item) for item in data] if isinstance(data, list) else data


def ours_one_row(data: Json) -> Json:
    """From `data` of our answer."""
    row = data["institution"]
    return {
        **row,
        "name": dict(row["name"]),
        "sector": _code(row["sector"]),
        "institutionType": _code(row["institutionType"]),
    }


def hand_one_row(data: Json) -> Json:
    """The hand-written statement already has the shape and the stored codes."""
    return data["institution"]


def rival_one_row(data: Json) -> Json:
    """From the one item of the rival's list."""
    (row,) = data["institutions"]
    name = {"hu": row["nameHu"], "en": row["nameEn"]}
    return {**{key: value for key, value in row.items() if key not in ("nameHu", "nameEn")}, "name": name}


def ours_nested(data: Json) -> Json:
    """From `data` of our answer: connections become lists."""
    return [
        {**_organisation(node), **_taking_part(node["collaborations"], _our_edge)}
        for node in data["institutions"]["nodes"]
    ]


def hand_nested(data: Json) -> Json:
    """The hand-written endpoint answers in our shape, with stored codes; they stay what they are."""
    return ours_nested(data)


def rival_nested(data: Json) -> Json:
    """From the rival's list and its connections."""
    return [
        {**_flat_organisation(node), **_taking_part(node["collaborationsConnection"], _rival_edge)}
        for node in data["institutions"]
    ]


def _taking_part(connection: Json, edge: Any) -> Json:
    return {"total": connection["totalCount"], "collaborations": [edge(one) for one in connection["edges"]]}


def _our_edge(edge: Json) -> Json:
    node = edge["node"]
    return {
        "role": _code(edge["role"]),
        "id": node["id"],
        "name": node["name"]["hu"],
        "type": _code(node["type"]),
        "startDate": node["startDate"],
        "partners": [_organisation(one) for one in node["institutions"]["nodes"]],
        "total": node["institutions"]["totalCount"],
    }


def _rival_edge(edge: Json) -> Json:
    node = edge["node"]
    return {
        "role": edge["properties"]["role"],
        "id": node["id"],
        "name": node["nameHu"],
        "type": node["type"],
        "startDate": node["startDate"],
        "partners": [_flat_organisation(one["node"]) for one in node["institutionsConnection"]["edges"]],
        "total": node["institutionsConnection"]["totalCount"],
    }


def _organisation(node: Json) -> Json:
    return {"id": node["id"], "name": node["name"]["hu"], "sector": _code(node["sector"])}


def _flat_organisation(node: Json) -> Json:
    return {"id": node["id"], "name": node["nameHu"], "sector": node["sector"]}


def _code(value: str) -> str:
    """The stored code of an enum value: LIBRARY is `library`; a stored code stays."""
    return value.lower()

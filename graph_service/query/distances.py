"""Great-circle distances in plain Cypher: the engines' own functions take two different radii."""

from __future__ import annotations

# Twice the mean radius of the Earth, 6371.0088 km.
_DIAMETER_KM = 12742.0176


def distance_cypher(here: str, x: str, y: str) -> str:
    """The distance in kilometres between the point `here` and one at `x`, `y` degrees, by the haversine."""
    half = (
        f"sin(radians({here}.y - {y}) / 2)^2 + "
        f"cos(radians({y})) * cos(radians({here}.y)) * sin(radians({here}.x - {x}) / 2)^2"
    )
    return f"{_DIAMETER_KM} * asin(sqrt({half}))"

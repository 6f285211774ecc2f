"""Great-circle distances on the sphere of the Earth's mean radius, over points in WGS84 degrees."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from graph_service.network.projection import Floats

EARTH_KM = 6371.0088
"""Mean radius of the Earth in kilometres (IUGG, GRS 80)."""


def km_between(latitude: ArrayLike, longitude: ArrayLike, to_latitude: ArrayLike, to_longitude: ArrayLike) -> Floats:
    """Kilometres between points, broadcast against each other; nan where a coordinate is nan. By the haversine."""
    lat, lon, to_lat, to_lon = (
        np.radians(np.asarray(each, dtype=np.float64)) for each in (latitude, longitude, to_latitude, to_longitude)
    )
    halves = np.sin((to_lat - lat) / 2) ** 2 + np.cos(lat) * np.cos(to_lat) * np.sin((to_lon - lon) / 2) ** 2
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.minimum(halves, 1.0))), dtype=np.float64)


def directions(latitude: ArrayLike, longitude: ArrayLike) -> Floats:
    """Unit vectors of points, three columns: the nearer on the sphere, the nearer in a straight line."""
    lat, lon = (np.radians(np.asarray(each, dtype=np.float64)) for each in (latitude, longitude))
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=-1)

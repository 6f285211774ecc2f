"""The extra `analysis`: which of its packages are not installed here. Looking imports none of them."""

from __future__ import annotations

import importlib.util

_ANALYSIS = ("numpy", "scipy", "rustworkx", "graspologic_native")


def missing_for_analysis() -> tuple[str, ...]:
    """The packages of the extra that are not there; empty where network analysis can run."""
    return tuple(name for name in _ANALYSIS if importlib.util.find_spec(name) is None)

"""Questions that ask for analysis are asked of a service with a desk."""

from tests.analysis.conftest import analysis, desk

__all__ = ["analysis", "desk"]

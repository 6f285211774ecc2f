"""What the graph holds: declared once in `domain/`, read by everything else through `load_model()`."""

from __future__ import annotations

from functools import cache

from graph_service.model.build import build_model
from graph_service.model.check import check_model
from graph_service.model.structure import Model


@cache
def load_model() -> Model:
    """The checked model of `graph_service.model.domain`. Raises TypeError with every disagreement."""
    model = build_model()
    problems = check_model(model)
    if problems:
        raise TypeError("the model disagrees with itself:\n" + "\n".join(problems))
    return model

"""How the hand-written endpoint names the rows of its statements: the JSON that our document of the question gives.

Written as a good programmer would, one expression an object: the database sends lists, the names are put here, which
was measured faster than maps over the wire (see README.md). Only cursors are missing: no other side can make ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from types import ModuleType
from typing import Any

from bench.questions.shapes import analysts, gaps, partners

Shape = Callable[[Any, dict[str, Any]], Any]
"""What a statement returned, and the variables of the request, to the `data` of an answer."""


def _shapes(*modules: ModuleType) -> dict[str, Shape]:
    """The public functions of the modules: `q01` names the rows of `q01.cypher`."""
    return {name: shape for module in modules for name, shape in vars(module).items() if _QUESTION.fullmatch(name)}


_QUESTION = re.compile(r"q\d\d")
SHAPES = _shapes(analysts, partners, gaps)

"""The number of the data, or of a part of it: of a county, or of all nodes with a label. Each is a node of its own."""

from __future__ import annotations

import re
from typing import Any

from graph_service.errors import RequestError
from graph_service.model.structure import Model
from graph_service.query.inputs import getter
from graph_service.query.parameters import Bind
from graph_service.query.plan import Version
from graph_service.query.selection import SelectedField

ROOT = "dataVersion"
_PREFIX = "county:"
_NUTS3 = re.compile(r"[A-Z]{2}[A-Z0-9]{3}\Z")


def planned_version(model: Model, selected: SelectedField) -> Version:
    """The plan of the root. Raises RequestError for two parts at once, and for what cannot be one."""
    given = {name: value for name, value in selected.arguments.items() if not value.is_null}
    if len(given) > 1:
        raise RequestError("VERSION_PARTS")
    for name, value in given.items():
        scope_named(model, name, value.value)
        return Version(selected.key, name, value.source)
    return Version(selected.key)


def scope_of(model: Model, version: Version) -> Bind | None:
    """What gives the id of the number's node; None for the number of everything, which each statement reads anyway."""
    if version.part is None or version.named is None:
        return None
    part, get = version.part, getter(version.named)
    return lambda variables: scope_named(model, part, get(variables))


def scope_named(model: Model, part: str, value: Any) -> str:
    """The id of the number of a `county`, by its id or NUTS 3 code, or of a `label`. Raises RequestError for others."""
    if part == "label":
        label = model.types.get(str(value))
        if label is None or not model.is_node(label) or label.abstract:
            raise RequestError("LABEL_UNKNOWN", allowed=", ".join(node.name for node in _labels(model)))
        return f"label:{label.name}"
    code = str(value).removeprefix(_PREFIX)
    if _NUTS3.match(code) is None:
        raise RequestError("COUNTY_CODE")
    return f"{_PREFIX}{code}"


def _labels(model: Model) -> list[Any]:
    return [label for label in model.labels if model.is_node(label)]

"""Hostile requests as data: one file a group, at least ten entries each; `CORPUS` is all of them by group and name."""

from __future__ import annotations

from tests.robustness.corpus import (
    cost,
    csrf,
    flood,
    fragment,
    framing,
    http,
    leak,
    parse,
    shape,
    uploading,
    value,
    writing,
)
from tests.robustness.corpus.entry import Entry

CORPUS: dict[str, dict[str, Entry]] = {
    module.__name__.rpartition(".")[2]: module.ENTRIES
    for module in (parse, flood, fragment, cost, value, shape, http, csrf, framing, leak, writing, uploading)
}

"""How often the interpreter looks for garbage while files are imported."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_RARELY = (100_000, 1, 1)


@contextmanager
def rare_collections() -> Iterator[None]:
    """For a process that does nothing else: what a part of an import holds lives until it is written, so looking for
    garbage in between took a tenth of the time (35 s to 31 s for 75,000 rows). Once a part is enough: the driver's
    results hold each other, and with them 1.5 KB a row. What was there before is not looked through at all."""
    before = gc.get_threshold()
    gc.freeze()
    gc.collect()  # so that what was frozen does not count where the interpreter thinks a collection too dear
    gc.set_threshold(*_RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()

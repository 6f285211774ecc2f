"""Keeps the pauses of the tests' own garbage collector short.

What the oracle and the seeded data hold lives as long as the run. A full collection looks at all of it and stops every
thread meanwhile: for 5 s late in a run, for 13 s beside another run; a test's client then sends nothing for longer than
the service waits for a request.
"""

from __future__ import annotations

import gc


def keep_what_lives() -> None:
    """Collect now, while nobody waits; what survives is not looked at again.

    The second collection, of nothing, tells the collector that little lives: else it would let garbage gather, as much
    as a quarter of all that it saw.
    """
    gc.collect()
    gc.freeze()
    gc.collect()

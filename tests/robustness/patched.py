"""`python -m tests.robustness.patched MODULE:NAME=NUMBER … -- serve …`: `kalaka` with other constants.

For trials that switch off what no setting reaches.
"""

from __future__ import annotations

import importlib
import sys


def main() -> None:
    """Set the constants, then be the command."""
    end = sys.argv.index("--")
    for change in sys.argv[1:end]:
        place, _, number = change.partition("=")
        module, _, name = place.partition(":")
        changed = importlib.import_module(module)
        if not isinstance(getattr(changed, name), int | float):
            raise TypeError(f"{place} is no number")
        setattr(changed, name, int(number))
    from graph_service.cli import main as kalaka  # after the constants are set

    sys.argv = ["kalaka", *sys.argv[end + 1 :]]
    kalaka()


if __name__ == "__main__":
    main()

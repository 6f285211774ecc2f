"""`python -m tests.robustness.patched MODULE:NAME=NUMBER … -- serve …`: `kalaka` with other constants.

For trials that switch off what no setting reaches. `MODULE:NAME=MODULE:NAME` puts one class in the place of another.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType


def main() -> None:
    """Set the constants, then be the command."""
    end = sys.argv.index("--")
    for change in sys.argv[1:end]:
        place, _, value = change.partition("=")
        module, name = _named(place)
        if ":" in value:
            setattr(module, name, getattr(*_named(value)))
        elif isinstance(getattr(module, name), int | float):
            setattr(module, name, int(value))
        else:
            raise TypeError(f"{place} is no number")
    from graph_service.cli import main as kalaka  # after the constants are set

    sys.argv = ["kalaka", *sys.argv[end + 1 :]]
    kalaka()


def _named(place: str) -> tuple[ModuleType, str]:
    module, _, name = place.partition(":")
    return importlib.import_module(module), name


if __name__ == "__main__":
    main()

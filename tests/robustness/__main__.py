"""`python -m tests.robustness [--quick] [NAME …]`: runs trials, prints one table; exit code 1 if a bar is missed.

A trial is a module of this folder with `TRIAL`; it is found by its file's name.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import time
import traceback
from pathlib import Path

from tests.robustness.figures import Figure, Trial, table

HERE = Path(__file__).resolve().parent


def trials() -> dict[str, Trial]:
    """Every module here that declares one, by the name of the trial."""
    names = sorted(path.stem for path in HERE.glob("*.py") if "TRIAL" in path.read_text("utf-8"))
    modules = [importlib.import_module(f"tests.robustness.{name}") for name in names if not name.startswith("__")]
    return {module.TRIAL.name: module.TRIAL for module in modules}


def main() -> int:
    """Run the trials that were named, or all."""
    parser = argparse.ArgumentParser(prog="python -m tests.robustness", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the forms that run in CI")
    parser.add_argument("names", nargs="*", help="trials to run; all when left out")
    chosen = parser.parse_args()
    known = trials()
    if unknown := set(chosen.names) - set(known):
        parser.error(f"no such trial: {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    figures: list[Figure] = []
    for name in chosen.names or known:
        began = time.monotonic()
        print(f"{name} …", file=sys.stderr, flush=True)
        try:
            figures += known[name].run(not chosen.quick)
        except Exception as error:
            traceback.print_exc()
            figures.append(Figure(name, "runs to its end", f"{type(error).__name__}", is_met=False))
        print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    print(table(figures))
    return 0 if all(figure.is_met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())

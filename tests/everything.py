"""Runs all tests: in two lanes beside each other, then what must run alone, and at last what failed once more.

The half of a Neo4j takes as long as that of the embedded engine and what kills processes over and over, which mostly
waits.

`python -m tests.everything`, or `make test`. Why a failure is looked at again, and when not:
docs/decisions/a-failure-is-looked-at-again.md.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.engines import parity

REPORTS = Path("reports")
LANES = (("embedded", "embedded-kills", "neo4j-kills"), ("neo4j",))
PARTS = {
    "embedded": "not neo4j and not alone and not kills",
    "neo4j": "neo4j and not alone and not kills",
    "embedded-kills": "kills and not neo4j",
    "neo4j-kills": "kills and neo4j",
    "alone": "alone",
}
WHERE = {
    "kills": ["tests/robustness"],
    "alone": [f"tests/{name}" for name in ("analysis", "cli", "importing", "network/worker", "robustness")],
}
"""The folders of parts that are few tests: to collect all ten thousand takes longer than some of them."""
MOST_AGAIN = 3
"""Where more than these have failed, something is broken."""
TIMES = 3
_ENDED, _FAILED = 0, 1
"""Exit codes of pytest: any other one says that not all tests were run."""


def main() -> int:
    """The exit code: 0 where every test held."""
    shutil.rmtree(REPORTS / "cache", ignore_errors=True)
    (REPORTS / "again.xml").unlink(missing_ok=True)
    REPORTS.mkdir(exist_ok=True)
    codes = _in_lanes()
    codes.add(subprocess.call(_part("alone")))
    code = code_of(codes, [test for name in PARTS for test in failed_in(REPORTS / "cache" / name)])
    return parity.main([str(REPORTS / f"{name}.xml") for name in PARTS]) or code


def _in_lanes() -> set[int]:
    """The exit codes of the parts of two lanes; what the second prints comes when both have ended."""
    first, second = LANES
    with ThreadPoolExecutor(1) as beside:
        later = beside.submit(lambda: [_logged(name) for name in second])
        codes = {subprocess.call(_part(name)) for name in first}
        codes |= set(later.result())
    for name in second:
        sys.stdout.write(_log(name).read_text("utf-8", errors="replace"))
    sys.stdout.flush()
    return codes


def _logged(name: str) -> int:
    with _log(name).open("wb") as written:
        return subprocess.call(_part(name), stdout=written, stderr=written)


def _log(name: str) -> Path:
    return REPORTS / f"{name}.log"


def code_of(codes: Iterable[int], failed: list[str]) -> int:
    """The exit code of all, after a second look at the tests that `failed`, alone and several times."""
    told = set(codes)
    if told == {_ENDED}:
        return _ENDED
    if not told <= {_ENDED, _FAILED} or not 0 < len(failed) <= MOST_AGAIN:
        return _FAILED
    for _ in range(TIMES):
        if subprocess.call(_pytest("again", failed)):
            return _FAILED
    print(f"FAILED among the others, held {TIMES} times alone:", *failed, sep="\n  ", flush=True)
    return _ENDED


def failed_in(cache: Path) -> list[str]:
    """The tests that failed in the run of pytest that has kept this."""
    kept = cache / "v" / "cache" / "lastfailed"
    return list(json.loads(kept.read_text("utf-8"))) if kept.exists() else []


def _part(name: str) -> list[str]:
    folders = WHERE.get(name.rpartition("-")[2], [])
    return _pytest(name, ["-m", PARTS[name], "--durations=30", "-o", f"cache_dir={REPORTS / 'cache' / name}", *folders])


def _pytest(name: str, arguments: list[str]) -> list[str]:
    return [sys.executable, "-m", "pytest", f"--junitxml={REPORTS / name}.xml", *arguments]


if __name__ == "__main__":
    sys.exit(main())

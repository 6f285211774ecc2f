"""Prints `N passed, N failed` of junit reports together: the plain last line of `.ci/run`.

Of a test that several reports tell of, the last one counts.
"""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ET
from collections import Counter


def main(paths: list[str]) -> int:
    """1 when a test failed, or a report has none or is not there."""
    reports = [_cases(path) for path in paths]
    cases: dict[str, str] = {}
    for report in reports:
        cases |= report
    count = Counter(cases.values())
    again = sum(map(len, reports)) - len(cases)
    rare = {"skipped": count["skipped"], "looked at again": again}
    print(
        f"{count['passed']} passed, {count['failed']} failed",
        *(f"{n} {name}" for name, n in rare.items() if n),
        sep=", ",
    )
    return 1 if count["failed"] or not count["passed"] or not all(reports) else 0


def _cases(path: str) -> dict[str, str]:
    """What became of each test: where one report has several words on it, the worst."""
    try:
        found = ET.parse(path).getroot().iter("testcase")
    except (OSError, ET.ParseError):
        return {}
    outcomes = [(f"{case.get('classname')}::{case.get('name')}", _outcome(case)) for case in found]
    return dict(sorted(outcomes, key=lambda outcome: outcome[1] == "failed"))


def _outcome(case: ET.Element) -> str:
    tags = {child.tag for child in case}
    return "failed" if tags & {"failure", "error"} else "skipped" if "skipped" in tags else "passed"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Prints `N passed, N failed` of junit reports together: the plain last line of `.ci/run`."""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ET


def main(paths: list[str]) -> int:
    """1 when a test failed, or a report has none or is not there."""
    reports = [_cases(path) for path in paths]
    cases = [case for report in reports for case in report]
    failed = sum(case.find("failure") is not None or case.find("error") is not None for case in cases)
    skipped = sum(case.find("skipped") is not None for case in cases)
    passed = len(cases) - failed - skipped
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed or not passed or not all(reports) else 0


def _cases(path: str) -> list[ET.Element]:
    try:
        return list(ET.parse(path).getroot().iter("testcase"))
    except (OSError, ET.ParseError):
        return []


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Reads junit reports and refuses unless both engines ran the same cases, none of them skipped.

`python -m tests.engines.parity reports/*.xml`. Tests for one engine only stand in tests/one_engine_only.toml.
"""

from __future__ import annotations

import os
import re
import sys
import tomllib
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

ENGINES = ("embedded", "neo4j")
ALLOWED = Path(__file__).resolve().parents[1] / "one_engine_only.toml"


@dataclass(frozen=True)
class Case:
    """One test on one engine; `key` is the same on the other engine."""

    key: str
    engine: str
    skipped: bool


@dataclass(frozen=True)
class OneEngineOnly:
    """Cases whose key begins with `case` run on `engine` only."""

    case: str
    engine: str


def read_cases(report: Path) -> list[Case]:
    """The cases of a report that belong to an engine."""
    cases = []
    for element in ET.parse(report).getroot().iter("testcase"):
        engine = next((p.get("value") for p in element.iter("property") if p.get("name") == "engine"), None)
        if engine in ENGINES:
            name = f"{element.get('classname')}::{element.get('name')}"
            cases.append(Case(_key(name, engine), engine, element.find("skipped") is not None))
    return cases


def _key(name: str, engine: str) -> str:
    """The name without the engine among its parameters."""
    found = re.fullmatch(r"(.*?)\[(.*)\]", name, re.DOTALL)
    if not found:
        return name
    parts = found[2].split("-")
    if engine in parts:
        parts.remove(engine)
    return f"{found[1]}[{'-'.join(parts)}]" if parts else found[1]


def read_allowed(path: Path) -> list[OneEngineOnly]:
    """The committed exceptions; each must give a reason."""
    rows = tomllib.loads(path.read_text("utf-8")).get("only", [])
    for row in rows:
        if set(row) != {"case", "engine", "reason"} or row["engine"] not in ENGINES or len(row["reason"]) < 20:
            raise SystemExit(f"{path.name}: each [[only]] has case, engine and a reason in words; this has {row}")
    return [OneEngineOnly(row["case"], row["engine"]) for row in rows]


def problems(cases: list[Case], allowed: list[OneEngineOnly]) -> list[str]:
    """What keeps the two engines from being equally tested, in words."""
    found = [f"skipped on {case.engine}: {case.key}" for case in cases if case.skipped]
    ran = {engine: {case.key for case in cases if case.engine == engine} for engine in ENGINES}
    used: set[OneEngineOnly] = set()
    for engine, other in (ENGINES, ENGINES[::-1]):
        if not ran[engine]:
            found.append(f"no case ran on {engine}")
        for key in sorted(ran[engine] - ran[other]):
            excuse = next((e for e in allowed if e.engine == engine and key.startswith(e.case)), None)
            if excuse:
                used.add(excuse)
            else:
                found.append(f"ran on {engine} only: {key}")
    found += [
        f"listed in {ALLOWED.name}, but no such case ran: {e.case} ({e.engine})" for e in allowed if e not in used
    ]
    return found


def main(arguments: list[str]) -> int:
    """Print the comparison; 1 when the engines differ, 0 with a note where Neo4j could not run at all."""
    cases = [case for report in arguments for case in read_cases(Path(report))]
    count = {engine: sum(case.engine == engine for case in cases) for engine in ENGINES}
    skipped = sum(case.skipped for case in cases if case.engine == "neo4j")
    must_run = os.environ.get("CI", "").lower() in ("true", "1")
    if skipped and skipped == count["neo4j"] and not must_run:
        print(f"parity: NOT CHECKED, the {skipped} cases of Neo4j were not run on this machine")
        return 0
    found = problems(cases, read_allowed(ALLOWED))
    for problem in found:
        print(f"parity: {problem}", file=sys.stderr)
    verdict = f"{len(found)} problems" if found else "the same cases on both, none skipped, but for the listed ones"
    print(f"parity: {count['embedded']} cases embedded, {count['neo4j']} on Neo4j: {verdict}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

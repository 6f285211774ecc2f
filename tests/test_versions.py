"""What is installed must be what the lock says, and nothing with a known hole."""

from __future__ import annotations

import re
import sys
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

pytestmark = pytest.mark.static

ROOT = Path(__file__).resolve().parents[1]
# The oldest versions without a known hole; one that is not installed is no risk.
LEAST = {
    "strawberry-graphql": "0.323.2",
    "starlette": "1.3.1",
    "python-multipart": "0.0.26",
    "graphql-core": "3.3.2",
    "uvicorn": "0.11.7",
    "h11": "0.16.0",
    "websockets": "9.1",
    "orjson": "3.9.15",
    "pyjwt": "2.10.1",
}


def locked(name: str) -> dict[str, Requirement]:
    """The requirements of a lock file that hold on this machine, by name."""
    text = (ROOT / "requirements" / f"{name}.lock").read_text("utf-8")
    found = [Requirement(m[1].strip()) for m in re.finditer(r"^([a-z][^#\\\n]*==[^\\\n]*)\\?$", text, re.MULTILINE)]
    return {one.name: one for one in found if one.marker is None or one.marker.evaluate()}


@pytest.mark.parametrize("name", LEAST)
def test_known_bad_versions_are_not_installed(name: str) -> None:
    try:
        installed = metadata.version(name)
    except metadata.PackageNotFoundError:
        return
    assert Version(installed) >= Version(LEAST[name])


@pytest.mark.parametrize("lock", ["run", "dev"])
@pytest.mark.parametrize("name", LEAST)
def test_known_bad_versions_are_not_locked(lock: str, name: str) -> None:
    requirement = locked(lock).get(name)
    if requirement is not None:
        (pin,) = requirement.specifier
        assert Version(pin.version) >= Version(LEAST[name])


def test_the_environment_is_the_lock() -> None:
    wrong = {
        name: metadata.version(name)
        for name, requirement in locked("dev").items()
        if not requirement.specifier.contains(metadata.version(name), prereleases=True)
    }
    assert wrong == {}, "run `make check` again: it brings .venv up to the lock"


def test_run_lock_is_part_of_the_dev_lock() -> None:
    dev = locked("dev")
    assert {name: str(one.specifier) for name, one in locked("run").items()} == {
        name: str(dev[name].specifier) for name in locked("run")
    }


def test_every_direct_dependency_is_pinned_and_locked() -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    direct = [Requirement(line) for line in re.findall(r'^    "([a-z0-9-]+==[^"]+)",$', text, re.MULTILINE)]
    dev = locked("dev")
    here = [one for one in direct if one.marker is None or one.marker.evaluate()]
    assert len(here) > 10
    assert [one.name for one in here if str(dev[one.name].specifier) != str(one.specifier)] == []


def test_python_is_one_that_we_support() -> None:
    assert sys.version_info >= (3, 11)

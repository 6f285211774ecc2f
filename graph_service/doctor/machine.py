"""What the machine gives: memory, files, and packages of the right versions."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from graph_service.doctor.saying import good, listed, odd, wrong
from graph_service.settings import Settings
from graph_service.store.doctor import Finding

LEAST_VERSIONS = {
    "strawberry-graphql": "0.323.2",
    "starlette": "1.3.1",
    "python-multipart": "0.0.26",
    "graphql-core": "3.3.2",
}
"""Older ones have known weaknesses."""
_SERVICE_MIB = 512
_FEWEST_FILES = 4_096
_UNITS = {"m": 1, "g": 1024}


def machine_findings(settings: Settings) -> list[Finding]:
    """How this machine and its packages stand."""
    return [*_memory(settings), *_files(), *_versions(), *_extras(settings)]


def _memory(settings: Settings) -> Iterator[Finding]:
    there = available_mib()
    if there is None:
        return
    heap = int(settings.heap[:-1]) * _UNITS[settings.heap[-1].lower()] if settings.neo4j_uri is None else 0
    needed = settings.workers * _SERVICE_MIB + heap
    if there >= needed:
        yield good("memory", f"{there} MiB memória szabad.", f"{there} MiB of memory are free.")
        return
    yield odd(
        "memory",
        (
            f"Csak {there} MiB memória szabad, {needed} MiB kellhet.",
            f"Only {there} MiB of memory are free; {needed} MiB may be needed.",
        ),
        (
            "Adjon többet, vagy csökkentse: KALAKA_WORKERS, KALAKA_HEAP.",
            "Give more, or lower KALAKA_WORKERS, KALAKA_HEAP.",
        ),
    )


def available_mib() -> int | None:
    """Memory that may still be used, by the machine and by the bounds of a container; None where that is not told."""
    try:
        told = re.search(r"MemAvailable:\s+(\d+) kB", Path("/proc/meminfo").read_text("ascii"))
    except OSError:
        return None
    free = int(told[1]) // 1024 if told else None
    bounds = [bound for bound in (_bound_mib(), free) if bound is not None]
    return min(bounds, default=None)


def _bound_mib() -> int | None:
    """What the container's bound leaves, where there is one."""
    folder = Path("/sys/fs/cgroup")
    try:
        most = (folder / "memory.max").read_text("ascii").strip()
        used = int((folder / "memory.current").read_text("ascii"))
        return (int(most) - used) // 1_048_576 if most != "max" else None
    except (OSError, ValueError):
        return None


def _files() -> Iterator[Finding]:
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard == resource.RLIM_INFINITY or hard >= _FEWEST_FILES:
        yield good("files", "Elég fájl és kapcsolat nyitható meg.", "Enough files and connections can be opened.")
        return
    yield odd(
        "files",
        (
            f"Egy folyamat csak {hard} fájlt nyithat meg, és minden kapcsolat egy fájl.",
            f"A process may open {hard} files only, and every connection is one.",
        ),
        (
            f"Engedjen legalább {_FEWEST_FILES} fájlt: ulimit -n, LimitNOFILE.",
            f"Allow {_FEWEST_FILES} at least: ulimit -n, LimitNOFILE.",
        ),
    )


def _versions() -> Iterator[Finding]:
    old = [f"{name} {found}" for name, least in LEAST_VERSIONS.items() if (found := _older(name, least))]
    if old:
        wanted = listed(f"{name} {least}" for name, least in LEAST_VERSIONS.items())
        yield wrong(
            "versions",
            (f"Ismert hibájú csomagok: {listed(old)}.", f"Packages with known weaknesses: {listed(old)}."),
            (f"Legalább ezek kellenek: {wanted}.", f"At least these are needed: {wanted}."),
        )
    else:
        yield good("versions", "Egy csomagnak sincs ismert hibája.", "No package has a known weakness.")


def _older(name: str, least: str) -> str | None:
    """The installed version, where it is older than `least`."""
    try:
        found = metadata.version(name)
    except metadata.PackageNotFoundError:
        return None
    return found if _numbers(found) < _numbers(least) else None


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version.split("+")[0])[:3])


def _extras(settings: Settings) -> Iterator[Finding]:
    """The extras that settings ask for; network analysis is looked at with the store."""
    for setting, value, extra, package in (
        ("KALAKA_OIDC_ISSUER", settings.oidc_issuer, "oidc", "jwt"),
        ("KALAKA_TRACES_URL", settings.traces_url, "traces", "opentelemetry.sdk"),
    ):
        if value is None:
            continue
        if _is_there(package):
            yield good(extra, f"A(z) {extra} csomagjai megvannak.", f"The packages of {extra} are there.")
        else:
            yield wrong(
                extra,
                (f"{setting} be van állítva, de a csomagjai hiányoznak.", f"{setting} is set, but its packages lack."),
                (f"Telepítse: pip install 'kalaka[{extra}]'.", f"Install them: pip install 'kalaka[{extra}]'."),
            )


def _is_there(package: str) -> bool:
    try:
        return importlib.util.find_spec(package) is not None
    except ModuleNotFoundError:
        return False

"""Short ways to say how something stands; every text in both languages."""

from __future__ import annotations

from collections.abc import Iterable

from graph_service.store.doctor import Finding


def good(subject: str, hu: str, en: str) -> Finding:
    """Nothing is to be done."""
    return Finding("ok", subject, hu, en)


def odd(subject: str, said: tuple[str, str], remedy: tuple[str, str]) -> Finding:
    """It works, and should be otherwise."""
    return Finding("warning", subject, *said, *remedy)


def wrong(subject: str, said: tuple[str, str], remedy: tuple[str, str]) -> Finding:
    """It cannot work, or is not safe."""
    return Finding("error", subject, *said, *remedy)


def listed(names: Iterable[str]) -> str:
    """Names in a row."""
    return ", ".join(names)

"""Counts of one process, made once a request from its finished record, and the text that Prometheus reads.

The numbers are plain ones in plain dictionaries: they are counted by the event loop only, which needs no lock. What
belongs to somebody else (a pool, a gate) is read when the text is made.
"""

from __future__ import annotations

import asyncio
import logging
import os
import time
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from graph_service.messages import MESSAGES
from graph_service.observability.families import BY_NAME, FAMILIES, PHASES, REASONS, Family
from graph_service.observability.logs import dropped_lines
from graph_service.observability.records import OperationRecord

if TYPE_CHECKING:
    from prometheus_client.core import Metric

    from graph_service.observability.sharing import Shared

_LOG = logging.getLogger("graph_service.metrics")
Labels = tuple[str, ...]
Numbers = dict[Labels, list[float]]
"""A counter or gauge has one number, a histogram those of its buckets and then the sum."""
Snapshot = dict[str, Numbers]
Read = Callable[[], float | Mapping[Labels, float]]
_NOT_ERRORS = ("ok", "disconnected", "CancelledError")
_CODES = {code: code for code in (*MESSAGES, *_NOT_ERRORS)}
_OTHER = "other"
_EVERY_SECONDS = 1.0


class Metrics:
    """What one process has counted. `share` makes its numbers part of those of all workers."""

    def __init__(self) -> None:
        self.in_flight = 0
        self._own: dict[str, Numbers] = {family.name: {} for family in FAMILIES}
        self._read: dict[str, Read] = {}
        self._shared: Shared | None = None
        self._requests = self._own["kalaka_requests_total"]
        self._statuses: dict[int, str] = {}
        self.read("kalaka_in_flight", lambda: self.in_flight)
        self.read("kalaka_log_lines_dropped_total", dropped_lines)
        self.read("kalaka_resident_bytes", _resident_bytes)
        self.read("kalaka_open_files", _open_files)
        started = time.time()
        self.read("kalaka_start_time_seconds", lambda: started)

    def read(self, name: str, value: Read) -> None:
        """Ask `value` for a number whenever the metrics are told; a mapping has one for each set of labels."""
        assert name in BY_NAME
        self._read[name] = value

    def ended(self, record: OperationRecord) -> None:
        """Count one request; a few microseconds."""
        outcome = record.outcome
        code = _CODES.get(outcome) or _CODES.get(outcome.partition(",")[0], _OTHER)
        status = self._statuses.get(record.status) or self._statuses.setdefault(record.status, str(record.status))
        self._add("kalaka_requests_total", (record.route, status, code), 1)
        self._add("kalaka_bytes_total", (record.route,), record.bytes)
        if record.seconds is not None and not record.is_stream:
            self._observe("kalaka_request_seconds", (record.route,), record.seconds)
        if reason := REASONS.get(code):
            self._add("kalaka_refused_total", (reason,), 1)
        if record.document_kept is not None or record.phases:
            self._count_operation(record)

    def _count_operation(self, record: OperationRecord) -> None:
        for name, seconds in record.phases.items():
            if name in PHASES:
                self._observe("kalaka_phase_seconds", (name,), seconds)
        if record.price is not None:
            self._observe("kalaka_price_points", (), record.price)
            self._add("kalaka_statements_total", (), record.statements)
        for labels, kept in zip(_CACHES, (record.document_kept, record.valid_kept, record.plan_kept), strict=True):
            if kept is not None:
                self._add("kalaka_cache_total", labels[kept], 1)
        if record.slow_path:
            self._add("kalaka_slow_path_total", (), 1)
        if record.seconds is not None and not record.is_stream:
            self._observe("kalaka_document_seconds", (record.document or _OTHER,), record.seconds)

    def _add(self, name: str, labels: Labels, by: float) -> None:
        numbers = self._own[name]
        found = numbers.get(labels)
        if found is None:
            numbers[labels] = [by]
        else:
            found[0] += by

    def _observe(self, name: str, labels: Labels, value: float) -> None:
        numbers, bounds = self._own[name], BY_NAME[name].bounds
        found = numbers.get(labels)
        if found is None:
            found = numbers[labels] = [0.0] * (len(bounds) + 2)
        found[bisect_left(bounds, value)] += 1
        found[-1] += value

    def share(self, folder: Path | None = None) -> None:
        """Go on from what the last process in a free place of `folder` had counted, and tell of all places from now.

        Without `folder` it is that of the workers of this process's parent. Where it cannot be used, each process
        tells its own numbers only.
        """
        from graph_service.observability.sharing import Shared, folder_of_workers  # locks are not there everywhere

        try:
            self._shared = Shared.take(folder or folder_of_workers())
        except OSError as error:
            _LOG.warning("metrics are not shared among workers", extra={"fields": {"reason": error.strerror}})
            return
        for name, numbers in self._shared.before.items():
            if name in BY_NAME and BY_NAME[name].kind != "gauge":
                _sum_into(self._own[name], numbers)

    async def publishing(self) -> None:
        """Write the numbers down for the other workers about once a second, until cancelled."""
        while self._shared is not None:
            self.publish()
            await asyncio.sleep(_EVERY_SECONDS)

    def publish(self) -> None:
        """Write the numbers down for the other workers."""
        if self._shared is not None:
            self._shared.write(self._snapshot())

    def close(self) -> None:
        """Write the numbers down a last time and free the place."""
        if self._shared is not None:
            self.publish()
            self._shared.close()

    def _snapshot(self) -> Snapshot:
        """All numbers of this process; gauges carry its place as their first label."""
        worker = self._shared.place if self._shared is not None else "0"
        snapshot = {name: {labels: list(found) for labels, found in own.items()} for name, own in self._own.items()}
        for name, read in self._read.items():
            counted = read()
            told = counted if isinstance(counted, Mapping) else {(): counted}
            if BY_NAME[name].kind == "gauge":
                snapshot[name] = {(worker, *labels): [value] for labels, value in told.items()}
            else:
                _sum_into(snapshot[name], {labels: [value] for labels, value in told.items()})
        return snapshot

    def text(self, accept: str = "") -> tuple[bytes, str]:
        """What Prometheus reads, of all workers, and its media type."""
        from prometheus_client import CollectorRegistry  # a start need not wait for it
        from prometheus_client.exposition import choose_encoder

        snapshot = self._snapshot()
        if self._shared is not None:
            self._shared.write(snapshot)  # so that no other worker tells an older number later
            for other in self._shared.others():
                for name, numbers in other.items():
                    _sum_into(snapshot.setdefault(name, {}), numbers)
        registry = CollectorRegistry(auto_describe=False)
        registry.register(_Told(snapshot))
        encode, media_type = choose_encoder(accept)
        return encode(registry), media_type


_CACHES = tuple(((cache, "miss"), (cache, "hit")) for cache in ("document", "validation", "plan"))


def _sum_into(whole: Numbers, part: Mapping[Labels, list[float]]) -> None:
    for labels, numbers in part.items():
        found = whole.get(labels)
        same = found is not None and len(found) == len(numbers)
        whole[labels] = [a + b for a, b in zip(found or (), numbers, strict=True)] if same else list(numbers)


class _Told:
    """A snapshot as the library wants it."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def collect(self) -> Iterator[Metric]:
        for family in FAMILIES:
            yield _metric(family, self._snapshot.get(family.name, {}).items())


def _metric(family: Family, numbers: Iterable[tuple[Labels, list[float]]]) -> Metric:
    from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily

    if family.kind == "histogram":
        histogram = HistogramMetricFamily(family.name, family.help, labels=family.labels)
        for labels, found in numbers:
            histogram.add_metric(labels, _buckets(family.bounds, found), found[-1])
        return histogram
    kind = CounterMetricFamily if family.kind == "counter" else GaugeMetricFamily
    metric = kind(family.name, family.help, labels=family.labels)
    for labels, found in numbers:
        metric.add_metric(labels, found[0])
    return metric


def _buckets(bounds: tuple[float, ...], found: list[float]) -> list[tuple[str, float]]:
    """Buckets as Prometheus counts them: each holds all those below it, too."""
    total, buckets = 0.0, []
    for bound, count in zip((*map(str, bounds), "+Inf"), found, strict=False):
        total += count
        buckets.append((bound, total))
    return buckets


def _resident_bytes() -> Mapping[Labels, float]:
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except (OSError, IndexError, ValueError):
        return {}  # not Linux
    return {(): float(pages * os.sysconf("SC_PAGE_SIZE"))}


def _open_files() -> Mapping[Labels, float]:
    try:
        return {(): float(len(os.listdir("/proc/self/fd")))}
    except OSError:
        return {}

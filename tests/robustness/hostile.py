"""The hostile corpus against the service as it runs: each entry refused in time, with its code, others unharmed."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph_service.access.scopes import IMPORT, READ, WRITE
from tests.engines.running import Name
from tests.robustness.canaries import failing_replies, told_in_answers, told_in_log, valid_replies, with_canaries
from tests.robustness.corpus import CORPUS
from tests.robustness.corpus.entry import KEY, Entry
from tests.robustness.figures import Figure, Trial
from tests.robustness.sending import Canary, Reply, canary, sent
from tests.robustness.served import Served

LEAST, LEAST_A_GROUP = 150, 10
MOST_SECONDS, MOST_CANARY = 0.1, 0.25
MOST_SHARE = 0.2
MOST_LINE = 2_048  # bytes of a line of the log
_TRIES, _PAUSE = 20, 0.1
_LAST_LINES_SECONDS, _WARM_SECONDS, _PLANNED_SECONDS = 0.3, 150.0, 2.0


@dataclass(frozen=True)
class Outcome:
    """What became of an entry: the quickest of its replies, and the last."""

    group: str
    name: str
    entry: Entry
    reply: Reply
    seconds: float

    @property
    def wrong(self) -> str:
        """What is not as it must be; empty when all is."""
        reply, entry = self.reply, self.entry
        if (reply.code, reply.status) != (entry.code, entry.status):
            return f"{reply.code} {reply.status} instead of {entry.code} {entry.status}"
        told = reply.raw.decode("utf-8", "replace")
        leaked = [secret for secret in entry.secrets if secret in told]
        return f"tells {leaked}" if leaked else ""


def entries() -> Iterator[tuple[str, str, Entry]]:
    """Every entry with its group and name."""
    for group, named in CORPUS.items():
        for name, entry in named.items():
            yield group, name, entry


def outcomes(service: Served, rounds: int) -> list[Outcome]:
    """All entries, each sent so many times."""
    found = []
    key = service.new_key(READ, WRITE, IMPORT).encode()
    for group, name, entry in entries():
        request = entry.request.replace(KEY.encode(), key)
        replies = [_refused(service, request) for _ in range(rounds)]
        found.append(Outcome(group, name, entry, replies[-1], min(reply.seconds for reply in replies)))
    return found


def _until_warm(service: Served) -> None:
    """A database that has just started plans for seconds what visitors ask: that is not what entries do to them."""
    give_up = time.monotonic() + _WARM_SECONDS
    while time.monotonic() < give_up and not any(line.get("message") == "warmed" for line in service.logged()):
        time.sleep(_PAUSE)


def _refused(service: Served, request: bytes) -> Reply:
    """The reply to an entry. On a busy machine the gate of the loop's lag refuses anybody for a moment: then again."""
    for _ in range(_TRIES - 1):
        reply = sent(service, request)
        if reply.code != "OVERLOADED":
            return reply
        time.sleep(_PAUSE)
    return sent(service, request)


def logged_secrets(service: Served) -> set[str]:
    """What stands in the log and must not."""
    secrets = {secret for _, _, entry in entries() for secret in entry.secrets if "4" in secret}
    log = "\n".join(service.lines)
    return {secret for secret in secrets if secret in log} | told_in_log(service)


def shares() -> tuple[str, float]:
    """The code that most entries expect, and its share."""
    codes = Counter(entry.code for _, _, entry in entries())
    [(code, number)] = codes.most_common(1)
    return code, number / codes.total()


def figures(engine: Name, found: Sequence[Outcome], visitor: Canary) -> list[Figure]:
    """The rows of one engine."""
    wrong = [f"{one.group}: {one.name}: {one.wrong}" for one in found if one.wrong]
    faults = [one.name for one in found if one.reply.status >= 500 and one.entry.status < 500]
    slowest = max(found, key=lambda one: one.seconds)
    longest = visitor.longest
    code, share = shares()
    groups = {group: len(named) for group, named in CORPUS.items()}
    return [
        Figure(
            f"hostile entries, {engine}",
            f"≥ {LEAST}, ≥ {LEAST_A_GROUP} a group",
            f"{len(found)} in {len(groups)} groups, least {min(groups.values())}",
            len(found) >= LEAST and min(groups.values()) >= LEAST_A_GROUP,
        ),
        Figure(
            f"refused with their code and status, {engine}",
            "all",
            f"{len(found) - len(wrong)}" + ("; " + "; ".join(wrong[:5]) if wrong else ""),
            not wrong,
        ),
        Figure(f"answers of 5xx, {engine}", "0", f"{len(faults)} {faults[:5] or ''}".strip(), not faults),
        Figure(
            f"slowest refusal, {engine}",
            f"≤ {1e3 * MOST_SECONDS:.0f} ms",
            f"{1e3 * slowest.seconds:.0f} ms ({slowest.group}: {slowest.name})",
            slowest.seconds <= MOST_SECONDS,
        ),
        Figure(
            f"canary meanwhile, {engine}",
            f"≤ {1e3 * MOST_CANARY:.0f} ms, all good",
            f"{1e3 * longest:.0f} ms at most of {len(visitor.seconds)}, {visitor.failed} failed",
            longest <= MOST_CANARY and not visitor.failed,
        ),
        Figure("share of the commonest code", f"≤ {MOST_SHARE:.0%}", f"{share:.1%} ({code})", share <= MOST_SHARE),
    ]


def secrets(engine: Name, replies: Sequence[Reply], service: Served) -> list[Figure]:
    """What was told of the inside, in so many answers and lines."""
    answers, log = told_in_answers(service, replies), logged_secrets(service)
    return [
        Figure(
            f"secrets in {len(replies)} answers, {engine}",
            "0",
            f"{len(answers)} {sorted(answers) or ''}".rstrip(),
            not answers,
        ),
        Figure(
            f"secrets in {len(service.lines)} lines of the log, {engine}",
            "0",
            f"{len(log)} {sorted(log) or ''}".rstrip(),
            not log,
        ),
    ]


def run(long: bool) -> list[Figure]:
    """Both engines in the long form, three times each entry; the embedded one in the quick form."""
    rows = []
    engines: tuple[Name, ...] = ("embedded", "neo4j") if long else ("embedded",)
    for engine in engines:
        with with_canaries(engine) as service:
            if long:
                _until_warm(service)
                with canary(service):
                    time.sleep(_PLANNED_SECONDS)
            sent(service, next(entries())[2].request)
            with canary(service) as visitor:
                found = outcomes(service, 3 if long else 1)
            rows += figures(engine, found, visitor)
            replies = [*(one.reply for one in found), *valid_replies(service), *failing_replies(service)]
            time.sleep(_LAST_LINES_SECONDS)
            rows += secrets(engine, replies, service)
    return rows


TRIAL = Trial("hostile", run)

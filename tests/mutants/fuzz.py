"""`python -m tests.mutants --fuzz [words]`: how many drawn documents it takes until each mutant is noticed.

The documents are those of `tests/test_random_documents.py`, from number 0 on. This process knows the oracle and imports
nothing that mutants change: for each mutant a process is forked from it that imports the service with the fault. All
ask one embedded engine.
"""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from graph_service.store.options import StoreOptions
from tests.exported import read_oracle
from tests.fuzz import Lists, Values
from tests.fuzz.groups import DAYS
from tests.mutants.apart import engine_apart, forked
from tests.mutants.catalogue import Mutant, chosen
from tests.mutants.fault import put_in_place
from tests.mutants.memory import Documents, Memory, RememberingOracle, RememberingStore

MOST = 2_000
AT_ONCE = 2
_FIRST = 100  # documents that every process asks
_PART = 250  # documents that one process asks without a fault


@dataclass(frozen=True)
class Finding:
    """A mutant (None: no fault), and the number of the first document on which the answers differ, if there is one.

    `learnt` is what others need not work out again.
    """

    mutant: Mutant | None
    number: int | None
    difference: str
    seconds: float
    learnt: dict[str, bytes]

    @property
    def told(self) -> str:
        """How many documents it took."""
        return "NOT NOTICED" if self.number is None else f"{self.number + 1} documents"


@dataclass(frozen=True)
class Exam:
    """The documents, the oracle, and the engine that all are asked on."""

    documents: Documents
    oracle: RememberingOracle
    memory: Memory
    engine: StoreOptions

    def finding(self, mutant: Mutant | None, numbers: Iterable[int]) -> Finding:
        """Asks the documents of `numbers` until one differs. Only in a process that ends with it."""
        began = time.monotonic()
        if mutant:
            put_in_place(mutant)
        number, difference = asyncio.run(self._noticed(numbers))
        return Finding(mutant, number, difference, time.monotonic() - began, self.memory.fresh)

    async def _noticed(self, numbers: Iterable[int]) -> tuple[int | None, str]:
        # Imported only now, so that a fault which was put in place is imported with them.
        from graph_service.api.service import build_api
        from graph_service.model import load_model
        from graph_service.store.open import open_store
        from tests.answering import Service
        from tests.fuzz.asking import Asking

        async with open_store(self.engine, run_migrations=False) as store:
            service = Service(build_api(load_model()), RememberingStore(store, self.memory))
            asking = Asking(service, self.oracle)
            for number in numbers:
                try:
                    difference = (await asking.outcome(self.documents[number])).difference
                except Exception as error:  # of the service with the fault: a difference as well
                    difference = repr(error)
                if difference:
                    return number, difference
        return None, ""


def main(words: Sequence[str]) -> int:
    """Asks about the chosen mutants and tells the list; 1 if one that documents can show was not noticed.

    Without a mutant nothing may differ: of all documents, or with `words` of those on which a mutant was noticed.
    """
    mutants = chosen(words)
    hidden = [mutant for mutant in mutants if mutant.hidden]
    with engine_apart() as engine:
        exam = _exam(engine)
        sound = bool(words) or _is_sound(exam, range(MOST))
        findings = list(_findings(exam, [mutant for mutant in mutants if not mutant.hidden]))
        if words:
            sound = _is_sound(exam, sorted({finding.number for finding in findings if finding.number is not None}))
    print("\n".join(_summary(findings, hidden)))
    return 0 if sound and all(finding.number is not None for finding in findings) else 1


def _exam(engine: StoreOptions) -> Exam:
    """With all that each process would otherwise make again: days of the oracle, values of the first documents."""
    oracle, memory = read_oracle(), Memory()
    documents = Documents(Lists(oracle), Values(oracle), memory)
    for day in DAYS:
        oracle.as_of(day)
    for number in range(_FIRST):
        documents[number]
    memory.known.update(memory.fresh)
    gc.freeze()  # what is not looked through for garbage stays shared
    return Exam(documents, RememberingOracle(oracle, memory), memory, engine)


def _is_sound(exam: Exam, numbers: Sequence[int]) -> bool:
    """Whether nothing differs without a mutant."""
    sound, began = True, time.monotonic()
    parts = [numbers[first : first + _PART] for first in range(0, len(numbers), _PART)]
    for finding in forked([partial(exam.finding, None, part) for part in parts], AT_ONCE):
        exam.memory.known.update(finding.learnt)
        if finding.number is not None:
            print(f"without any mutant number {finding.number} differs: {finding.difference}", flush=True)
            sound = False
    print(f"without any mutant: {len(numbers)} documents, {time.monotonic() - began:.0f} s", flush=True)
    return sound


def _findings(exam: Exam, mutants: Sequence[Mutant]) -> Iterator[Finding]:
    for finding in forked([partial(exam.finding, mutant, range(MOST)) for mutant in mutants], AT_ONCE):
        assert finding.mutant
        exam.memory.known.update(finding.learnt)
        print(f"{finding.mutant.name} ({finding.mutant.file}): {finding.told}, {finding.seconds:.0f} s", flush=True)
        yield finding


def _summary(findings: Sequence[Finding], hidden: Sequence[Mutant]) -> Iterator[str]:
    """How many were noticed, which took most documents, which were not, and which no document can show."""
    noticed = sorted((f for f in findings if f.number is not None), key=lambda f: f.number or 0)
    yield f"{len(noticed)} of {len(findings)} mutants are noticed within {MOST} documents; those that took most:"
    yield from (
        f"  {f.mutant.name}: {f.told}" for f in (*noticed[-10:], *(f for f in findings if f.number is None)) if f.mutant
    )
    if hidden:
        yield f"{len(hidden)} that documents cannot show:"
    yield from (f"  {mutant.name}: {mutant.hidden}" for mutant in hidden)

"""`python -m tests.mutants --fuzz [words]`: how many drawn documents it takes until each mutant is noticed.

The documents are those of `tests/test_random_documents.py`, from number 0 on. This process knows the oracle and imports
nothing that mutants change: for each mutant a process is forked from it that imports the service with the fault. All
ask one embedded engine. Where a mutant is noticed, the document is asked without the fault as well.
"""

from __future__ import annotations

import asyncio
import gc
import json
import pickle
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from graph_service.store.options import StoreOptions
from tests.exported import read_oracle
from tests.fuzz import Lists, Values, drawn
from tests.fuzz.groups import DAYS
from tests.mutants.apart import engine_apart, forked
from tests.mutants.catalogue import Mutant, chosen
from tests.mutants.fault import put_in_place
from tests.oracle import Oracle

MOST = 2_000
AT_ONCE = 2
Answers = dict[str, bytes]


@dataclass(frozen=True)
class Finding:
    """A mutant (None: no fault), and the number of the first document on which the answers differ, if there is one.

    `answers` are those of the oracle that were new to it.
    """

    mutant: Mutant | None
    number: int | None
    difference: str
    seconds: float
    answers: Answers

    @property
    def told(self) -> str:
        """How many documents it took."""
        return "NOT NOTICED" if self.number is None else f"{self.number + 1} documents"


@dataclass
class Remembering:
    """The oracle, asked each question once: pickled answers by document and variables, `known` before and `fresh`."""

    oracle: Oracle
    known: Answers = field(default_factory=dict)
    fresh: Answers = field(default_factory=dict)

    def answer(self, document: str, variables: Mapping[str, Any]) -> Any:
        """Its answer; every time a copy of its own."""
        question = f"{document}\n{json.dumps(variables, sort_keys=True)}"
        answer = self.known.get(question) or self.fresh.get(question)
        if answer is None:
            answer = self.fresh[question] = pickle.dumps(self.oracle.answer(document, dict(variables)))
        return pickle.loads(answer)


@dataclass(frozen=True)
class Exam:
    """What documents are drawn from, the oracle, and the engine that all are asked on."""

    lists: Lists
    values: Values
    oracle: Remembering
    engine: StoreOptions

    def finding(self, mutant: Mutant | None, numbers: Iterable[int]) -> Finding:
        """Asks the documents of `numbers` until one differs. Only in a process that ends with it."""
        began = time.monotonic()
        if mutant:
            put_in_place(mutant)
        number, difference = asyncio.run(self._noticed(numbers))
        return Finding(mutant, number, difference, time.monotonic() - began, self.oracle.fresh)

    async def _noticed(self, numbers: Iterable[int]) -> tuple[int | None, str]:
        # Imported only now, so that a fault which was put in place is imported with them.
        from graph_service.api.service import build_api
        from graph_service.model import load_model
        from graph_service.store.open import open_store
        from tests.answering import Service
        from tests.fuzz.asking import Asking

        async with open_store(self.engine, run_migrations=False) as store:
            asking = Asking(Service(build_api(load_model()), store), self.oracle)  # type: ignore[arg-type]  # answers as an Oracle does
            for number in numbers:
                try:
                    difference = (await asking.outcome(drawn(self.lists, self.values, number))).difference
                except Exception as error:  # of the service with the fault: a difference as well
                    difference = repr(error)
                if difference:
                    return number, difference
        return None, ""


def main(words: Sequence[str]) -> int:
    """Asks about the chosen mutants and tells the list; 1 if one that documents can show was not noticed."""
    mutants = chosen(words)
    with engine_apart() as engine:
        exam = _exam(engine)
        findings = list(_findings(exam, [mutant for mutant in mutants if not mutant.hidden]))
        numbers = {finding.number for finding in findings if finding.number is not None}
        (unbroken,) = forked([partial(exam.finding, None, sorted(numbers))], 1)
    print("\n".join(_summary(findings, [mutant for mutant in mutants if mutant.hidden])))
    if unbroken.number is not None:
        print(f"without any mutant number {unbroken.number} differs: {unbroken.difference}")
    return 1 if unbroken.number is not None or any(finding.number is None for finding in findings) else 0


def _exam(engine: StoreOptions) -> Exam:
    """With all that each process would otherwise make again: days of the oracle, values of the first documents."""
    oracle = read_oracle()
    exam = Exam(Lists(oracle), Values(oracle), Remembering(oracle), engine)
    for day in DAYS:
        oracle.as_of(day)
    for number in range(100):
        drawn(exam.lists, exam.values, number)
    gc.freeze()  # what is not looked through for garbage stays shared
    return exam


def _findings(exam: Exam, mutants: Sequence[Mutant]) -> Iterator[Finding]:
    for finding in forked([partial(exam.finding, mutant, range(MOST)) for mutant in mutants], AT_ONCE):
        assert finding.mutant
        exam.oracle.known.update(finding.answers)
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

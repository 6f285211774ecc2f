"""What was worked out once is not worked out again for every mutant: documents, the oracle's answers, rows read.

A mutant changes few statements. Those that stay as they were need no database: nothing writes to it.
"""

from __future__ import annotations

import json
import pickle
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from tests.fuzz import Drawn, Lists, Values, drawn
from tests.oracle import Oracle

T = TypeVar("T")


@dataclass
class Memory:
    """Pickled answers by question: `known` when this process was forked, `fresh` since then."""

    known: dict[str, bytes] = field(default_factory=dict)
    fresh: dict[str, bytes] = field(default_factory=dict)

    def once(self, question: str, make: Callable[[], T]) -> T:
        """The answer, made where it is not known; every time a copy of its own."""
        answer = self._answer(question)
        return self.keep(question, make()) if answer is None else pickle.loads(answer)

    async def read_once(self, question: str, read: Callable[[], Awaitable[T]]) -> T:
        """The same where making it takes waiting."""
        answer = self._answer(question)
        return self.keep(question, await read()) if answer is None else pickle.loads(answer)

    def keep(self, question: str, answer: T) -> T:
        """Remembers an answer and returns it."""
        self.fresh[question] = pickle.dumps(answer)
        return answer

    def _answer(self, question: str) -> bytes | None:
        return self.known.get(question) or self.fresh.get(question)


@dataclass(frozen=True)
class Documents:
    """The drawn documents by their number."""

    lists: Lists
    values: Values
    memory: Memory

    def __getitem__(self, number: int) -> Drawn:
        return self.memory.once(f"number {number}", lambda: drawn(self.lists, self.values, number))


@dataclass(frozen=True)
class RememberingOracle:
    """Answers as an Oracle does."""

    oracle: Oracle
    memory: Memory

    def answer(self, document: str, variables: Mapping[str, Any]) -> Any:
        """The data of an answer."""
        question = f"answer {document}\n{json.dumps(variables, sort_keys=True)}"
        return self.memory.once(question, lambda: self.oracle.answer(document, dict(variables)))


@dataclass(frozen=True)
class RememberingStore:
    """Reads as a Store does. Statements are values with a `text` and `parameters`; the same ones give the same rows."""

    store: Any
    memory: Memory

    async def read(self, statement: Any, **how: Any) -> list[Any]:
        """The row of one statement."""
        return await self.memory.read_once(_question([statement]), lambda: self.store.read(statement, **how))

    async def read_all(self, statements: Sequence[Any], **how: Any) -> list[list[Any]]:
        """The rows of several statements."""
        return await self.memory.read_once(_question(statements), lambda: self.store.read_all(statements, **how))


def _question(statements: Sequence[Any]) -> str:
    return "\n".join(f"read {statement.text}\n{statement.parameters!r}" for statement in statements)

"""Asks the service and the oracle the same document, with other variables, and for the next page of its lists."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import GraphQLError
from strawberry.types import ExecutionResult

from tests.answering import Service
from tests.case_files import answer_text
from tests.fuzz.coverage import has_null
from tests.fuzz.drawn import Continued, Drawn
from tests.oracle import CursorBook, Oracle, cursor_keys

# What refuses a document for its size: valid, but more than one request may ask, or more to read than time allows.
TOO_MUCH = frozenset(
    {"TOO_DEAR", "TOO_COMPLEX", "LIMIT_DEPTH", "LIMIT_FIELDS", "LIMIT_ALIASES", "LIMIT_TOKENS", "STORE_TIMEOUT"}
)
_PAGES = 3
_TRIES, _PAUSE = 5, 2.0


@dataclass
class Outcome:
    """What became of a document: its answers, or what differs, or the code by which it was refused.

    `codes` are those of errors that nobody expected: the difference is that they came.
    """

    answers: list[Any] = field(default_factory=list)
    difference: str = ""
    codes: frozenset[str] = frozenset()
    refused: str = ""
    null_cursor: bool = False


@dataclass(frozen=True)
class Asking:
    """The service beside the oracle."""

    service: Service
    oracle: Oracle

    async def outcome(self, drawn: Drawn) -> Outcome:
        """Both answers compared, for the document as it is drawn, with its other variables, and then with cursors."""
        outcome, book = Outcome(), CursorBook()
        await self._ask(drawn, drawn.variables, outcome, book)
        if drawn.others and outcome.answers and not outcome.difference:
            await self._ask_again(drawn, drawn.others, outcome)
        if drawn.continued and outcome.answers and not outcome.difference:
            await self._go_on(drawn, outcome, book)
        return outcome

    async def _ask_again(self, drawn: Drawn, others: Mapping[str, Any], outcome: Outcome) -> None:
        """With other variables. That they ask too much does not count, for the first ones did not."""
        again = Outcome()
        await self._ask(drawn, {**drawn.variables, **others}, again, CursorBook())
        outcome.difference = again.difference and f"with {others}\n{again.difference}"
        outcome.codes = again.codes

    async def _go_on(self, drawn: Drawn, outcome: Outcome, book: CursorBook) -> None:
        """The next page, and a third where one of two cursors stands for a missing value and the other does not."""
        seen: set[bool] = set()
        while len(outcome.answers) < _PAGES and not outcome.difference and not outcome.refused:
            cursors = cursors_of(drawn.continued, outcome.answers[-1])
            nulls = {has_null(book.to_oracle(cursor)) for cursor in cursors.values()}
            if nulls <= seen:
                break
            outcome.null_cursor |= True in nulls
            seen |= nulls
            await self._ask(drawn, {**drawn.variables, **cursors}, outcome, book)

    async def differs_like(self, first: Outcome, drawn: Drawn) -> bool:
        """Whether the answers differ too, or one of them fails in the same way."""
        outcome = await self.outcome(drawn)
        return bool(outcome.difference) and outcome.codes == first.codes

    async def _ask(self, drawn: Drawn, variables: Mapping[str, Any], outcome: Outcome, book: CursorBook) -> None:
        slow = self.service.api.door.slow_path
        theirs = asyncio.create_task(asyncio.to_thread(self._oracle, drawn.text, book.to_oracle(dict(variables))))
        ours = await self._service(drawn.text, variables)
        expected = await theirs
        if ours.errors:
            codes = codes_of(ours)
            if codes <= TOO_MUCH:
                outcome.refused = codes.pop()
            else:
                outcome.difference, outcome.codes = f"the service answers with {ours.errors}", frozenset(codes)
        elif isinstance(expected, Exception):
            outcome.difference = f"the oracle cannot answer: {expected!r}"
        else:
            outcome.answers.append(ours.data)
            outcome.difference = _difference(ours.data, expected, drawn, book)
        if self.service.api.door.slow_path != slow and not outcome.difference:
            outcome.difference = "the answer came by the slow path"

    async def _service(self, text: str, variables: Mapping[str, Any]) -> ExecutionResult:
        """The service's answer; on a busy machine the database can refuse for a moment, and says to ask again."""
        for _ in range(_TRIES - 1):
            answer = await self.service.execute(text, variables)
            if codes_of(answer) != {"STORE_BUSY"}:
                return answer
            await asyncio.sleep(_PAUSE)
        return await self.service.execute(text, variables)

    def _oracle(self, text: str, variables: dict[str, Any]) -> Any:
        try:
            return self.oracle.answer(text, variables)
        except Exception as error:  # told with the document
            return error


def code_of(error: GraphQLError) -> str:
    """The code of an error of ours."""
    return str(getattr(error.original_error, "code", "") or (error.extensions or {}).get("code", ""))


def codes_of(answer: ExecutionResult) -> set[str]:
    """The codes of the errors of an answer."""
    return {code_of(error) for error in answer.errors or ()}


def cursors_of(continued: tuple[Continued, ...], answer: Any) -> dict[str, str]:
    """The cursors at the end of the pages of an answer, by the variable that they are for."""
    found = {}
    for list_ in continued:
        place = answer
        for key in (*list_.path, "pageInfo", list_.cursor):
            place = place.get(key) if isinstance(place, dict) else None
        if isinstance(place, str):
            found[list_.variable] = place
    return found


def _difference(ours: Any, theirs: Any, drawn: Drawn, book: CursorBook) -> str:
    try:
        theirs = book.meet(ours, theirs, cursor_keys(drawn.text))
    except AssertionError as error:
        return str(error)
    told, expected = answer_text(ours), answer_text(theirs)
    if told == expected:
        return ""
    lines = list(zip(told.splitlines(), expected.splitlines(), strict=False))
    place = next((n for n, (one, other) in enumerate(lines) if one != other), len(lines))
    ours_there, theirs_there = (text.splitlines()[max(place - 6, 0) : place + 6] for text in (told, expected))
    return "\n".join(["the service:", *ours_there, "the oracle:", *theirs_there])

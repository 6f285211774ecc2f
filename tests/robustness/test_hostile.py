"""The hostile corpus, once: every entry refused with its code and status, nothing told, visitors answered."""

from __future__ import annotations

import json

import pytest
from graphql import build_schema, parse, validate

from tests.exported import read_sdl
from tests.robustness import canaries, hostile
from tests.robustness.canaries import with_canaries
from tests.robustness.corpus import CORPUS
from tests.robustness.sending import canary

pytestmark = pytest.mark.alone


@pytest.mark.static
def test_the_corpus_is_large_and_its_codes_are_many() -> None:
    assert sum(map(len, CORPUS.values())) >= hostile.LEAST
    assert min(map(len, CORPUS.values())) >= hostile.LEAST_A_GROUP
    assert hostile.shares()[1] <= hostile.MOST_SHARE


@pytest.mark.static
def test_what_is_refused_in_a_payload_is_a_valid_document() -> None:
    """Or else it would be refused for something else, and what it is about would not be tried."""
    schema = build_schema(read_sdl())
    for name, entry in CORPUS["writing"].items():
        if entry.status == 200:
            document = json.loads(entry.request.partition(b"\r\n\r\n")[2])["query"]
            assert validate(schema, parse(document)) == [], name


@pytest.mark.embedded
def test_every_hostile_request_is_refused_with_its_code() -> None:
    with with_canaries("embedded") as service:
        with canary(service) as visitor:
            found = hostile.outcomes(service, 1)
        answers = canaries.told_in_answers(service, [one.reply for one in found])
        log = hostile.logged_secrets(service)
        lines = [line for line in service.lines if len(line) > hostile.MOST_LINE]
    assert [f"{one.group}: {one.name}: {one.wrong}" for one in found if one.wrong] == []
    assert (answers, log, lines) == (set(), set(), [])
    # Shed under load, never failed: the machine of a test may be busy.
    assert visitor.failed <= len(visitor.seconds) / 2

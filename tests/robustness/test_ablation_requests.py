"""Limits of requests that do something: without one alone, a named abuse does harm. The trial tries them all."""

from __future__ import annotations

import pytest

from graph_service.settings import SETTINGS
from tests.robustness import ablation, ablation_requests
from tests.robustness.overhead import largest

_NO_ABUSE = {
    "KALAKA_PLAN_CACHE": "bounds memory that plans of many documents take: the trial `soak` sends 2,000 shapes",
    "KALAKA_MAX_BLOCKS": "cuts statements into parts, and refuses nobody",
    "KALAKA_POOL_SIZE": "a number of connections to work with, not to keep away; full, it is told as STORE_BUSY",
    "KALAKA_ANALYSIS_QUEUE": "a wait for the one worker, which works on one job at a time however long the queue is",
    "KALAKA_KEY_RATE": "KALAKA_RATE of those who have a key: the same account under another name",
    "KALAKA_WRITE_SECONDS": "KALAKA_READ_SECONDS of writes, which want a key: tests/mutations/test_operations.py",
    "KALAKA_MUTATION_ID_DAYS": "how long a repeat is known; keeps nobody away: tests/mutations/test_operations.py",
    "KALAKA_ANALYSIS_SECONDS": "what a job may take of the worker process; ended with it in tests of the desk",
    "KALAKA_CREDENTIAL_SECONDS": "how soon a revoked key ends what is open; no amount of anything",
    "KALAKA_IMPORT_BYTES": "compared with the size of a file before any of it is read: tests/importing/test_broken.py",
    "KALAKA_UPLOAD_BYTES": "counted while a file comes in, which is kept on disk: tests/http/test_uploads.py",
    "KALAKA_KEY_SECONDS": "how soon a revoked key is unknown; no amount of anything",
    "KALAKA_CACHE_SECONDS": "how long others may repeat an answer; no amount of anything",
    "KALAKA_OIDC_SECONDS": "how long public keys of an issuer are kept; no amount of anything",
}


@pytest.mark.static
def test_every_limit_that_is_a_setting_has_an_abuse_or_a_reason_to_have_none() -> None:
    limits = {*largest(), *(setting.variable for setting in SETTINGS if setting.variable.endswith("_SECONDS"))}
    tried = {one.limit for one in (*ablation.ABLATIONS, *ablation_requests.ABLATIONS)}
    assert limits - tried == set(_NO_ABUSE)


@pytest.mark.embedded
def test_without_the_limit_of_sockets_an_address_holds_more_of_them() -> None:
    chosen = [one for one in ablation_requests.ABLATIONS if one.limit in ablation_requests.QUICK]
    assert len(chosen) == len(ablation_requests.QUICK)
    for one, on, off in ablation_requests.harms(chosen):
        assert ablation_requests.does_harm(one, on, off), (one.limit, on, off)

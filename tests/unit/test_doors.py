"""What a tag of an answer is made from, apart from the request and the data: the release, and settings that decide."""

from __future__ import annotations

import pytest

from graph_service import doors
from graph_service.api.context import RequestContext
from graph_service.api.running import Asked
from graph_service.doors import keeping_of
from graph_service.resources import release_digest
from graph_service.settings import SETTINGS, Settings
from tests.unit.api.fakes import FakeStore

_OTHER = {"KALAKA_DATA_DIR": "elsewhere", "NEO4J_URI": "bolt://a", "NEO4J_DATABASE": "other"}


def tag(**variables: str) -> str:
    context = RequestContext(FakeStore(), "r")
    question = keeping_of(Settings.from_environment(variables)).question(
        {"type": "http", "headers": []}, Asked("{ dataVersion }"), context, "application/json"
    )
    return question.tag(7)


@pytest.mark.parametrize("name", doors._DECIDING)
def test_another_value_of_a_setting_that_decides_gives_another_tag(name: str) -> None:
    [setting] = (one for one in SETTINGS if one.name == name)
    other = _OTHER.get(setting.variable, "7")
    assert tag(**{setting.variable: other}) != tag()


def test_other_settings_leave_tags_as_they_are() -> None:
    """Processes of one service may differ in them."""
    assert tag(KALAKA_PORT="1", KALAKA_LOG_LEVEL="ERROR", KALAKA_CACHE_SECONDS="60", KALAKA_RATE="9") == tag()


def test_every_limit_of_documents_and_answers_decides() -> None:
    limits = {setting.name for setting in SETTINGS if setting.name.startswith("max_")} | {"answer_bytes"}
    assert limits <= set(doors._DECIDING)


def test_another_release_gives_other_tags(monkeypatch: pytest.MonkeyPatch) -> None:
    before = tag()
    monkeypatch.setattr(doors, "release_digest", lambda: "another")
    assert tag() != before


def test_a_release_is_known_by_its_code() -> None:
    assert release_digest() == release_digest.__wrapped__()
    assert len(release_digest()) == 32

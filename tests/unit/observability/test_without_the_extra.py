"""Without KALAKA_TRACES_URL nothing of the extra `traces` is imported; with it and without the extra, that is told."""

from __future__ import annotations

import subprocess
import sys

import pytest

from graph_service.app import create_app
from graph_service.errors import SettingsError
from graph_service.settings import Settings

HIDDEN = """
import sys
from importlib.abc import MetaPathFinder
class Hidden(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] == "opentelemetry":
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Hidden())
"""


def told(program: str) -> str:
    """What a fresh Python says."""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_a_missing_extra_is_told_before_anything_starts() -> None:
    program = HIDDEN + (
        "from graph_service.app import create_app\n"
        "from graph_service.settings import Settings\n"
        "from graph_service.errors import SettingsError\n"
        "create_app(Settings.from_environment({}))\n"
        "try: create_app(Settings.from_environment({'KALAKA_TRACES_URL': 'http://127.0.0.1:4318/v1/traces'}))\n"
        "except SettingsError as error: print(error.code, error)\n"
    )
    said = told(program)
    assert said.startswith("TRACES_EXTRA ")
    assert "kalaka[traces]" in said


def test_nothing_of_the_extra_is_imported_without_the_setting() -> None:
    program = (
        "import sys\n"
        "from graph_service.app import create_app\n"
        "from graph_service.settings import Settings\n"
        "create_app(Settings.from_environment({}))\n"
        "print([name for name in sys.modules if name.startswith(('opentelemetry', 'prometheus_client'))])\n"
    )
    assert told(program) == "[]"


@pytest.mark.parametrize("url", ["127.0.0.1:4318", "file:///tmp/traces", "ftp://a"])
def test_an_address_that_traces_cannot_be_sent_to_is_refused(url: str) -> None:
    with pytest.raises(SettingsError, match="KALAKA_TRACES_URL"):
        create_app(Settings.from_environment({"KALAKA_TRACES_URL": url}))

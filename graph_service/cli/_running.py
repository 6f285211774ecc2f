"""Runs a command's coroutine: SIGINT and SIGTERM cancel it, so that whatever it opened is closed."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Coroutine
from typing import TypeVar

from graph_service.settings import Settings

T = TypeVar("T")


def settings_of_environment() -> Settings:
    """The settings of this process; says on standard error which `KALAKA_…` variables nothing reads."""
    import click

    from graph_service.settings import unknown_variables

    for name, meant in unknown_variables(os.environ).items():
        hint = f"; did you mean {meant}?" if meant else ""
        click.echo(f"warning: {name} is no setting{hint}", err=True)
    return Settings.from_environment(os.environ)


def run(work: Coroutine[None, None, T]) -> T:
    """The result of `work`. A signal ends it with the exit code of that signal, after clean-up."""
    with asyncio.Runner() as runner:
        return runner.run(_until_terminated(work))


async def _until_terminated(work: Coroutine[None, None, T]) -> T:
    loop = asyncio.get_running_loop()
    task = loop.create_task(work)
    ended_by: list[signal.Signals] = []

    def end(number: signal.Signals) -> None:
        ended_by.append(number)
        task.cancel()

    # Windows has no such handlers; there Ctrl-C is asyncio's own business.
    handled = (signal.SIGINT, signal.SIGTERM) if os.name == "posix" else ()
    for number in handled:
        loop.add_signal_handler(number, end, number)
    try:
        return await task
    except asyncio.CancelledError:
        if ended_by:
            raise SystemExit(128 + ended_by[0]) from None
        raise
    finally:
        for number in handled:
            loop.remove_signal_handler(number)

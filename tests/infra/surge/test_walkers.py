"""People who are led through the pages stand evenly at the times that are free."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator

import click
import pytest

from infra.surge.bare_lines import lines
from infra.surge.limits.pages import ANSWERS
from infra.surge.limits.server import Answering
from infra.surge.walkers import STEPS, Walker, walk

PERSON = {"number": "ABCDEFGHJKLM", "year": "1980", "month": "4", "day": "1"}
HOLD = ("POST", "/book/time")
DAYS, TIMES = 14, 48
"""Of the prepared answers."""


@pytest.fixture
async def wishes() -> AsyncGenerator[tuple[str, Counter[bytes]]]:
    """A server of prepared answers, and the forms it was sent for a hold."""
    seen = Counter[bytes]()

    class Noting(Answering):
        def data_received(self, data: bytes) -> None:
            if data.startswith(b"POST /book/time "):
                seen[data.rpartition(b"slot=")[2]] += 1
            super().data_received(data)

    server = await asyncio.get_running_loop().create_server(Noting, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", seen


async def test_everybody_gets_a_time_and_nobody_crowds(
    wishes: tuple[str, Counter[bytes]],
) -> None:
    url, seen = wishes
    walkers = [Walker(PERSON, turn) for turn in range(DAYS * TIMES)]
    async with lines(url, 4) as over:
        for name in ("days", "times", "hold"):
            await walk(walkers, STEPS[name], over)
    assert set(seen.values()) == {DAYS}
    assert len(seen) == TIMES


async def test_a_refused_hold_is_said_plainly(
    wishes: tuple[str, Counter[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(
        ANSWERS, HOLD, ANSWERS[HOLD].replace(b"location: /book/check", b"location: /book/day")
    )
    walker = Walker(PERSON, 0)
    async with lines(wishes[0], 1) as (line,):
        await STEPS["days"](walker, line)
        await STEPS["times"](walker, line)
        with pytest.raises(click.ClickException, match="person 1 was refused a hold"):
            await STEPS["hold"](walker, line)

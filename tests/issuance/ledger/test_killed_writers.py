"""kill -9 at any moment: what was acknowledged is there, and nothing is there twice."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections import Counter
from uuid import UUID

import pytest

from tests.issuance.ledger.tallies import Counted

NUMBERS = 400


async def start(access, writer) -> Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.issuance.ledger.acknowledging_writer"),
        *(str(writer), str(NUMBERS)),
        env={**os.environ, "MADOGUCHI_TEST_DSN": access.dsn},
        stdout=PIPE,
    )


async def kill_after(process: Process, acknowledgements: int) -> set[int]:
    """Kill the writer in the middle of its work; return everything it had printed."""
    assert process.stdout is not None
    lines = [await process.stdout.readline() for _ in range(acknowledgements)]
    process.kill()
    rest = await process.stdout.read()
    assert await process.wait() == -9
    # A line cut by the kill was never read by anybody.
    whole = b"".join(lines) + rest[: rest.rfind(b"\n") + 1]
    return {int(line) for line in whole.split()}


async def counted_by(log, writer) -> Counter[int]:
    async with log.transaction() as tx:
        history = await tx.history(UUID(int=writer))
    assert [each.version for each in history] == list(range(1, len(history) + 1))
    return Counter(each.fact.amount for each in history if isinstance(each.fact, Counted))


@pytest.mark.parametrize("acknowledgements", [1, 60])
async def test_nothing_acknowledged_is_lost_and_nothing_is_there_twice(
    issuance_access, issuance_log, acknowledgements
):
    processes = [await start(issuance_access, writer) for writer in (1, 2)]
    acknowledged = await asyncio.gather(
        *(kill_after(process, acknowledgements) for process in processes)
    )
    for writer, printed in enumerate(acknowledged, start=1):
        stored = await counted_by(issuance_log, writer)
        assert acknowledgements <= len(printed) < NUMBERS, "it was killed in the middle"
        assert printed <= set(stored)
        assert set(stored.values()) == {1}


async def test_who_starts_again_does_what_is_left_and_only_that(issuance_access, issuance_log):
    printed = await kill_after(await start(issuance_access, 1), 30)
    again = await start(issuance_access, 1)
    output, _ = await again.communicate()
    assert again.returncode == 0
    assert {int(line) for line in output.split()} == set(range(NUMBERS))
    stored = await counted_by(issuance_log, 1)
    assert printed <= set(stored) == set(range(NUMBERS))
    assert set(stored.values()) == {1}

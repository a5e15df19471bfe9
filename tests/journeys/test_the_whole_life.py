"""Four cards from the box to the letter box, through every process; also while these are killed."""

import asyncio
import random
from contextlib import asynccontextmanager

import pytest

from infra.demo.once.findings import facts_done_twice, leaks, missing_facts, wrong_pins
from infra.demo.once.run import live
from infra.demo.once.timeline import everything
from infra.demo.ports import Ports
from infra.demo.progress import Silent
from infra.demo.supervisor import bare_house

pytestmark = [pytest.mark.journey, pytest.mark.timeout(240)]

KILLED = ("booking", "office", "worker", "pin-desk", "postgres")
"""The station has drills of its own: what was typed on it and not sealed must be gone."""


@asynccontextmanager
async def killings(house, seed):
    """Kill one process after another, each once it is back; tells who was killed."""
    killed = []

    async def kill_now_and_then():
        dice = random.Random(seed)
        while not {"booking", "office", "worker", "pin-desk"} <= house.children.keys():
            await asyncio.sleep(0.1)
        while True:
            for name in dice.sample(KILLED, len(KILLED)):
                await asyncio.sleep(dice.uniform(0.3, 1.5))
                await house.kill(name)
                killed.append(name)
                await house.wait_until_up(name)

    task = asyncio.create_task(kill_now_and_then())
    try:
        yield killed
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_no_confirmed_step_is_lost_or_done_twice_when_processes_are_killed(tmp_path):
    async with bare_house(tmp_path, Ports.free(), progress=Silent()) as house:
        async with killings(house, seed=20261122) as killed:
            people = await live(house, Silent())
        facts = await everything(house)
        assert len(killed) >= len(KILLED)
        assert missing_facts(facts, people) == []
        assert facts_done_twice(facts, people) == []
        assert await asyncio.to_thread(wrong_pins, house, people) == []
        assert await leaks(house, people) == []

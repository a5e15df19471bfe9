"""One piece of work for all who ask before it begins."""

import asyncio

import pytest

from issuance.office.together import Together


class Work:
    """Runs until it is let go; says which run it was."""

    def __init__(self):
        self.runs, self.go = [], asyncio.Event()

    async def __call__(self, key):
        self.runs.append(key)
        number = len(self.runs)
        await self.go.wait()
        if key == "broken":
            raise RuntimeError(key)
        return number


async def asked(together, *keys):
    tasks = [asyncio.create_task(together.result(each)) for each in keys]
    for _ in range(3):
        await asyncio.sleep(0)
    return tasks


async def test_who_asks_while_it_runs_is_told_of_the_next_run():
    work = Work()
    together = Together(work)
    first = await asked(together, "day")
    later = await asked(together, *["day"] * 30)
    work.go.set()
    assert await asyncio.gather(*first, *later) == [1] + [2] * 30
    assert await together.result("day") == 3


async def test_each_key_has_runs_of_its_own():
    work = Work()
    tasks = await asked(Together(work), "one", "two")
    work.go.set()
    await asyncio.gather(*tasks)
    assert work.runs == ["one", "two"]


async def test_who_gives_up_waiting_stops_it_for_nobody():
    work = Work()
    impatient, patient = await asked(Together(work), "day", "day")
    impatient.cancel()
    work.go.set()
    assert await patient == 1


async def test_a_run_that_fails_is_told_and_the_next_one_goes_on():
    work = Work()
    together = Together(work)
    work.go.set()
    with pytest.raises(RuntimeError):
        await together.result("broken")
    assert await together.result("whole") == 2

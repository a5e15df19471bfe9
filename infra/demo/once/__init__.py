"""`madoguchi demo --once`: one resident and one family of three, from the box to the letter box."""

import asyncio
import os
import shutil
import time
from datetime import UTC, datetime
from uuid import UUID

from infra.demo.once.browser import PageError
from infra.demo.once.findings import facts_done_twice, leaks, missing_facts, wrong_pins
from infra.demo.once.hand import TooSlowError
from infra.demo.once.people import Person
from infra.demo.once.run import live
from infra.demo.once.timeline import everything, lines
from infra.demo.ports import Ports
from infra.demo.progress import Progress
from infra.demo.supervisor import bare_house
from infra.processes import DemoSettings
from infra.settings import load
from issuance.calendar import JST

LATE_MINUTES = 5
"""So shortly before midnight a visit booked for today might not happen today."""


def main() -> int:
    """Drive the run in a house of its own; 0 only if everything is as it must be.

    Raises:
        DemoError, PostgresError, SettingsError: why it cannot run, in one line.
    """
    return asyncio.run(_main())


async def _main() -> int:
    progress = Progress()
    folder = load("demo", DemoSettings, os.environ).folder / "once"
    await _not_around_midnight(progress)
    shutil.rmtree(folder, ignore_errors=True)
    began = time.monotonic()
    async with bare_house(folder, Ports.free(), progress=progress) as house:
        progress.say(f"Readers: {house.readers.kind}.")
        try:
            people = await live(house, progress)
        except (PageError, TooSlowError) as fault:
            progress.say(f"FAILED: {fault}\nWhat the processes said is in {house.logs}.")
            return 1
        facts = await everything(house)
        progress.say("\n" + "\n".join(lines(facts, _streams(people))) + "\n")
        with progress.step("Every fact in the logs"):
            wrong = missing_facts(facts, people) + facts_done_twice(facts, people)
        with progress.step("The new PINs on the cards"):
            wrong += await asyncio.to_thread(wrong_pins, house, people)
        with progress.step("No PIN and nobody's data where none may be"):
            wrong += await leaks(house, people)
    return _verdict(progress, wrong, len(facts), time.monotonic() - began)


def _verdict(progress: Progress, wrong: list[str], facts: int, seconds: float) -> int:
    for each in wrong:
        progress.say(f"WRONG: {each}")
    if wrong:
        return 1
    progress.say(f"All as it must be: 4 cards delivered, {facts} facts, {seconds:.0f} s.")
    return 0


def _streams(people: list[Person]) -> dict[UUID, str]:
    named = {person.case_id: person.called for person in people}
    return named | {person.notice_id: person.called for person in people}


async def _not_around_midnight(progress: Progress) -> None:
    now = datetime.now(UTC).astimezone(JST)
    left = (23 - now.hour) * 60 + 60 - now.minute
    if left <= LATE_MINUTES:
        progress.say(f"It is nearly midnight in Tokyo; waiting {left} minutes for the new day.")
        await asyncio.sleep(left * 60)

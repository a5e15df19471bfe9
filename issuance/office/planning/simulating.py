"""What-ifs, answered by a process of their own: one at a time, and the same question once."""

import asyncio
import os
import sys
from collections import OrderedDict
from contextlib import suppress
from typing import Final

import msgspec

from issuance.errors import Refusal
from issuance.planning.question import Answered, Question
from issuance.planning.what_if import Answer

SECONDS: Final = 5.0
"""For simulating; starting the process takes about one more."""
_LONGEST_SECONDS: Final = 30.0
"""A machine under load takes longer; then nobody waits any more."""
_KEPT: Final = 50


class SimulationLateError(Refusal):
    """The simulation did not come back in time; nothing was changed by it."""

    code = "simulation-late"


class Simulations:
    """Answers questions; those of before are remembered, since the same days come out again."""

    def __init__(self) -> None:
        self._one = asyncio.Lock()
        self._known: OrderedDict[bytes, tuple[Answer, ...]] = OrderedDict()

    async def answer(self, question: Question) -> tuple[Answer, ...]:
        """What each plan would bring.

        Raises:
            SimulationLateError: there was no answer in time.
        """
        asked = msgspec.json.encode(question)
        try:
            async with asyncio.timeout(_LONGEST_SECONDS), self._one:
                if asked not in self._known:
                    self._remember(asked, await _simulated(asked))
                return self._known[asked]
        except TimeoutError:
            raise SimulationLateError from None

    def _remember(self, asked: bytes, answers: tuple[Answer, ...]) -> None:
        self._known[asked] = answers
        while len(self._known) > _KEPT:
            self._known.popitem(last=False)


async def _simulated(asked: bytes) -> tuple[Answer, ...]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "issuance.planning",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        # Nothing of what this process was told: no key, no address of a database.
        env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    try:
        said, _ = await process.communicate(asked)
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
    if process.returncode:
        raise SimulationLateError
    return msgspec.json.decode(said, type=Answered).answers

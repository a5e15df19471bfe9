"""Whether the office answers: once a step waited for it in vain, no other one waits."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Final

UNREACHED: Final = "office-unreachable"


class OfficeAwayError(Exception):
    """No usable answer: not reachable, too slow, failing, or it does not know this station."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Reach:
    """What this station found out last about the way to its office.

    A refused connection costs nothing and is tried again by each step. A silent office would cost
    each step its whole patience: it stays silent until any answer comes, and what asks in the
    background goes on asking.
    """

    def __init__(self) -> None:
        self.silent = False

    @property
    def away_because(self) -> str | None:
        return UNREACHED if self.silent else None

    @asynccontextmanager
    async def patience(self, seconds: float) -> AsyncGenerator[None]:
        """For what a screen waits for: at most so long, and not at all while the office is silent.

        Raises:
            OfficeAwayError: it did not answer within the time.
        """
        if self.silent:
            raise OfficeAwayError(UNREACHED)
        try:
            async with asyncio.timeout(seconds):
                yield
        except TimeoutError:
            self.silent = True
            raise OfficeAwayError(UNREACHED) from None

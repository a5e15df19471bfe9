"""Brings facts to the office in order, at once if it can, again and again if it cannot."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

import structlog

from counter_station.journal.journal import Following, Journal
from counter_station.journal.messages import Message
from counter_station.journal.reach import OfficeAwayError, Reach

_log = structlog.get_logger()

_FIRST_PAUSE_SECONDS = 0.5
_LONGEST_PAUSE_SECONDS = 15.0
_AT_ONCE = 4
"""So many visits are told at the same time, each in its order."""
_STUMBLED = "station-error"
_MOST_STUCK = 3
"""An office that fails at more visits fails at all."""
FAILING = "office-failing"
"""It answered with an error of its own, perhaps only for one visit."""


@dataclass(frozen=True, kw_only=True)
class Refused:
    """The office heard it and says no; `code` names why."""

    code: str


class Office(Protocol):
    """Where the courier goes."""

    async def deliver(self, messages: Sequence[Message]) -> Sequence[Refused | None]:
        """Deliver what happened to one visit, in order; None for each that the office has.

        It answers for one at least, and may leave the later ones for another time.
        Raises OfficeAwayError.
        """
        ...


class Courier:
    """The office hears each visit in the order it happened; what waits of one goes together."""

    def __init__(
        self,
        journal: Journal,
        office: Office,
        now: Callable[[], datetime],
        *,
        reach: Reach | None = None,
    ) -> None:
        self._journal = journal
        self._office = office
        self._now = now
        self._reach = reach or Reach()
        self._wake = asyncio.Event()
        self._answered = asyncio.Condition()
        self._begun = self._over = 0
        """So many rounds: each sends everything that waits when it begins."""
        self._away_because: str | None = None

    @property
    def away_because(self) -> str | None:
        return self._away_because or self._reach.away_because

    async def run(self) -> None:
        """Work until cancelled; a broken office or journal only makes it wait."""
        pause = _FIRST_PAUSE_SECONDS
        while True:
            self._away_because = await self._round()
            if self._away_because is None:
                pause = _FIRST_PAUSE_SECONDS
                await self._rest(None)
            elif self._away_because == _STUMBLED:
                await self._rest(_LONGEST_PAUSE_SECONDS)
            else:
                await self._rest(pause)
                pause = min(pause * 2, _LONGEST_PAUSE_SECONDS)

    async def _round(self) -> str | None:
        """Send what waits; why that did not go, None where it did. Who waits for it hears it."""
        self._begun += 1
        away_because: str | None = None
        try:
            await self._send_all()
        except OfficeAwayError as away:
            away_because = away.reason
        except Exception:  # noqa: BLE001 - nothing may end the courier
            # No traceback: its frames could show what was to be sent.
            _log.error("courier-stumbled")
            away_because = _STUMBLED
        async with self._answered:
            self._over = self._begun
            self._answered.notify_all()
        return away_because

    def go(self) -> None:
        """Try now, whatever pause was meant to be kept."""
        self._wake.set()

    async def deliver(self, position: int, *, timeout_seconds: float) -> bool:
        """Go now; say whether the fact at *position* was answered within the time.

        Nobody waits longer than until it was tried, nor at all while the office is silent.
        """
        tried = self._begun + 1
        self.go()
        with suppress(OfficeAwayError):
            async with self._reach.patience(timeout_seconds), self._answered:
                await self._answered.wait_for(
                    lambda: self._over >= tried or not self._journal.is_waiting(position)
                )
        return not self._journal.is_waiting(position)

    async def _send_all(self) -> None:
        """Everything that waits; a visit the office fails at does not hold up the others.

        Raises:
            OfficeAwayError: it is away, or failed at some visit: that one waits, in its order.
        """
        stuck: dict[UUID, OfficeAwayError] = {}
        while following := await asyncio.to_thread(
            self._journal.following, _AT_ONCE, without=stuck
        ):
            told = await asyncio.gather(*map(self._tell, following), return_exceptions=True)
            await self._note([each for each in told if not isinstance(each, BaseException)])
            for visit, outcome in zip(following, told, strict=True):
                if not isinstance(outcome, BaseException):
                    continue
                if not isinstance(outcome, OfficeAwayError) or outcome.reason != FAILING:
                    raise outcome
                stuck[visit[0].visit_id] = outcome
            if len(stuck) > _MOST_STUCK:
                break
        if stuck:
            raise next(iter(stuck.values()))

    async def _tell(self, visit: Sequence[Following]) -> dict[int, str]:
        """The positions answered, as `Journal.note` takes them."""
        messages = [each.message for each in visit if each.message is not None]
        outcomes = iter(await self._office.deliver(messages) if messages else ())
        answers: dict[int, str] = {}
        for each in visit:
            if each.message is None:
                answers[each.position] = ""
                continue
            try:
                refused = next(outcomes)
            except StopIteration:
                break
            answers[each.position] = refused.code if refused else ""
        return answers

    async def _note(self, told: Sequence[dict[int, str]]) -> None:
        answers = {position: code for each in told for position, code in each.items()}
        for position, code in answers.items():
            if code:
                _log.warning("office-refused", position=position, code=code)
        await asyncio.to_thread(self._journal.note, answers, self._now())
        async with self._answered:
            self._answered.notify_all()

    async def _rest(self, seconds: float | None) -> None:
        """Until woken by a new fact, or for a while."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._wake.wait()
            self._wake.clear()

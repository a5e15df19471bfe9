"""The door: whoever steps up is written down together with all who came at the same time."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Final
from uuid import UUID

import structlog

from booking_web.waiting_room.store import Store
from booking_web.waiting_room.tickets import Ticket
from issuance.ledger.away import AWAY

MOST_AT_ONCE: Final = 1_000
_log = structlog.get_logger("waiting-room")
_Waiting = tuple[int, UUID, "asyncio.Future[Ticket | None]"]


class RoomAwayError(Exception):
    """The database is away; whoever asks again is not worse off."""


class Door:
    """One transaction is made of all who arrived while the last one was committing."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store, self._clock = store, clock
        self._waiting: list[_Waiting] = []
        self._serving: asyncio.Task[None] | None = None

    async def step_up(self, room_id: int, ticket_id: UUID) -> Ticket | None:
        """The ticket as the database has it, made or admitted where due; None: the room is over.

        Raises RoomAwayError.
        """
        answer: asyncio.Future[Ticket | None] = asyncio.get_running_loop().create_future()
        self._waiting.append((room_id, ticket_id, answer))
        if self._serving is None or self._serving.done():
            self._serving = asyncio.create_task(self._serve(), name="waiting-room-door")
        return await answer

    async def _serve(self) -> None:
        while self._waiting:
            room_id = self._waiting[0][0]
            batch = [each for each in self._waiting if each[0] == room_id][:MOST_AT_ONCE]
            taken = {id(each) for each in batch}
            self._waiting = [each for each in self._waiting if id(each) not in taken]
            try:
                await self._answer(room_id, batch)
            finally:
                for _, _, answer in batch:  # nobody is left standing, whatever happens
                    if not answer.done():
                        answer.set_exception(RoomAwayError())

    async def _answer(self, room_id: int, batch: list[_Waiting]) -> None:
        ids = list(dict.fromkeys(ticket_id for _, ticket_id, _ in batch))
        try:
            told = await self._store.step_up(room_id, ids, self._clock())
        except AWAY:
            return
        except Exception as fault:  # noqa: BLE001 - those who came next are served all the same
            _log.error("waiting-room.door-fault", kind=type(fault).__name__)
            return
        for _, ticket_id, answer in batch:
            if not answer.done():
                answer.set_result(told.get(ticket_id))

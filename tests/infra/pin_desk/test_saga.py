"""The saga of one card, broken off at every single command, at the office's own application.

On resume every reference holds the holder's PIN with all its tries, and the sealed PINs go in that
very moment: not before, whatever was pulled, and not later.
"""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any

import asyncpg
import msgspec
import pytest

from counter_station.readers.in_process import CardObject, InProcessReader
from counter_station.virtual.faults import Fault, FaultAt, FaultyCard
from infra.pin_desk import PinDesk
from infra.pin_office import OfficeAwayError, Waiting
from issuance.cases.state import Stage
from issuance.errors import Refusal
from tests.infra.pin_desk.cards import fresh_card, takes_the_new_pins
from tests.infra.pin_desk.conftest import InMemory
from tests.issuance.application.house import House, officer

NEVER = 10_000


class Direct:
    """The office's application without HTTP between, as `PinOffice` has it."""

    def __init__(self, house: House, loop: asyncio.AbstractEventLoop) -> None:
        self.house, self.loop, self.away = house, loop, False

    def waiting(self, card_serial: str) -> Waiting | None:
        try:
            found = self._do(self.house.issuance.pin_desk.envelope_for(card_serial))
        except Refusal:
            return None
        return msgspec.convert(found, Waiting, from_attributes=True)

    def report(self, waiting: Waiting, outcome: str, references: list[str]) -> None:
        assert outcome == "set"
        if self.away:
            raise OfficeAwayError
        desk, told = self.house.issuance.pin_desk, tuple(references)
        self._do(desk.record_set(officer(), waiting.case_id, waiting.envelope_id, told))

    def tell_progress(self, waiting: Waiting, done: int, of: int) -> None:
        assert 0 < done <= of == 5

    def _do(self, asked: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(asked, self.loop).result(30)


@dataclass
class Saga:
    """One case at its desk, put back again and again to where its envelope was just opened."""

    house: House
    office: Direct
    reader: InProcessReader
    settings: Any
    key: Any
    owner: asyncpg.Pool
    head: int
    sealed: asyncpg.Record

    async def attempt(self, card: CardObject) -> None:
        """By a desk that was just started: it knows nothing but its journals."""
        desk: Any = PinDesk
        self.reader.insert(card)
        started = desk(
            (self.reader, self.reader.name), self.office, InMemory(self.key), self.settings
        )
        await asyncio.to_thread(started.serve)

    async def finish(self, card: CardObject) -> None:
        """Laid again, the card is finished; only then are the sealed PINs gone."""
        assert (await self.house.stage(1), await self.house.sealed_pins()) == (Stage.SETTING, 1)
        await self.attempt(card)
        assert await self.house.stage(1) is Stage.READY_TO_GO
        assert await self.house.sealed_pins() == 0
        assert takes_the_new_pins(self.reader, card)

    async def rewind(self) -> None:
        """With a superuser's hand: the office's own role could not."""
        await self.owner.execute(
            "DELETE FROM ledger.stored_events WHERE notification_id > $1", self.head
        )
        await self.owner.execute(
            "INSERT INTO office.sealed_pins VALUES ($1, $2, $3, $4, $5, $6)", *self.sealed.values()
        )


@pytest.fixture
async def saga(house, reader, desk_settings, key, issuance_owner_db) -> Saga:
    return Saga(
        house=house,
        office=Direct(house, asyncio.get_running_loop()),
        reader=reader,
        settings=desk_settings,
        key=key,
        owner=issuance_owner_db,
        head=await house.log.head(),
        sealed=await issuance_owner_db.fetchrow("SELECT * FROM office.sealed_pins"),
    )


@pytest.mark.parametrize("fault", [Fault.REMOVED_BEFORE, Fault.REMOVED_AFTER])
async def test_a_card_pulled_at_any_command_is_finished_when_laid_again(saga, fault):
    whole = FaultyCard(fresh_card(), FaultAt(command=NEVER, fault=fault))
    await saga.attempt(whole)
    assert await saga.house.stage(1) is Stage.READY_TO_GO
    assert whole.commands > 5 * 8
    for command in range(1, whole.commands + 1):
        await saga.rewind()
        card = fresh_card()
        pulled = FaultyCard(card, FaultAt(command=command, fault=fault))
        await saga.attempt(pulled)
        assert pulled.commands == command
        try:
            await saga.finish(card)
        except AssertionError as error:
            raise AssertionError(f"{fault.value} at command {command}") from error


async def test_sealed_pins_stay_until_the_office_has_heard(saga):
    """All is on the card, but the word is lost: the next look finds it, and then they go."""
    card = fresh_card()
    saga.office.away = True
    await saga.attempt(card)
    assert takes_the_new_pins(saga.reader, card)
    saga.office.away = False
    await saga.finish(card)

"""The back office of a drill: desks at which two officers at a time have PINs set.

Cards are virtual, readers are in this process; sealed PINs, office and PIN desk are the real ones.
"""

import asyncio
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from typing import Final
from uuid import UUID

from counter_station.office_key import OfficeToken
from counter_station.readers.in_process import InProcessReader
from counter_station.virtual.my_number_card import VirtualMyNumberCard
from counter_station.virtual.personalisation import CardData
from infra.bench.booked_people import EXPIRES_ON
from infra.bench.counter_clerk import TYPED
from infra.bench.office import PIN_DESK_TOKEN
from infra.pin_desk import PinDesk
from infra.pin_office import PinOffice
from infra.processes import PinDeskSettings
from infra.surge.counters.counter_house import CounterHouse
from issuance.application import Order
from issuance.pins.card import WritableCard
from issuance.pins.keys import OpeningKey, SealingKey
from issuance.pins.references import pin_files_for

_OFFICERS: Final = ("K91", "K92")
_BY: Final = "staff:K91"
_NEXT: Final = """SELECT case_id, card_serial FROM office.case_overview
    WHERE stage = 'awaiting-pins' ORDER BY starts_at, case_id"""


class HeldKey:
    """The house's one key, as a holder."""

    def __init__(self, key: OpeningKey) -> None:
        self._key = key

    def held(self) -> Mapping[str, OpeningKey]:
        return {self._key.key_id: self._key}

    def make(self) -> SealingKey:
        raise NotImplementedError("this house keeps its key")

    def destroy(self, key_id: str) -> None:
        raise NotImplementedError(key_id)


class PinOfficers:
    """Whose turn it is, what is being set, and what was."""

    def __init__(self, house: CounterHouse) -> None:
        self._house = house
        self._begun = set[UUID]()
        self._keys: dict[str, str] = {}
        """Making a card's own keys takes half a second: the cards of one drill share them."""
        self.set = 0
        self.wrong = 0
        """Cards that do not take what their holder typed."""

    async def waiting(self) -> int:
        """How many cards wait for their PINs, as the tables say."""
        await self._house.refresh()
        return len(await self._house.office.fetch(_NEXT))

    async def set_next(self, desk: PinDesk, reader: InProcessReader) -> bool:
        """One card from the shelf to its set PINs; False where none waits."""
        rows = await self._house.office.fetch(_NEXT)
        row = next((each for each in rows if each["case_id"] not in self._begun), None)
        if row is None:
            return False
        self._begun.add(row["case_id"])
        order = Order(by=_BY, at=self._house.clock())
        await self._house.issuance.pin_desk.begin(order, row["case_id"], _OFFICERS)
        card = self._card(row["card_serial"])
        reader.insert(card)
        await asyncio.to_thread(desk.serve)
        self.set += 1
        self.wrong += not _takes_what_was_typed(reader, card)
        reader.remove()
        return True

    def _card(self, serial: str) -> VirtualMyNumberCard:
        municipality = self._house.issuance.work.policy.tenant[:5]
        data = CardData(serial=serial, municipality=municipality, expires_on=EXPIRES_ON)
        card = VirtualMyNumberCard.fresh(data)
        card.memory.keys = self._keys
        return card


@contextmanager
def pin_desk_of(house: CounterHouse, number: int) -> Generator[tuple[PinDesk, InProcessReader]]:
    """A desk with its reader, as `madoguchi serve pin-desk` has one."""
    journals = house.folder / f"pin-desk-{number}"
    journals.mkdir()
    settings = PinDeskSettings(
        office_url=house.url, token=PIN_DESK_TOKEN, journals=journals, poll_seconds=0.1
    )
    reader = InProcessReader()
    with PinOffice(house.url, OfficeToken(PIN_DESK_TOKEN)) as office:
        yield PinDesk((reader, reader.name), office, HeldKey(house.key), settings), reader


def _takes_what_was_typed(reader: InProcessReader, card: VirtualMyNumberCard) -> bool:
    """Every reference of the card answers to the holder's PIN."""
    reader.insert(card)
    with reader.open(reader.name) as link:
        writable = WritableCard(link)
        return all(
            writable.accepts(file, TYPED[file.kind].encode())
            for file in pin_files_for(frozenset(TYPED))
        )
